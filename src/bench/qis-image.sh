#!/bin/bash
# Seconds of the container image with the real QIS on a bare Ubuntu 24.04: of its build, and from its start to the first image.
# usage: QIS_SOURCE=CHECKOUT src/bench/qis-image.sh PARENT [CA_BUNDLE]
#   QIS_SOURCE   a checkout of quru/qis at the commit in install/qis.pin
#   PARENT       an image that the engine has, such as ubuntu:24.04; made without a registry:
#                debootstrap --variant=minbase --components=main,universe --include=ca-certificates noble ROOT
#                tar -C ROOT -c . | docker import - ubuntu:24.04
#   CA_BUNDLE    authorities that the build trusts, where a proxy ends TLS
#   DOCKER_HOST  the engine, if it is another than the usual one
set -euo pipefail
cd "$(dirname "$0")/../.."
parent=${1:?PARENT is missing}
ca=${2:-}
: "${QIS_SOURCE:?is not set}"
moto=$(src/test/tools/tool.sh moto)
name=qis-image-$$
context=$(mktemp -d)
clear() {
  [ -z "${emulator:-}" ] || kill "$emulator"
  docker rm -f -v "$name" >/dev/null 2>&1 || true
  docker network rm "$name" >/dev/null 2>&1 || true
  docker rmi "$name" >/dev/null 2>&1 || true
  rm -rf "$context"
}
trap clear EXIT

cp -R src/main/resources/io/github/qisaws/server/. "$context"
cp -R "$QIS_SOURCE" "$context/source"
arguments=(--build-arg "PARENT=$parent" --build-arg QIS_SOURCE=source)
if [ -n "$ca" ]; then
  cp "$ca" "$context/ca.pem"
  arguments+=(--build-arg CA_BUNDLE=ca.pem)
fi
# The bundle of RDS is not needed here.
arguments+=(--build-arg QIS_RDS_BUNDLE=skip)
SECONDS=0
DOCKER_BUILDKIT=0 docker build --quiet --force-rm -f "$context/container/Dockerfile" -t "$name" "${arguments[@]}" "$context"
echo "build: $SECONDS s"

docker network create "$name" >/dev/null
gateway=$(docker network inspect -f '{{(index .IPAM.Config 0).Gateway}}' "$name")
"$moto/bin/moto_server" -H "$gateway" -p 5000 >"$context/moto.log" 2>&1 &
emulator=$!
until curl -sf --noproxy '*' -o "$context/answer" "http://$gateway:5000/moto-api/"; do sleep 0.2; done
"$moto/bin/python" - "http://$gateway:5000" <<'PYTHON'
import sys
import botocore.session

client = botocore.session.get_session().create_client(
    "secretsmanager", region_name="eu-west-1", endpoint_url=sys.argv[1], aws_access_key_id="x", aws_secret_access_key="y")
client.create_secret(Name="qis/demo")
PYTHON

begun=$(date +%s%N)
docker run --detach --name "$name" --network "$name" --memory 2g --shm-size 512m --stop-timeout 120 \
  --env QIS_ROLE=full-server --env QIS_REGION=eu-west-1 --env QIS_ENVIRONMENT=demo --env QIS_SECRET_ID=qis/demo \
  --env AWS_ACCESS_KEY_ID=x --env AWS_SECRET_ACCESS_KEY=y --env "AWS_ENDPOINT_URL=http://$gateway:5000" "$name" >/dev/null
address=$(docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$name")
until curl -sf --noproxy '*' -o "$context/answer" "http://$address/image?src=qis-health/probe.png&width=8"; do
  [ "$(docker inspect -f '{{.State.Running}}' "$name")" = true ] || { docker logs "$name"; exit 1; }
  sleep 0.2
done
echo "first image: $((($(date +%s%N) - begun) / 1000000)) ms"
file "$context/answer" 2>/dev/null || true
begun=$(date +%s%N)
docker stop "$name" >/dev/null
echo "stop: $((($(date +%s%N) - begun) / 1000000)) ms, exit code $(docker inspect -f '{{.State.ExitCode}}' "$name")"

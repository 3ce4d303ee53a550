#!/usr/bin/env bash
# Runs the steps of the container recipe in a bare container of a parent system, as Image Builder's agent does: the RUN line
# of Dockerfile.template, then each step of install.yaml and clean.yaml. Then again with the files of the first run, with
# QIS's repository, PyPI, and RDS's certificates cut off. Prints the seconds of both.
#
#   DOCKER_HOST=… QIS_SOURCE=CHECKOUT src/bench/image-steps.sh [ubuntu-24.04 | debian-12] [FOLDER]
#
# QIS_SOURCE is a checkout (or bare repository) of quru/qis with the pinned commit. The parent is made with debootstrap (as
# the images of Ubuntu and Debian are), because a registry may be out of reach. Amazon Linux 2023 needs its own packages,
# which only AWS's sites have. Not in this run: the CloudWatch agent (as in the recipe of the container) and efs-utils.
set -euo pipefail
cd "$(dirname "$0")/../.."
system=${1:-ubuntu-24.04}
scratch=${2:-$(mktemp -d)}
server=src/main/resources/io/github/qisaws/server
: "${QIS_SOURCE:?a checkout of quru/qis}"
mkdir -p "$scratch"
case $system in
  ubuntu-24.04) suite=noble mirror=http://archive.ubuntu.com/ubuntu components=main,universe ;;
  debian-12) suite=bookworm mirror=http://deb.debian.org/debian components=main ;;
  *) echo "unknown system $system; ubuntu-24.04 and debian-12 are known" >&2; exit 64 ;;
esac

parent=qis-bench-parent:$system
if ! docker image inspect "$parent" >/dev/null 2>&1; then
  options=(--variant=minbase "--components=$components")
  script=()
  if [ "$suite" = noble ]; then
    mkdir -p "$scratch/keys"
    # Debian has no package of Ubuntu's keys; TestSystem.java has the same.
    curl -sSf -o "$scratch/keys.deb" "$mirror/pool/main/u/ubuntu-keyring/ubuntu-keyring_2023.11.28.1_all.deb"
    echo "36de43b15853ccae0028e9a767613770c704833f82586f28eb262f0311adb8a8  $scratch/keys.deb" | sha256sum --check --quiet
    dpkg-deb -x "$scratch/keys.deb" "$scratch/keys"
    options+=("--keyring=$scratch/keys/usr/share/keyrings/ubuntu-archive-keyring.gpg")
    script=(/usr/share/debootstrap/scripts/gutsy)
  fi
  debootstrap "${options[@]}" "$suite" "$scratch/root" "$mirror" "${script[@]}" >/dev/null
  tar -C "$scratch/root" -c . | docker import - "$parent" >/dev/null
fi

# What AWSTOE would do: one script for each step, in order.
# shellcheck source=src/main/resources/io/github/qisaws/server/install/qis.pin
. "$server/install/qis.pin"
mkdir -p "$scratch/in" "$scratch/kept"
tar -czf "$scratch/in/qis-aws-server.tar.gz" -C "$server" bin install lib requirements templates units
sha256=$(sha256sum "$scratch/in/qis-aws-server.tar.gz" | cut -d' ' -f1)
if [ ! -e "$scratch/kept/quru-qis-$QIS_COMMIT.tar.gz" ]; then
  # shellcheck disable=SC2086
  git -C "$QIS_SOURCE" archive --format=tar.gz "--prefix=qis-$QIS_COMMIT/" "$QIS_COMMIT" $QIS_PATHS >"$scratch/kept/quru-qis-$QIS_COMMIT.tar.gz"
  openssl req -x509 -newkey rsa:2048 -nodes -keyout /dev/null -subj /CN=stand-in -days 2 -out "$scratch/kept/rds.pem" 2>/dev/null
fi
python3 - "$server" "$sha256" >"$scratch/in/steps.sh" <<'PY'
import re, sys
server, sha256 = sys.argv[1:]
template = open(server + "/container/Dockerfile.template", encoding="utf-8").read()
print("set -e\nstep() { echo \"step: $1\"; }\nstep RUN")
print("(" + re.search(r"^RUN (.*?[^\\])\n", template, re.S | re.M).group(1).replace("\\\n", "\n") + ")")
values = {"ArchiveSha256": sha256, "SourceSha256": "none", "Skip": "cloudwatch", "Kept": "/kept"}
moves = {"Download": "cp /in/qis-aws-server.tar.gz /var/tmp/", "EarlierFiles": "cp -R /kept/. /var/tmp/qis-aws-kept/",
         "KeepFiles": "cp -R /var/tmp/qis-aws-kept/. /kept/"}
for name in ("install", "clean"):
    text = open(server + "/imagebuilder/%s.yaml" % name, encoding="utf-8").read()
    for step, rest in re.findall(r"^      - name: (\w+)\n(.*?)(?=^      - name:|^  - name:|^      #|\Z)", text, re.S | re.M):
        script = re.search(r"            - \|\n((?:              .*\n?)+)", rest)
        body = re.sub(r"(?m)^ {14}", "", script.group(1)) if script else moves[step]
        body = re.sub(r"\{\{ (\w+) \}\}", lambda m: values[m.group(1)], body)
        print("step %s\nbash -e <<'STEP'\n%s\nSTEP" % (step, body.rstrip("\n")))
PY

# The container trusts this machine's certificate authorities, which a company's proxy may have added to.
run() { # NAME OPTIONS…
  local begun=$SECONDS name=$1
  shift
  docker rm -f "qis-bench-$$" >/dev/null 2>&1 || true
  docker run --name "qis-bench-$$" -v "$scratch/in:/in:ro" -v "$scratch/kept:/kept" \
    -v /etc/ssl/certs/ca-certificates.crt:/host-ca.pem:ro -e PIP_CERT=/host-ca.pem -e QIS_EFS_UTILS=skip "$@" "$parent" \
    bash /in/steps.sh >"$scratch/$name.log" 2>&1 || { tail -40 "$scratch/$name.log" >&2; echo "$name: failed" >&2; exit 1; }
  docker diff "qis-bench-$$" | grep -cE 'A /var/tmp/qis-aws' || true
  docker cp "qis-bench-$$:/usr/local/lib/qis-aws/release.json" - | tar -xO
  docker rm -f "qis-bench-$$" >/dev/null
  echo "$system, $name: $((SECONDS - begun)) s; steps: $(sed -n 's/^step: //p' "$scratch/$name.log" | tr '\n' ' ')"
}
run first
run again --add-host codeload.github.com:127.0.0.1 --add-host truststore.pki.rds.amazonaws.com:127.0.0.1 \
  -e PIP_INDEX_URL=https://127.0.0.1:1/simple
echo "kept: $(find "$scratch/kept" -type f | wc -l) files, $(du -sh "$scratch/kept" | cut -f1)"

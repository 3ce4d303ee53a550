#!/usr/bin/env bash
# The container engine of the tests that need one, and the emulator's image on it. Needs docker; to start an engine, also
# root, dockerd, iproute2, and iptables. Exit code 69 with the reason in one line: this machine can have none.
# Usage: container-engine.sh start FOLDER   prints the address of the machine's engine, else starts one in FOLDER
#        container-engine.sh stop FOLDER    stops the engine that was started in FOLDER, and deletes FOLDER
#        container-engine.sh address        prints the address: QIS_AWS_TEST_ENGINE, else the machine's engine
#        container-engine.sh moto           the same, once the engine has the emulator's image
#        container-engine.sh describe       prints product, version, storage driver, and cgroup version of that engine
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
verb=${1:?usage: container-engine.sh start|stop|address|moto|describe [FOLDER]}
folder=${2:-}
case ${XDG_CACHE_HOME:-} in
  /*) cache=$XDG_CACHE_HOME/qis-aws/test ;;
  *) cache=$HOME/.cache/qis-aws/test ;;
esac

say() { echo "container-engine.sh: $*" >&2; }
answers() { # ADDRESS
  timeout 10 docker -H "$1" version >/dev/null 2>&1
}
own() { # the engine that the docker command uses
  local address
  command -v docker >/dev/null 2>&1 || return 1
  address=${DOCKER_HOST:-$(docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null)} || return 1
  answers "$address" || return 1
  echo "$address"
}
why_none() {
  local program missing=()
  [ "$(id -u)" = 0 ] || missing+=(root)
  for program in docker dockerd ip iptables; do
    command -v "$program" >/dev/null 2>&1 || missing+=("$program")
  done
  [ ${#missing[@]} -eq 0 ] || echo "no container engine answers, and to start one, this machine lacks ${missing[*]}"
}

start() {
  local bridge subnet number why
  if own; then
    return
  fi
  why=$(why_none)
  [ -z "$why" ] || { say "$why"; return 69; }
  mkdir -p "$folder"
  bridge=qis-$$
  # A network of its own, so that another engine of this machine keeps its bridge and its rules.
  for number in $(seq 100 250); do
    subnet=10.213.$number
    [ -n "$(ip -4 route show "$subnet.0/24")" ] || break
  done
  undo() { # COMMAND...
    printf '%q ' "$@" >>"$folder/undo"
    echo >>"$folder/undo"
  }
  ip link add "$bridge" type bridge
  undo ip link delete "$bridge"
  ip address add "$subnet.1/24" dev "$bridge"
  ip link set "$bridge" up
  if [ "$(sysctl -n net.ipv4.ip_forward)" = 0 ]; then
    sysctl -q -w net.ipv4.ip_forward=1
    undo sysctl -q -w net.ipv4.ip_forward=0
  fi
  # The rules that dockerd would make, without its policy DROP for all that the machine forwards.
  rule() { # TABLE CHAIN RULE...
    local table=$1 chain=$2
    shift 2
    iptables -t "$table" -I "$chain" "$@"
    undo iptables -t "$table" -D "$chain" "$@"
  }
  rule nat POSTROUTING -s "$subnet.0/24" ! -o "$bridge" -j MASQUERADE
  rule filter FORWARD -i "$bridge" -j ACCEPT
  rule filter FORWARD -o "$bridge" -j ACCEPT
  setsid dockerd -H "unix://$folder/docker.sock" --data-root "$folder/data" --exec-root "$folder/exec" \
    --pidfile "$folder/pid" --bridge "$bridge" --iptables=false --ip-masq=false --ip-forward=false \
    --containerd-namespace "$bridge" --containerd-plugins-namespace "$bridge-plugins" >"$folder/log" 2>&1 </dev/null &
  for _ in $(seq 100); do
    if answers "unix://$folder/docker.sock"; then
      echo "unix://$folder/docker.sock"
      return
    fi
    kill -0 $! 2>/dev/null || break
    sleep 0.2
  done
  local last
  last=$(grep -v '^time=.*level=\(info\|debug\)' "$folder/log" | tail -n 1)
  stop
  say "no container engine: dockerd does not start: $last"
  return 69
}

stop() {
  local pid line
  if [ ! -e "$folder/undo" ]; then # the machine's engine was used
    rm -rf "$folder"
    return
  fi
  if pid=$(cat "$folder/pid" 2>/dev/null) && kill "$pid" 2>/dev/null; then
    for _ in $(seq 150); do
      # A process that has ended stays until its parent asks for it, which is not always so in a container.
      grep -q '^State:[[:space:]]*[^Z[:space:]]' "/proc/$pid/status" 2>/dev/null || break
      sleep 0.2
    done
    kill -9 "$pid" 2>/dev/null || true
  fi
  tac "$folder/undo" | while read -r line; do
    eval "$line" || say "failed: $line"
  done
  # The engine leaves the network namespace of --network host mounted.
  awk -v folder="$folder/" 'index($2, folder) == 1 { print $2 }' /proc/mounts | tac | xargs -r umount -l
  rm -rf "$folder"
}

address() {
  local why
  if [ -n "${QIS_AWS_TEST_ENGINE:-}" ]; then
    answers "$QIS_AWS_TEST_ENGINE" || { say "no answer of QIS_AWS_TEST_ENGINE, $QIS_AWS_TEST_ENGINE"; return 1; }
    echo "$QIS_AWS_TEST_ENGINE"
  elif ! own; then
    why=$(why_none)
    say "${why:-no container engine answers; start one, or set QIS_AWS_TEST_ENGINE to the address of one (.ci/run starts one)}"
    return 69
  fi
}

# The files of a small Debian with Python: the layer of packages of the server tests, or a new one.
debian_root() {
  local root
  root=$(find "$cache/servers" -maxdepth 1 -name 'base-debian-12-????????????????' 2>/dev/null | head -n 1)
  if [ -z "$root" ]; then
    root=$cache/debian-python
    if [ ! -e "$root/complete" ]; then
      { [ "$(id -u)" = 0 ] && command -v debootstrap >/dev/null 2>&1; } ||
        { say "the emulator's image cannot be pulled, and to make it, this machine lacks root or debootstrap"; return 69; }
      rm -rf "$root"
      debootstrap --variant=minbase --include=python3 bookworm "$root" http://deb.debian.org/debian >"$cache/.debian-python.log" 2>&1 ||
        { tail -n 20 "$cache/.debian-python.log" >&2; return 1; }
      touch "$root/complete"
    fi
  fi
  echo "$root"
}

# The image of the registry has the same parts: a Python on the PATH that finds moto, and nothing else that we use.
make_image() { # ADDRESS NAME
  local root home site extra theirs
  root=$(debian_root)
  home=$("$here/../tools/tool.sh" moto)
  site=$(echo "$home"/lib/python3.*)
  theirs=$(readlink "$root/usr/bin/python3")
  extra=$(mktemp -d)
  mkdir -p "$extra/usr/local/bin" "$extra/tmp"
  chmod 755 "$extra" && chmod 1777 "$extra/tmp"
  ln -s /usr/bin/python3 "$extra/usr/local/bin/python"
  if [ "${site##*/}" != "$theirs" ]; then
    # Compiled modules are for one version of Python.
    python3 -m pip install --quiet --no-input --target "$extra/site-packages" --python-version "${theirs#python}" \
      --only-binary=:all: "moto[server]==${2##*:}" >&2
    site=$extra
  fi
  tar -c -C "$extra" . -C "$root" --exclude=./usr/lib/postgresql --exclude=./usr/lib/python3/dist-packages \
    --exclude=./usr/lib/modules --exclude=./usr/lib/systemd \
    ./bin ./lib ./lib64 ./usr/lib64 ./etc ./usr/bin ./usr/lib -C "$site" site-packages |
    docker -H "$1" import --change 'ENV PATH=/usr/local/bin:/usr/bin:/bin' --change 'ENV PYTHONPATH=/site-packages' - "$2" >/dev/null
  rm -rf "$extra"
  docker -H "$1" run --rm "$2" python -c 'import moto.server' >&2 ||
    { docker -H "$1" rmi "$2" >/dev/null; say "the image that was made cannot load moto"; return 1; }
}

moto() {
  local engine image
  engine=$(address) || return
  image=motoserver/moto:$(sed -n 's/^moto .*moto\[.*\]==\([0-9.]*\).*/\1/p' "$here/../tools/tools.txt")
  mkdir -p "$cache"
  # The lock belongs to the open file, so it outlives the python3 that takes it; macOS has no program for that.
  exec 9>"$cache/.moto-image.lock"
  python3 -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'
  if ! docker -H "$engine" image inspect "$image" >/dev/null 2>&1; then
    timeout 120 docker -H "$engine" pull --quiet "$image" >/dev/null 2>&1 || make_image "$engine" "$image" || return
  fi
  echo "$engine"
}

describe() {
  local engine
  engine=$(address) || return
  docker -H "$engine" info --format \
    'container engine of the tests: {{.OperatingSystem}}, version {{.ServerVersion}}, storage driver {{.Driver}}, cgroup version {{.CgroupVersion}}'
}

case $verb in
  start | stop)
    : "${folder:?usage: container-engine.sh $verb FOLDER}"
    "$verb"
    ;;
  address | moto | describe) "$verb" ;;
  *) say "unknown verb $verb"; exit 64 ;;
esac

#!/bin/bash
# Packages of the system; nothing that comes with them is started.
. "$(dirname "$0")/common.sh"

if [ "$PACKAGE_MANAGER" = apt ]; then
  policy=/usr/sbin/policy-rc.d
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  # The cluster lives where the role puts it, never where the package would.
  mkdir -p /etc/postgresql-common
  echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  run_apt update
fi
install_packages "${PACKAGES[@]}"

for unit in "${DISTRIBUTION_UNITS[@]}"; do
  units disable "$unit" 2>/dev/null || true
done
# NFSv4 needs no port mapper.
units mask rpcbind.service rpcbind.socket
# The role starts the time of logrotate with the image, not with a server.
units enable logrotate.timer

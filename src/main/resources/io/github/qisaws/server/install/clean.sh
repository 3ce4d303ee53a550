#!/bin/bash
# Leaves nothing in an image that belongs to one machine: caches, keys, ids, histories, logs.
. "$(dirname "$0")/common.sh"

if [ "$PACKAGE_MANAGER" = apt ]; then
  apt-get clean
  rm -rf /var/lib/apt/lists/*
else
  dnf clean all -q
  rm -rf /var/cache/dnf
fi
rm -rf /root/.cache /root/.bash_history /home/*/.bash_history /var/cache/debconf/*-old
rm -f /etc/ssh/ssh_host_* /root/.ssh/authorized_keys /home/*/.ssh/authorized_keys
rm -f /etc/ssl/private/ssl-cert-snakeoil.key
command -v cloud-init >/dev/null && cloud-init clean --logs --seed
: >/etc/machine-id
rm -f /var/lib/dbus/machine-id /var/lib/systemd/random-seed
find /var/log -type f -exec truncate --size 0 {} +
# The build's own files, this script among them.
rm -rf /var/tmp/qis-aws-*

#!/bin/bash
# NFS version 4 only, and EFS with TLS.
. "$(dirname "$0")/common.sh"

mkdir -p /etc/nfs.conf.d
cat >/etc/nfs.conf.d/qis.conf <<'CONF'
[nfsd]
vers3=n
vers4=y
udp=n
tcp=y
CONF

# Debian and Ubuntu do not package efs-utils; release 1.36.0 is the last without a Rust build, and access points need it.
if [ "$PACKAGE_MANAGER" = apt ] && [ "${QIS_EFS_UTILS:-install}" = install ] && [ ! -x /sbin/mount.efs ]; then
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  efs=${QIS_EFS_UTILS_DIR:-$scratch}
  [ -n "${QIS_EFS_UTILS_DIR:-}" ] || fetch_commit aws/efs-utils c87d19f3e1db26532f09a7fed338347aacb90e10 "$scratch"
  require_content "$efs" abeb588325f9601eb1042d4d7822507b5c8924496c2a2d9e9c9a41202bdf5d3b src dist LICENSE
  install -d -m 755 /etc/amazon/efs /var/log/amazon/efs
  install -m 755 "$efs/src/mount_efs/__init__.py" /sbin/mount.efs
  install -m 755 "$efs/src/watchdog/__init__.py" /usr/bin/amazon-efs-mount-watchdog
  install -m 444 "$efs/dist/efs-utils.crt" /etc/amazon/efs/efs-utils.crt
  install -m 644 "$efs/dist/efs-utils.conf" /etc/amazon/efs/efs-utils.conf
  install -m 644 "$efs/dist/amazon-efs-mount-watchdog.service" /etc/systemd/system/amazon-efs-mount-watchdog.service
fi

# The certificate authorities of RDS: with them the connection to a managed database is proven, not only encrypted.
if [ "${QIS_RDS_BUNDLE:-install}" = install ]; then
  fetch_newest rds.pem https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem "$LIB/rds.pem.new"
  openssl x509 -in "$LIB/rds.pem.new" -noout || fail 'the RDS certificate bundle is not a certificate'
  mv "$LIB/rds.pem.new" "$LIB/rds.pem"
fi

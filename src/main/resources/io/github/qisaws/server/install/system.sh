# The one place where operating systems differ. Sourced by the install steps; `write_system_env` leaves the
# same facts in /usr/local/lib/qis-aws/system.env for the role.
# shellcheck shell=bash disable=SC2034

. /etc/os-release
SYSTEM="$ID:${VERSION_ID%%.*}"

debian_like() {
  PACKAGE_MANAGER=apt
  PACKAGES=(apache2 libapache2-mod-wsgi-py3 "postgresql-$POSTGRESQL_MAJOR" memcached nfs-kernel-server nfs-common
    "$PYTHON" "$PYTHON-venv" logrotate openssl ca-certificates curl e2fsprogs util-linux procps stunnel4)
  DISTRIBUTION_UNITS=(apache2 apache-htcacheclean postgresql memcached nfs-server rpcbind.socket rpcbind stunnel4)
  APACHE=/usr/sbin/apache2
  APACHE_MODULES=/usr/lib/apache2/modules
  MOD_WSGI=/usr/lib/apache2/modules/mod_wsgi.so
  APACHE_USER=www-data
  APACHE_GROUP=www-data
  MIME_TYPES=/etc/mime.types
  POSTGRESQL_BIN=/usr/lib/postgresql/$POSTGRESQL_MAJOR/bin
  POSTGRESQL_SHARE=/usr/share/postgresql/$POSTGRESQL_MAJOR
  POSTGRESQL_LIBRARIES=/usr/lib/postgresql/$POSTGRESQL_MAJOR/lib
  MEMCACHED=/usr/bin/memcached
  MEMCACHED_USER=memcache
  NFS_UNIT=nfs-server.service
}

case "$SYSTEM" in
  ubuntu:24)
    PYTHON=python3.12 POSTGRESQL_MAJOR=16
    debian_like
    # pylibmc has no wheel for Python 3.12: it is built from its hashed source, and the compiler removed again.
    PACKAGES+=(libmemcached11t64 media-types)
    BUILD_PACKAGES=(gcc libc6-dev python3.12-dev libmemcached-dev zlib1g-dev)
    ;;
  debian:12)
    PYTHON=python3.11 POSTGRESQL_MAJOR=15
    debian_like
    PACKAGES+=(media-types)
    BUILD_PACKAGES=()
    ;;
  amzn:2023)
    PACKAGE_MANAGER=dnf
    PYTHON=python3.11 POSTGRESQL_MAJOR=15
    PACKAGES=(httpd postgresql15-server postgresql15-upgrade memcached nfs-utils python3.11 python3.11-pip logrotate openssl
      ca-certificates tar gzip e2fsprogs util-linux procps-ng amazon-efs-utils amazon-cloudwatch-agent
      policycoreutils-python-utils mailcap)
    # Amazon Linux has no mod_wsgi for Python 3.11: it is built from its hashed source.
    BUILD_PACKAGES=(gcc httpd-devel python3.11-devel amazon-rpm-config)
    DISTRIBUTION_UNITS=(httpd postgresql memcached nfs-server rpcbind.socket rpcbind)
    APACHE=/usr/sbin/httpd
    APACHE_MODULES=/usr/lib64/httpd/modules
    MOD_WSGI=/usr/lib64/httpd/modules/mod_wsgi_qis.so
    APACHE_USER=apache
    APACHE_GROUP=apache
    MIME_TYPES=/etc/mime.types
    POSTGRESQL_BIN=/usr/bin
    POSTGRESQL_SHARE=/usr/share/pgsql
    POSTGRESQL_LIBRARIES=/usr/lib64/pgsql
    MEMCACHED=/usr/bin/memcached
    MEMCACHED_USER=memcached
    NFS_UNIT=nfs-server.service
    ;;
  *)
    echo "install: $SYSTEM is not supported; Ubuntu 24.04, Debian 12 and Amazon Linux 2023 are" >&2
    exit 1
    ;;
esac

# Another apt run may hold the lock at the first start of a system.
run_apt() { DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::Retries=3 -o DPkg::Lock::Timeout=600 "$@"; }

install_packages() {
  if [ "$PACKAGE_MANAGER" = apt ]; then
    run_apt install -y --no-install-recommends "$@"
  else
    dnf install -y -q "$@"
  fi
}

installed_packages() {
  if [ "$PACKAGE_MANAGER" = apt ]; then
    dpkg-query -W -f '${db:Status-Status} ${binary:Package}\n' | sed -n 's/^installed //p' | LC_ALL=C sort
  else
    rpm -qa --qf '%{NAME}.%{ARCH}\n' | LC_ALL=C sort -u
  fi
}

# Packages for one step only. remove_build_packages takes away exactly what came with them, and nothing that the system
# had before, even if nothing else needs it.
install_build_packages() {
  PACKAGES_BEFORE=$(installed_packages)
  [ "$#" = 0 ] || install_packages "$@"
}

remove_build_packages() {
  local added
  mapfile -t added < <(LC_ALL=C comm -13 <(echo "$PACKAGES_BEFORE") <(installed_packages))
  [ "${#added[@]}" -gt 0 ] || return 0
  if [ "$PACKAGE_MANAGER" = apt ]; then
    run_apt purge -y "${added[@]}"
  else
    dnf remove -y -q --noautoremove "${added[@]}"
  fi
}

# The release that the packages are of, such as 24.04.3 LTS (Noble Numbat), or 2023.9.20251105 of Amazon Linux.
system_release() {
  if [ "$PACKAGE_MANAGER" = apt ]; then
    echo "$VERSION"
  else
    rpm -q --qf '%{VERSION}' system-release
  fi
}

write_system_env() {
  local name
  for name in SYSTEM PYTHON POSTGRESQL_MAJOR APACHE APACHE_MODULES MOD_WSGI APACHE_USER APACHE_GROUP MIME_TYPES \
    POSTGRESQL_BIN POSTGRESQL_SHARE POSTGRESQL_LIBRARIES MEMCACHED MEMCACHED_USER NFS_UNIT; do
    printf '%s=%s\n' "$name" "${!name}"
  done >"$1"
}

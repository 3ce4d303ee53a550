#!/bin/bash
# SELinux where the system has it. AppArmor systems (Ubuntu, Debian) ship no profile for these services; there, as
# everywhere, the units confine them (see units/). Limits are in the units too.
. "$(dirname "$0")/common.sh"

if command -v semanage >/dev/null && [ -d /etc/selinux/targeted ]; then
  semanage boolean -m --on httpd_use_nfs -N
  semanage boolean -m --on httpd_can_network_connect -N
  semanage boolean -m --on httpd_can_network_connect_db -N
  semanage boolean -m --on httpd_can_network_memcache -N
  # (-a fails when the rule is there already: then it is changed)
  fcontext() { semanage fcontext -a -N -t "$1" "$2" 2>/dev/null || semanage fcontext -m -N -t "$1" "$2"; }
  fcontext httpd_sys_rw_content_t "$QIS_HOME/images(/.*)?"
  fcontext httpd_log_t "$QIS_HOME/logs(/.*)?"
  fcontext httpd_log_t '/var/log/qis(/.*)?'
  fcontext lib_t "$QIS_HOME/lib(/.*)?"
  fcontext httpd_sys_content_t "$QIS_HOME/src(/.*)?"
  fcontext httpd_sys_content_t "$QIS_HOME/conf(/.*)?"
  fcontext postgresql_db_t '/var/lib/qis/database(/.*)?'
  restorecon -R "$QIS_HOME" /var/log/qis /var/lib/qis || true
fi
printf '* soft nofile 16384\n* hard nofile 16384\n* soft nproc 16384\n* hard nproc 16384\n' >/etc/security/limits.d/qis.conf

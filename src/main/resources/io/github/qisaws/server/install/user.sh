#!/bin/bash
# The user QIS runs as, and its directories.
. "$(dirname "$0")/common.sh"

getent group qis >/dev/null || groupadd --gid "$QIS_UID" qis
getent passwd qis >/dev/null ||
  useradd --uid "$QIS_UID" --gid qis --home-dir "$QIS_HOME" --no-create-home --shell /usr/sbin/nologin qis

install -d -m 755 "$QIS_HOME" "$LIB" /var/lib/qis /etc/qis
install -d -m 755 -o qis -g qis "$QIS_HOME/images"
install -d -m 750 -o qis -g qis "$QIS_HOME/logs" "$QIS_HOME/conf"
install -d -m 700 -o qis -g qis /var/lib/qis/temp
install -d -m 750 -o root -g adm /var/log/qis 2>/dev/null || install -d -m 750 /var/log/qis

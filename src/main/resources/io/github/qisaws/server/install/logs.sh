#!/bin/bash
# Logs: daily, seven kept, compressed. Copied and truncated, so that no request is lost to a restart of Apache.
. "$(dirname "$0")/common.sh"

install -m 644 "$SERVER/templates/logrotate.conf" /etc/logrotate.d/qis
rm -f /etc/logrotate.d/apache2 /etc/logrotate.d/httpd
mkdir -p /etc/systemd/journald.conf.d
printf '[Journal]\nSystemMaxUse=200M\n' >/etc/systemd/journald.conf.d/qis.conf

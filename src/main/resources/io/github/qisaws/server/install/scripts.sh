#!/bin/bash
# The role, health and drain commands and their units. Only the role is enabled: it starts what a server needs.
. "$(dirname "$0")/common.sh"

rm -rf "$LIB/qis_server" "$LIB/templates"
cp -R "$SERVER/lib/qis_server" "$LIB/qis_server"
cp -R "$SERVER/templates" "$LIB/templates"
chown -R root:root "$LIB/qis_server" "$LIB/templates"
chmod -R u=rwX,go=rX "$LIB"
write_system_env "$LIB/system.env"
"$QIS_HOME/bin/python" -m compileall -q "$LIB/qis_server"

for command in qis-role qis-health qis-drain qis-import qis-copy qis-container qis-image-test; do
  install -m 755 "$SERVER/bin/$command" "/usr/local/bin/$command"
done
for unit in "$SERVER"/units/*; do
  install -m 644 "$unit" "/etc/systemd/system/$(basename "$unit")"
done
units enable qis-role.service

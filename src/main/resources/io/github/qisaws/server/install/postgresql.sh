#!/bin/bash
# An initialised, empty cluster without a database. A server with a data volume gets one there instead.
. "$(dirname "$0")/common.sh"

data=/var/lib/qis/database
install -d -m 755 "$data" /etc/qis/postgresql
[ -f "$data/$POSTGRESQL_MAJOR/PG_VERSION" ] && exit 0
rm -rf "$data/$POSTGRESQL_MAJOR.new"
install -d -m 700 -o postgres -g postgres "$data/$POSTGRESQL_MAJOR.new"
(cd / && runuser -u postgres -- "$POSTGRESQL_BIN/initdb" -D "$data/$POSTGRESQL_MAJOR.new" --encoding=UTF8 --locale=C.UTF-8 \
  --auth=scram-sha-256 --auth-local=peer --data-checksums --no-instructions >/dev/null)
mv "$data/$POSTGRESQL_MAJOR.new" "$data/$POSTGRESQL_MAJOR"

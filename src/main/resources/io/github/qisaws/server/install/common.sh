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

# What was fetched once is kept in this folder. The image pipeline brings it from the account's bucket and takes it back
# there, so that a later build needs no site but the distribution's.
KEPT=${QIS_KEPT_DIR:-}

download() { # URL FILE
  curl --fail --silent --show-error --location --retry 3 --proto '=https' -o "$2.part" "$1" && mv "$2.part" "$2"
}

# A file that never changes: the kept one, else the site's.
fetch() { # NAME URL FILE
  if [ -n "$KEPT" ] && [ -s "$KEPT/$1" ]; then
    cp "$KEPT/$1" "$3"
    return
  fi
  download "$2" "$3" || fail "cannot download $2, and no file $1 is kept from an earlier build"
  keep "$1" "$3"
}

# A file with newer versions: the site's, else the kept one.
fetch_newest() { # NAME URL FILE
  if download "$2" "$3"; then
    keep "$1" "$3"
  elif [ -z "$KEPT" ] || [ ! -s "$KEPT/$1" ]; then
    fail "cannot download $2, and no file $1 is kept from an earlier build"
  else
    echo "install: $2 does not answer; $1 is the one of an earlier build" >&2
    cp "$KEPT/$1" "$3"
  fi
}

keep() { # NAME FILE
  [ -n "$KEPT" ] || return 0
  mkdir -p "$(dirname "$KEPT/$1")"
  cp "$2" "$KEPT/$1"
}

# Unpacks a GitHub commit into a folder. Its content is proven by require_content, not by the archive's bytes.
fetch_commit() { # REPOSITORY COMMIT FOLDER
  local archive
  archive=$(mktemp)
  fetch "${1//\//-}-$2.tar.gz" "https://codeload.github.com/$1/tar.gz/$2" "$archive"
  tar -xz --strip-components=1 -C "$3" -f "$archive"
  rm "$archive"
}

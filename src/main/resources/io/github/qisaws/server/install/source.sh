#!/bin/bash
# QIS's source at the pinned commit, its content proven before anything of it is used.
. "$(dirname "$0")/common.sh"
. "$HERE/qis.pin"
read -r -a paths <<<"$QIS_PATHS"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
source=${QIS_SOURCE_DIR:-$scratch}
release=$QIS_COMMIT
all_of() { mapfile -t paths < <(cd "$source" && find . -mindepth 1 -maxdepth 1 -printf '%P\n'); }
if [ -n "${QIS_SOURCE_ARCHIVE:-}" ]; then
  echo "${QIS_SOURCE_SHA256:?}  $QIS_SOURCE_ARCHIVE" | sha256sum --check --quiet ||
    fail "the source archive does not have the SHA-256 checksum $QIS_SOURCE_SHA256; refusing to install it"
  tar -xz -C "$source" -f "$QIS_SOURCE_ARCHIVE"
  [ -d "$source/src/imageserver" ] || fail 'the source archive has no folder src/imageserver at its top level'
  release=archive-${QIS_SOURCE_SHA256:0:12}
  all_of
else
  if [ -n "${QIS_SOURCE_CONTENT:-}" ]; then
    [ -n "${QIS_SOURCE_DIR:-}" ] || fail 'QIS_SOURCE_CONTENT goes with QIS_SOURCE_DIR'
    QIS_CONTENT=$QIS_SOURCE_CONTENT
    release=content-${QIS_CONTENT:0:12}
    all_of
  fi
  [ -n "${QIS_SOURCE_DIR:-}" ] || fetch_commit "$QIS_REPOSITORY" "$QIS_COMMIT" "$scratch"
  require_content "$source" "$QIS_CONTENT" "${paths[@]}"
fi

for path in "${paths[@]}"; do
  # conf holds the settings that the role writes: it stays the user's.
  [ "$path" != conf ] || continue
  mkdir -p "$QIS_HOME/$(dirname "$path")"
  rm -rf "${QIS_HOME:?}/$path.new"
  cp -R "$source/$path" "$QIS_HOME/$path.new"
  rm -rf "${QIS_HOME:?}/$path"
  mv "$QIS_HOME/$path.new" "$QIS_HOME/$path"
done
chown -R root:root "$QIS_HOME/src"
chmod -R u=rwX,go=rX "$QIS_HOME/src"
"$QIS_HOME/bin/python" -m compileall -q "$QIS_HOME/src" || fail 'the source does not compile'

# The schema number is QIS's latest migration; an image never joins a database that a newer one has migrated.
schema=$(sed -n 's/.*LATEST_MIGRATION_VERSION = \([0-9]*\).*/\1/p' "$QIS_HOME"/src/imageserver/*.py | head -1)
printf '{"release": "%s", "schema": %d, "system": "%s"}\n' "${QIS_RELEASE:-$release}" "${schema:-0}" "$(system_release)" \
  >"$LIB/release.json"

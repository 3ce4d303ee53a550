#!/bin/bash
# Waits for what a fresh system does by itself at its first start, and keeps it from starting again during the build.
# A container does nothing by itself.
. "$(dirname "$0")/common.sh"

if command -v cloud-init >/dev/null; then
  status=0
  timeout 600 cloud-init status --wait >/dev/null || status=$?
  # 2: cloud-init ended, with warnings.
  [ "$status" = 0 ] || [ "$status" = 2 ] || fail "cloud-init did not end well: $(cloud-init status --long 2>&1 | tr '\n' ' ')"
fi
# Stopped, not disabled: they start again with each server.
for unit in apt-daily.timer apt-daily-upgrade.timer dnf-makecache.timer; do
  units stop "$unit" 2>/dev/null || true
done
# A run that has begun ends; install_packages waits for its lock too.
for unit in apt-daily.service apt-daily-upgrade.service; do
  for _ in $(seq 120); do
    case "$(units show -P ActiveState "$unit" 2>/dev/null || true)" in activating | active | deactivating) sleep 5 ;; *) break ;; esac
  done
done

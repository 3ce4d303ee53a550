# Run by cloud-init at each boot of a container host, before the agent of ECS: CLUSTER DATABASE-VOLUME IMAGES-VOLUME.
# Mounts both volumes, or keeps the agent, and so every task, from this boot; nothing is written beside a volume.
set -u
CLUSTER=$1
DEVICES=${QIS_DEVICES:-/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_}
ROOT=${QIS_ROOT:-}
SYSTEMCTL=${QIS_SYSTEMCTL:-systemctl}

# The agent starts after cloud-init's last stage. A mask in /run ends with this boot; without waiting, since cloud-init is part of it.
hold_agent() {
  "$SYSTEMCTL" --no-block mask --runtime --now ecs.service
  echo "the agent of ECS does not start on this boot: reboot when both volumes can be mounted"
}

# A volume that holds anything unknown is never formatted.
is_blank() {
  local bytes
  bytes=$(head -c 8388608 "$1" | tr -d '\0' | head -c 1 | wc -c) && [ "$bytes" -eq 0 ]
}

mount_volume() {
  local device=$DEVICES${1//-/} folder=$ROOT/data/$2 tries=0 kind
  mkdir -p "$folder"
  mountpoint -q "$folder" && return 0
  # Docker makes missing folders by itself: not in this one, until the volume covers it. Not all file systems can.
  chattr +i "$folder" 2>/dev/null
  until [ -e "$device" ]; do
    tries=$((tries + 1))
    [ "$tries" -le "${QIS_TRIES:-150}" ] || { echo "volume $1 did not appear"; return 1; }
    sleep 2
  done
  kind=$(blkid -p -o value -s TYPE "$device")
  if [ -z "$kind" ]; then
    is_blank "$device" || { echo "volume $1 is not blank, and holds no file system that is known here; it was not touched"; return 1; }
    mkfs.ext4 -q -F -L qis -m 1 "$device" || return 1
  elif [ "$kind" != ext4 ]; then
    echo "volume $1 holds $kind, not the file system of QIS; it was not touched"
    return 1
  fi
  mount -o noatime,nodev,nosuid "$device" "$folder" || return 1
  # A grown volume grows its file system; otherwise this does nothing.
  resize2fs "$device" >/dev/null 2>&1
  mkdir -p "$folder/tree"
}

# However the script ends before both are mounted.
trap hold_agent EXIT
mkdir -p "$ROOT/etc/ecs"
settings=$ROOT/etc/ecs/ecs.config
{
  echo "ECS_CLUSTER=$CLUSTER"
  # Containers have roles of their own and no use for the host's.
  echo "ECS_AWSVPC_BLOCK_IMDS=true"
  echo 'ECS_AVAILABLE_LOGGING_DRIVERS=["awslogs"]'
  # Told once, at the first registration, and kept: that an agent of this host only runs beside mounted volumes.
  echo 'ECS_INSTANCE_ATTRIBUTES={"qis.volumes":"mounted"}'
} >"$settings.new"
mv "$settings.new" "$settings"
mount_volume "$2" database && mount_volume "$3" images && trap - EXIT

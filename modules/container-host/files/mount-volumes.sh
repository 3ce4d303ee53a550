# Run at each boot of a container host, before the agent of ECS: CLUSTER DATABASE-VOLUME IMAGES-VOLUME.
# Mounts both volumes and tells ECS so; a task is only placed where that was told, and nothing is written beside a volume.
set -u
CLUSTER=$1
DEVICES=${QIS_DEVICES:-/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_}
ROOT=${QIS_ROOT:-}

# A volume that holds anything unknown is never formatted.
is_blank() {
  local bytes
  bytes=$(head -c 8388608 "$1" | tr -d '\0' | head -c 1 | wc -c) && [ "$bytes" -eq 0 ]
}

mount_volume() {
  local device=$DEVICES${1//-/} folder=$ROOT/data/$2 tries=0 kind
  until [ -e "$device" ]; do
    tries=$((tries + 1))
    [ "$tries" -le "${QIS_TRIES:-150}" ] || { echo "volume $1 did not appear"; return 1; }
    sleep 2
  done
  mkdir -p "$folder"
  mountpoint -q "$folder" && return 0
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
  # Docker would make a missing folder by itself, beside the volume.
  mkdir -p "$folder/tree"
}

mkdir -p "$ROOT/etc/ecs"
settings=$ROOT/etc/ecs/ecs.config
{
  echo "ECS_CLUSTER=$CLUSTER"
  # Containers have roles of their own and no use for the host's.
  echo "ECS_AWSVPC_BLOCK_IMDS=true"
  echo 'ECS_AVAILABLE_LOGGING_DRIVERS=["awslogs"]'
} >"$settings.new"
if mount_volume "$2" database && mount_volume "$3" images; then
  echo 'ECS_INSTANCE_ATTRIBUTES={"qis.volumes":"mounted"}' >>"$settings.new"
fi
mv "$settings.new" "$settings"

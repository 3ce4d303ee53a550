#!/bin/bash
# The kernel of the test machine has no NFS. Server: what the role exports is served by nfs-ganesha, in user space, with the
# same folder, clients and root squash. Client: the mount is a stand-in that mounts the same file system a second time.
set -euo pipefail

serve() {
  local folder clients=() word
  read -r -a words </etc/exports.d/qis.exports
  folder=${words[0]}
  for word in "${words[@]:1}"; do
    [[ $word == *"root_squash"* && $word == *"fsid=0"* && $word != *"no_root_squash"* ]] || { echo "not as expected: $word" >&2; exit 1; }
    clients+=("${word%%(*}")
  done
  cat >/run/ganesha.conf <<CONF
NFS_CORE_PARAM { Protocols = 4; mount_path_pseudo = true; Enable_NLM = false; Enable_RQUOTA = false; }
NFSV4 { Minor_Versions = 0, 1, 2; Graceless = true; }
EXPORT { Export_Id = 1; Path = $folder; Pseudo = /; Access_Type = None; Squash = Root_Squash; Protocols = 4; Transports = TCP;
  SecType = sys; FSAL { Name = VFS; } CLIENT { Clients = $(IFS=,; echo "${clients[*]}"); Access_Type = RW; Squash = Root_Squash; } }
CONF
  exec ganesha.nfsd -F -L /dev/stdout -f /run/ganesha.conf -p /run/ganesha.pid
}

attach() { # SOURCE FOLDER …, as mount(8) calls its helpers
  mount -t ext4 "$(cat /etc/qis-test-images-device)" "$2"
}

case "$(basename "$0")" in
  mount.nfs4 | mount.nfs) attach "$@" ;;
  *) serve ;;
esac

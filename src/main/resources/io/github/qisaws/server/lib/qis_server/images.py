"""The image tree: local, on a volume, exported to the application's subnets, or mounted from there."""

import os
import socket
import struct
import subprocess
import zlib

from . import files, volumes
from .problems import Problem, say
from .waiting import until

FOLDER = "/opt/qis/images"
EXPORTS = "/etc/exports.d/qis.exports"
UNIT = "/etc/systemd/system/opt-qis-images.mount"
PROBE = os.path.join(FOLDER, "qis-health", "probe.png")


def store(role, services):
    """The storage part: the volume's tree, owned by QIS, and its export."""
    if "QIS_IMAGES_DEVICE" in role and services.mounts:
        volumes.mount(role, role["QIS_IMAGES_DEVICE"], FOLDER, services)
    _own()
    if role.exports_images and services.mounts:
        _export(role, services)


def mount(role, services):
    """The web part: the tree is there, and writable by QIS, before Apache starts."""
    source = role["QIS_IMAGES"]
    if source == "local" or not services.mounts:
        _own()
    else:
        _mount_remote(role, source, services)
    until("image tree writable by qis", writable, min(role.wait, 120))


def writable():
    """Writes, reads and removes a file as the user qis; raises what went wrong."""
    folder = os.path.join(FOLDER, ".metadata")
    probe = os.path.join(folder, socket.gethostname() + ".write-probe")
    script = (
        "import os,sys; f,p=sys.argv[1:]; os.makedirs(f, exist_ok=True); "
        "open(p,'w').write('1'); assert open(p).read()=='1'; os.unlink(p)"
    )
    result = subprocess.run(
        ("/opt/qis/bin/python", "-c", script, folder, probe), user="qis", group="qis", extra_groups=[],
        capture_output=True, text=True, timeout=20, check=False, cwd="/", umask=0o022,
    )
    if result.returncode != 0:
        raise OSError(result.stderr.strip().splitlines()[-1] if result.stderr.strip() else "write failed")
    return True


def missing(paths, folder=FOLDER):
    """Those of QIS's records that have no file in the tree."""
    return [path for path in paths if not os.path.isfile(os.path.join(folder, path))]


def put_probe():
    """A tiny image that the health checks ask for; put there once, by whichever server is first."""
    if os.path.exists(PROBE):
        return
    script = "import os,sys; p=sys.argv[1]; os.makedirs(os.path.dirname(p), exist_ok=True); t=p+'.%d' % os.getpid(); " \
             "open(t,'wb').write(sys.stdin.buffer.read()); os.rename(t,p)"
    subprocess.run(("/opt/qis/bin/python", "-c", script, PROBE), user="qis", group="qis", extra_groups=[],
                   input=_png(16, 16), check=True, timeout=20, cwd="/", umask=0o022)


def _mount_remote(role, source, services):
    kind, what, options = remote(source)
    if kind == "nfs4":
        host = what.split(":", 1)[0]
        until("image server %s:2049" % host, lambda: _answers(host, 2049), role.wait)
    changed = files.write(UNIT, files.template("images.mount", what=what, kind=kind, options=options))
    if changed:
        services.reload_units()
    if changed or not os.path.ismount(FOLDER):
        services.call("start", "opt-qis-images.mount")
    if not os.path.ismount(FOLDER):
        raise Problem("the image tree %s is not mounted at %s" % (source, FOLDER))


def remote(source):
    """How a tree on another machine is mounted: type, device, and options of mount(8)."""
    kind, rest = source.split(":", 1)
    if kind == "nfs":
        return "nfs4", rest, "rw,hard,noatime,nodev,nosuid,vers=4.2,proto=tcp,timeo=600,retrans=2"
    system, _, point = rest.partition(":")
    access = ",accesspoint=" + point if point else ""
    # systemd does not know the type efs: _netdev mounts it after the network is up, and unmounts it before it goes.
    return "efs", system + ":/", "rw,_netdev,tls,iam,noatime,nodev,nosuid" + access


def _answers(host, port):
    with socket.create_connection((host, port), timeout=3):
        return True


def _own():
    files.directory(FOLDER, 0o755, "qis")


def _export(role, services):
    options = "rw,sync,root_squash,no_subtree_check,fsid=0,sec=sys"
    clients = " ".join("%s(%s)" % (block, options) for block in role.list("QIS_CLIENT_CIDRS"))
    if not clients:
        raise Problem("QIS_CLIENT_CIDRS is missing: nobody could reach the images")
    changed = files.write(EXPORTS, "%s %s\n" % (FOLDER, clients))
    unit = files.system()["NFS_UNIT"]
    services.call("start", unit)
    if changed:
        services.call("reload-or-restart", unit)
        say("images: exported to %s" % role["QIS_CLIENT_CIDRS"])


def _png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes((x * 255 // width, y * 255 // height, 128)[c] for x in range(width) for c in range(3)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")

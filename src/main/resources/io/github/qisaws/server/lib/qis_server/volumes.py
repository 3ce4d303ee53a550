"""Data volumes: found by id, formatted only when blank, mounted by id. A restored copy beside one has the same UUID."""

import os
import re
import subprocess

from . import files
from .problems import Problem, say
from .waiting import until

STATE = "/var/lib/qis/state"
BLANK_PREFIX = 8 * 1024 * 1024


def path_of(identifier):
    """The device's path: Nitro instances name EBS volumes by serial number under /dev/disk/by-id."""
    if identifier.startswith("/dev/"):
        return identifier
    return "/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_" + identifier.replace("-", "")


def mount(role, identifier, folder, services):
    """Mounts the volume at the folder, with a file system made on it only if it is blank."""
    device = path_of(identifier)
    until("volume %s" % identifier, lambda: os.path.exists(device), role.wait)
    by_id, device = device, os.path.realpath(device)
    kind = signature(device, "TYPE")
    if kind is None:
        _format(identifier, device)
    elif kind != "ext4":
        raise Problem("volume %s holds %s, not the file system of QIS; it was not touched" % (identifier, kind))
    unit = _unit_name(folder)
    text = files.template("volume.mount", what=by_id, where=folder, identifier=identifier)
    changed = files.write("/etc/systemd/system/" + unit, text, 0o644)
    if changed:
        services.reload_units()
    if not os.path.ismount(folder) or changed:
        os.makedirs(folder, exist_ok=True)
        services.call("start", unit)
        say("volume %s: mounted at %s" % (identifier, folder))
    # A grown volume grows its file system; otherwise this does nothing.
    run("resize2fs", device)


def _format(identifier, device):
    """A marker on disk lets an interrupted format be done again; other unknown bytes are never overwritten."""
    marker = os.path.join(STATE, "formatting-" + re.sub(r"[^A-Za-z0-9]", "-", identifier))
    if not os.path.exists(marker) and not _blank(device):
        raise Problem(
            "volume %s is not blank, and holds no file system that is known here; it was not touched. "
            "Erase it (wipefs, blkdiscard) or attach the right volume" % identifier
        )
    files.write(marker, "\n", 0o600)
    run("mkfs.ext4", "-q", "-F", "-L", "qis", "-m", "1", device)
    files.remove(marker)
    say("volume %s: was blank, formatted" % identifier)


def _blank(device):
    with open(device, "rb") as file:
        return not any(file.read(BLANK_PREFIX))


def signature(device, tag):
    """What libblkid finds by reading the device itself (never its cache); None when there is no signature."""
    result = subprocess.run(("blkid", "-p", "-o", "value", "-s", tag, device), capture_output=True, text=True, check=False)
    if result.returncode not in (0, 2):
        raise Problem("volume %s cannot be probed: %s" % (device, result.stderr.strip() or "more than one signature"))
    if result.returncode == 0 and not result.stdout.strip():
        return "a partition table"
    return result.stdout.strip() or None


def _unit_name(folder):
    return run("systemd-escape", "--path", "--suffix=mount", folder).strip()


def run(*command):
    result = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    if result.returncode != 0:
        raise Problem("%s failed: %s" % (" ".join(command), result.stderr.strip()))
    return result.stdout

"""The programs of PostgreSQL, kept beside their cluster, so that a server from a newer image can start it once more.

Each is a script in `bin` that calls the program in `root` with the libraries in `lib`. glibc is not kept: the newer one of
another image runs older programs, since its symbols keep their versions (https://developers.redhat.com/blog/2019/08/01/how-the-gnu-c-library-handles-backward-compatibility).
"""

import glob
import os
import re
import shutil
import subprocess

from . import cluster
from .problems import say

# What pg_upgrade calls of the old side (check_bin_dir in PostgreSQL's src/bin/pg_upgrade/exec.c), and what dumps by hand.
NAMES = ("postgres", "pg_ctl", "pg_controldata", "pg_resetwal", "psql", "pg_dump", "pg_dumpall")
_GLIBC = re.compile(r"(ld-linux.*|linux-vdso|lib(c|m|mvec|dl|rt|pthread|resolv|util|anl|nsl|nss_.*))\.so(\..*)?")
# Just-in-time compilation is left out: its library is bigger than all others, and PostgreSQL runs without it.
_LEFT_OUT = shutil.ignore_patterns("man", "contrib", "doc")
_SCRIPT = """#!/bin/sh
here=$(cd "$(dirname "$0")/.." && pwd)
export LD_LIBRARY_PATH="$here/lib"
exec "$here/root%s" "$@"
"""


def keep(system):
    """Keeps this image's programs, once for each version, whole or not at all. A failure is no reason not to serve."""
    try:
        _keep(system)
    except (OSError, subprocess.CalledProcessError) as error:
        say("database: the programs of PostgreSQL could not be kept for a later upgrade: %s" % error)


def bin_folder(major):
    """The folder of the programs kept of a major version; None when there are none."""
    kept = sorted(glob.glob(os.path.join(folder(major), "*", "bin", "postgres")), key=os.path.getmtime)
    return os.path.dirname(kept[-1]) if kept else None


def remove(major):
    if os.path.exists(folder(major)):
        cluster.remove(folder(major))


def folder(major):
    return os.path.join(cluster.FOLDER, "programs", str(major))


def _keep(system):
    binaries, major = system["POSTGRESQL_BIN"], system["POSTGRESQL_MAJOR"]
    told = _output(binaries + "/postgres", "--version")
    # postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)
    version = re.sub(r"[^0-9A-Za-z.+~]+", "-", told.partition("(PostgreSQL)")[2]).strip("-")
    place = os.path.join(folder(major), version)
    if os.path.exists(place):
        return
    before = os.umask(0o022)
    try:
        new = os.path.join(folder(major), "new")
        cluster.clear(new)
        try:
            _copy(system, binaries, new)
        except BaseException:
            cluster.clear(new)
            raise
        os.sync()
        os.rename(new, place)
    finally:
        os.umask(before)
    for other in os.listdir(folder(major)):
        if other != version:
            cluster.clear(os.path.join(folder(major), other))
    say("database: programs of PostgreSQL %s kept for a later upgrade" % version)


def _copy(system, binaries, new):
    copied = [os.path.join(binaries, name) for name in NAMES]
    copied += [path for path in glob.glob(system["POSTGRESQL_LIBRARIES"] + "/*.so") if "llvmjit" not in path]
    libraries = _libraries(copied)
    needed = sum(os.path.getsize(path) for path in copied + list(libraries.values()))
    if shutil.disk_usage(cluster.FOLDER).free < 4 * needed:
        raise OSError("they need %d MB, and the volume has less than four times as much free" % (needed >> 20))
    shutil.copytree(system["POSTGRESQL_SHARE"], new + "/root" + system["POSTGRESQL_SHARE"], ignore=_LEFT_OUT, ignore_dangling_symlinks=True)
    for path in copied:
        _copy_file(path, new + "/root" + path)
    for name, path in libraries.items():
        _copy_file(path, os.path.join(new, "lib", name))
    os.makedirs(new + "/bin")
    for name in NAMES:
        script = os.path.join(new, "bin", name)
        with open(script, "w", encoding="utf-8") as file:
            file.write(_SCRIPT % os.path.join(binaries, name))
        os.chmod(script, 0o755)


def _copy_file(source, target):
    os.makedirs(os.path.dirname(target), exist_ok=True)
    shutil.copy(source, target)


def _libraries(paths):
    """Name and path of each library that these load, but glibc's."""
    found = re.findall(r"^\s+(\S+) => (/\S+) \(", _output("ldd", *paths), re.MULTILINE)
    return {name: path for name, path in found if not _GLIBC.fullmatch(name)}


def _output(*command):
    return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=True).stdout

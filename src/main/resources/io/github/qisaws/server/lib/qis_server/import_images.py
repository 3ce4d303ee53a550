"""The images of an import, copied by the user qis: it owns what it writes, also on a share that maps root to nobody.

Runs as a process of its own (`qis-import copy`), which prints what it does as lines of JSON. Each file is written beside the
tree, proven, and renamed: a file of the tree is whole, whenever the server loses its power. A ledger on the same volume has
what imports wrote: only such files, unchanged since, are replaced by a later import.
"""

import collections
import concurrent.futures
import errno
import hashlib
import json
import os
import shutil
import stat
import subprocess
import time

from . import images
from .problems import Problem

FOLDER = os.path.join(images.FOLDER, ".qis-import")
PARTS = os.path.join(FOLDER, "parts")
LEDGER = os.path.join(FOLDER, "ledger.tsv")
COMMAND = "/usr/local/bin/qis-import"
THREADS = 6
SHOWN = 20
SPARE = 16 << 20
Work = collections.namedtuple("Work", "copy same foreign")


def process(command, manifest, *options):
    """Starts `qis-import copy` or `compare` as the user qis."""
    return subprocess.Popen((COMMAND, command, manifest.url, manifest.digest) + options, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, cwd="/", umask=0o022, user="qis", group="qis", extra_groups=[])


def refuse_failed(ended, told):
    if ended.returncode != 0:
        raise Problem(told[-1500:].removeprefix("qis: ") or "the process that reads the images was ended by signal %d" % -ended.returncode)


def survey(listed):
    """What a copy would do."""
    work = compare(listed)
    return {"count": len(listed), "bytes": _bytes(listed, listed), "here": len(work.same), "to_copy": len(work.copy),
            "to_copy_bytes": _bytes(listed, work.copy), "free": space(),
            "different": sorted(work.foreign)[:SHOWN], "different_count": len(work.foreign)}


def copy(manifest, overwrite):
    """Copies what is missing or changed, and prints the counts as they grow."""
    os.umask(0o022)
    for folder in (FOLDER, PARTS):
        os.makedirs(folder, 0o700, exist_ok=True)
    for name in os.listdir(PARTS):
        os.unlink(os.path.join(PARTS, name))
    with open(LEDGER, "a", encoding="utf-8") as ledger:
        work = compare(manifest.images, lambda path, digest: _record(ledger, path, digest))
        chosen = work.copy + (work.foreign if overwrite else [])
        if not overwrite:
            refuse_foreign(len(work.foreign), work.foreign)
        refuse_full(_bytes(manifest.images, chosen), space())
        progress = _Progress(len(manifest.images), len(work.same))
        progress.tell()
        pool = concurrent.futures.ThreadPoolExecutor(THREADS)
        try:
            running = [pool.submit(_copy, manifest, path) for path in chosen]
            for future in concurrent.futures.as_completed(running):
                path = future.result()
                _record(ledger, path, manifest.images[path][0])
                progress.add(manifest.images[path][1])
        finally:
            pool.shutdown(cancel_futures=True)
            progress.tell()
    # Files are on disk by now; after this their names are too.
    os.sync()


def compare(listed, same=lambda path, digest: None):
    """Which images are to be copied, which are here, and which are files of this environment's own with another content."""
    written = _ledger()
    work = Work([], [], [])
    for path, (digest, size) in listed.items():
        _refuse_detour(path)
        state = _state(path)
        if state is None:
            work.copy.append(path)
        elif not stat.S_ISREG(state.st_mode):
            raise Problem("%s is no regular file on this server. Move it away, then start again" % os.path.join(images.FOLDER, path))
        elif (state.st_size, state.st_mtime_ns) == written.get(path, ())[1:]:
            # As an import left it.
            (work.same if written[path][0] == digest else work.copy).append(path)
        elif state.st_size == size and _digest(path) == digest:
            same(path, digest)
            work.same.append(path)
        else:
            work.foreign.append(path)
    return work


def refuse_foreign(count, paths):
    """`paths` may be the first ones only."""
    if count:
        shown = ", ".join(sorted(paths)[:SHOWN]) + (", …" if count > SHOWN else "")
        raise Problem("%d images exist in this environment with another content, and no import wrote them: %s. "
                      "Move them away, or start again with --overwrite" % (count, shown))


def refuse_full(needed, free):
    if needed + SPARE > free:
        raise Problem("the images to copy need %d MB, and %s has %d MB free. Enlarge the volume of the images, then start again"
                      % ((needed + SPARE) >> 20, images.FOLDER, free >> 20))


def _bytes(listed, paths):
    return sum(listed[path][1] for path in paths)


def space():
    return shutil.disk_usage(images.FOLDER).free


class _Progress:
    def __init__(self, count, same):
        self.count, self.done, self.copied, self.bytes, self.told = count, same, 0, 0, 0.0

    def add(self, size):
        self.done, self.copied, self.bytes = self.done + 1, self.copied + 1, self.bytes + size
        if time.monotonic() - self.told > 0.3:
            self.tell()

    def tell(self):
        self.told = time.monotonic()
        print(json.dumps({"done": self.done, "copied": self.copied, "bytes": self.bytes}), flush=True)


def _copy(manifest, path):
    digest, size = manifest.images[path]
    # Two paths may have one content.
    part = os.path.join(PARTS, hashlib.sha256(path.encode("utf-8")).hexdigest())
    target = os.path.join(images.FOLDER, path)
    try:
        manifest.staging.save("files/" + digest, digest, size, part, 0o644)
        os.makedirs(os.path.dirname(target), 0o755, exist_ok=True)
        os.rename(part, target)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Problem("%s is full. Enlarge the volume of the images, then start again" % images.FOLDER) from None
        raise Problem("%s cannot be written: %s" % (target, error.strerror)) from None
    except Problem as problem:
        raise Problem("image %s: %s" % (path, problem)) from None
    return path


def _record(ledger, path, digest):
    state = _state(path)
    ledger.write("%s\t%d\t%d\t%s\n" % (digest, state.st_size, state.st_mtime_ns, path))
    ledger.flush()


def _ledger():
    written = {}
    try:
        with open(LEDGER, encoding="utf-8", errors="replace") as file:
            for line in file:
                words = line.rstrip("\n").split("\t")
                # The last line may be cut off.
                if line.endswith("\n") and len(words) == 4 and words[1].isdigit() and words[2].isdigit():
                    written[words[3]] = (words[0], int(words[1]), int(words[2]))
    except FileNotFoundError:
        pass
    return written


def _refuse_detour(path):
    """No folder on the way may lead out of the tree."""
    folder = images.FOLDER
    for part in path.split("/")[:-1]:
        folder = os.path.join(folder, part)
        if folder in _proven:
            continue
        if os.path.lexists(folder) and (os.path.islink(folder) or not os.path.isdir(folder)):
            raise Problem("%s is no folder on this server. Move it away, then start again" % folder)
        _proven.add(folder)


_proven = set()


def _state(path):
    try:
        return os.lstat(os.path.join(images.FOLDER, path))
    except FileNotFoundError:
        return None


def _digest(path):
    found = hashlib.sha256()
    with open(os.path.join(images.FOLDER, path), "rb") as file:
        for piece in iter(lambda: file.read(1 << 20), b""):
            found.update(piece)
    return found.hexdigest()

"""Files written only when they differ, whole or not at all, with the right owner and mode from the first byte."""

import os
import pwd
import string

LIB = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def write(path, text, mode=0o644, owner=None):
    """Returns whether the file was changed. A crash leaves the old file or the new one, never a part."""
    uid, gid = _ids(owner)
    if _same(path, text, mode, uid, gid):
        return False
    os.makedirs(os.path.dirname(path), exist_ok=True)
    new = path + ".new"
    if os.path.lexists(new):
        os.unlink(new)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchown(file.fileno(), uid, gid)
        os.fchmod(file.fileno(), mode)
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.rename(new, path)
    return True


def remove(path):
    """Returns whether there was such a file."""
    try:
        os.unlink(path)
        return True
    except FileNotFoundError:
        return False


def directory(path, mode=0o755, owner=None):
    """Changes only what is otherwise: a container's own tree may be read-only, and a shared one owned already."""
    os.makedirs(path, exist_ok=True)
    uid, gid = _ids(owner)
    state = os.stat(path)
    if (state.st_uid, state.st_gid) != (uid, gid):
        os.chown(path, uid, gid)
    if state.st_mode & 0o7777 != mode:
        os.chmod(path, mode)


def template(name, **values):
    with open(os.path.join(LIB, "templates", name), encoding="utf-8") as file:
        return string.Template(file.read()).substitute(values)


def system():
    """The facts about this operating system that the install steps left."""
    with open(os.path.join(LIB, "system.env"), encoding="utf-8") as file:
        return dict(line.rstrip("\n").split("=", 1) for line in file)


def _same(path, text, mode, uid, gid):
    try:
        state = os.stat(path)
        with open(path, encoding="utf-8") as file:
            return file.read() == text and (state.st_mode & 0o7777, state.st_uid, state.st_gid) == (mode, uid, gid)
    except (OSError, UnicodeDecodeError):
        return False


def _ids(owner):
    if owner is None:
        return 0, 0
    entry = pwd.getpwnam(owner)
    return entry.pw_uid, entry.pw_gid

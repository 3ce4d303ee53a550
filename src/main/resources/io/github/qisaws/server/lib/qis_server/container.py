"""The command `qis-container`: the same role in a container without systemd, its service in the foreground.

This process is number 1: it applies the role, starts the services as children, reaps what QIS forks, passes the stop on
(gracefully to Apache), and brings dead auxiliary processes back. The role's keys come as environment variables.
"""

import os
import signal
import subprocess
import sys
import threading

from . import auxiliary, files, role as role_command, role_file
from .problems import Problem, say, stop

STOP_SIGNALS = {"web": signal.SIGWINCH, "postgresql": signal.SIGINT, "memcached": signal.SIGTERM}
STOP_LIMIT = 90
REPAIR_EVERY = 60


class Foreground:
    """Services as children of this process. Volumes are the container engine's: nothing is mounted here."""

    mounts = False

    def __init__(self):
        self.children = {}
        self.applied = False

    def start(self, name, changed=False):
        del changed
        if name in self.children:
            return False
        files.directory("/run/qis-" + name)
        self.children[name] = subprocess.Popen(("/usr/local/bin/qis-role", "exec", name), stdin=subprocess.DEVNULL)
        say("%s: started" % name)
        return True

    def stop(self, name):
        if name in self.children:
            self.children[name].send_signal(STOP_SIGNALS[name])

    def reload_units(self):
        raise AssertionError("a container has no units")

    def call(self, *arguments):
        raise AssertionError("a container has no systemd: " + " ".join(arguments))


def main():
    os.umask(0o077)
    if sys.argv[1:]:
        stop("usage: qis-container (the role's keys are environment variables)", 64)
    host = Foreground()
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: _stop(host, stopping, asked=True))
    signal.signal(signal.SIGALRM, lambda *_: _kill(host))
    try:
        role = role_file.from_environment()
        files.directory(role_command.RUN)
        # Health checks of the container engine read the role as on a server.
        files.write(role_file.PATH, "".join("%s=%s\n" % item for item in sorted(role.items())))
        files.remove(role_command.FAILED)
        role_command.apply(role, host)
        host.applied = True
    except Exception as error:
        _stop(host, stopping)
        _wait(host)
        stop(error if isinstance(error, Problem) else "%s: %s" % (type(error).__name__, error))
    say("role %s: applied" % role.name)
    if "web" in role.parts:
        threading.Thread(target=_repair, args=(stopping,), daemon=True).start()
    status = _wait(host)
    sys.exit(0 if stopping.is_set() else status or 1)


def _stop(host, stopping, asked=False):
    if not stopping.is_set():
        stopping.set()
        files.directory(role_command.RUN)
        files.write(os.path.join(role_command.RUN, "draining"), "\n")
        # Web first: what it needs must outlive it.
        for name in ("web", "memcached", "postgresql"):
            host.stop(name)
        signal.alarm(STOP_LIMIT)
        if asked and not host.applied:
            raise Problem("asked to stop before the role was applied")


def _kill(host):
    for child in host.children.values():
        child.kill()


def _wait(host):
    """Reaps every child, adopted ones too, until a service ends; then the container ends with it."""
    services = {child.pid: name for name, child in host.children.items()}
    first = None
    while services:
        try:
            pid, status = os.waitpid(-1, 0)
        except InterruptedError:
            continue
        except ChildProcessError:
            break
        if pid in services:
            name, code = services.pop(pid), os.waitstatus_to_exitcode(status)
            say("%s: ended with %d" % (name, code))
            if first is None:
                first = code
                _end_others(host, services)
    return first


def _end_others(host, services):
    for name in services.values():
        host.stop(name)


def _repair(stopping):
    while not stopping.wait(REPAIR_EVERY):
        try:
            auxiliary.repair()
        except OSError as error:
            say("auxiliary processes: %s" % error)

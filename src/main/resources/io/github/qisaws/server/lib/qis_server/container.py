"""The command `qis-container`: the same role in a container without systemd, its service in the foreground.

This process is number 1: it applies the role, starts the services as children, reaps what QIS forks, stops the services one after
the other (Apache first, and gracefully), brings dead auxiliary processes back, and prints the logs. A service that ends ends it. The role's keys come as environment
variables. All but the folders of SCRATCH and the data may be read-only.
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time

from . import auxiliary, drain, files, role as role_command, role_file
from .problems import Problem, say, stop

# In this order: each is stopped when the one before it has ended. Apache ends by itself after 75 s (GracefulShutdownTimeout); all
# limits together stay below the 120 s of the task definition.
STOPS = {"web": (signal.SIGWINCH, 80), "memcached": (signal.SIGTERM, 5), "postgresql": (signal.SIGINT, 30)}
REPAIR_EVERY = 60
QIS_LOG = "/opt/qis/logs/qis.log"
# Written at run time; where the engine mounts empty folders, they get the image's owners and modes here.
SCRATCH = (
    ("/etc/qis", 0o755, None), ("/etc/qis/apache", 0o755, None), ("/etc/qis/postgresql", 0o755, None),
    ("/opt/qis/conf", 0o750, "qis"), ("/opt/qis/logs", 0o750, "qis"), ("/run", 0o755, None), ("/var/lib/qis", 0o755, None),
    ("/var/lib/qis/temp", 0o700, "qis"), ("/var/log/qis", 0o750, None), ("/tmp", 0o1777, None),
)


class Foreground:
    """Services as children of this process. Volumes are the container engine's: nothing is mounted here."""

    mounts = False
    # The engine keeps what is printed; a file would end with the container.
    access_log = "/proc/self/fd/1"
    error_log = "/proc/self/fd/2"

    def __init__(self):
        self.children = {}
        self.applied = False
        self.failed = False
        self.stopping = None

    def start(self, name, changed=False):
        del changed
        if name in self.children:
            return False
        # A container that is started again keeps its files, and the number in a pid file may be another process's by now.
        shutil.rmtree("/run/qis-" + name, ignore_errors=True)
        files.directory("/run/qis-" + name)
        self.children[name] = subprocess.Popen(("/usr/local/bin/qis-role", "exec", name), stdin=subprocess.DEVNULL)
        say("%s: started" % name)
        self.notice()
        return True

    def notice(self):
        """A service that ends while the role is applied ends the container; the role would wait for it in vain."""
        if self.applied or self.failed:
            return
        for name, child in self.children.items():
            if os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                raise Problem("%s ended before the role was applied; its own messages are above" % name)

    def stop_next(self):
        """Asks one service to end, and has it killed at its limit."""
        self.stopping = next((name for name in STOPS if name in self.children), None)
        if self.stopping:
            number, limit = STOPS[self.stopping]
            # Before the role is applied there is no visitor to wait for, and Apache may not listen to SIGWINCH yet.
            self.signal(number if self.applied or self.stopping != "web" else signal.SIGTERM)
            signal.alarm(limit)

    def signal(self, number):
        child = self.children.get(self.stopping)
        if child:
            # Not by send_signal, which would reap a child that has ended.
            os.kill(child.pid, number)

    def ended(self, pid, status):
        """The service that this process was, and its exit code; None for what QIS forked."""
        for name, child in self.children.items():
            if child.pid == pid:
                child.returncode = code = os.waitstatus_to_exitcode(status)
                del self.children[name]
                say("%s: ended with %d" % (name, code))
                return name, code
        return None

    def reload_units(self):
        raise AssertionError("a container has no units")

    def call(self, *arguments):
        raise AssertionError("a container has no systemd: " + " ".join(arguments))


def main():
    os.umask(0o077)
    if sys.argv[1:]:
        stop("usage: qis-container (the role's keys are environment variables)", 64)
    host = Foreground()
    asked = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: _asked_to_stop(host, asked))
    signal.signal(signal.SIGALRM, lambda *_: host.signal(signal.SIGKILL))
    signal.signal(signal.SIGCHLD, lambda *_: host.notice())
    try:
        role = role_file.from_environment()
        for path, mode, owner in SCRATCH:
            files.directory(path, mode, owner)
        files.directory(role_command.RUN)
        # Health checks of the container engine read the role as on a server.
        files.write(role_file.PATH, "".join("%s=%s\n" % item for item in sorted(role.items())))
        for path in (role_command.FAILED, drain.FLAG):
            files.remove(path)
        _forget_auxiliary(role)
        role_command.apply(role, host)
        host.applied = True
    except Exception as error:
        host.failed = True
        _stop(host)
        _wait(host)
        stop(error if isinstance(error, Problem) else "%s: %s" % (type(error).__name__, error))
    say("role %s: applied" % role.name)
    if "web" in role.parts:
        threading.Thread(target=_repair, args=(asked,), daemon=True).start()
        # Only now: the first administrator's password is no longer in it.
        threading.Thread(target=_print, args=(QIS_LOG,), daemon=True).start()
    status = _wait(host)
    _forget_auxiliary(role)
    sys.exit(0 if asked.is_set() else status or 1)


def _forget_auxiliary(role):
    if "web" in role.parts:
        # A database beside the web server is the only one's that uses this tree.
        auxiliary.forget(alone=role["QIS_DATABASE_HOST"] == "127.0.0.1")


def _asked_to_stop(host, asked):
    if not asked.is_set():
        asked.set()
        if not host.applied:
            raise Problem("asked to stop before the role was applied")
        _stop(host)


def _stop(host):
    if not host.stopping:
        files.directory(role_command.RUN)
        files.write(drain.FLAG, "\n")
        host.stop_next()


def _wait(host):
    """Reaps every child, adopted ones too. When a service ends, the others follow in their order, and the container with them."""
    first = None
    while host.children:
        try:
            pid, status = os.waitpid(-1, 0)
        except ChildProcessError:
            break
        service = host.ended(pid, status)
        if service is None:
            continue
        name, code = service
        if first is None:
            # As a shell has it: 137 is a service that was killed.
            first = code if code >= 0 else 128 - code
        if host.stopping is None:
            _stop(host)
        elif host.stopping == name:
            host.stop_next()
    signal.alarm(0)
    return first


def _repair(asked):
    while not asked.wait(REPAIR_EVERY):
        try:
            auxiliary.repair()
        except OSError as error:
            say("auxiliary processes: %s" % error)


def _print(path, pause=1):
    """Prints what is added to a log, and goes on with the new file when QIS has begun one."""
    file, rest = None, ""
    while True:
        try:
            current = os.stat(path).st_ino
        except FileNotFoundError:
            current = None
        text = file.read() if file else ""
        lines = (rest + text).split("\n")
        rest = lines.pop()
        for line in lines:
            say("qis.log: %s" % line)
        if not text:
            if current and (file is None or os.fstat(file.fileno()).st_ino != current):
                if file:
                    file.close()
                file, rest = open(path, encoding="utf-8", errors="replace"), ""
                continue
            time.sleep(pause)

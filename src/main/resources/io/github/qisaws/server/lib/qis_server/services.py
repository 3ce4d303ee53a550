"""Starting services: by systemd on a server, by the supervisor in a container. Their command lines are here, once."""

import json
import os
import pwd
import subprocess

from . import files
from .problems import Problem, say

COMMANDS = "/etc/qis/services.json"


def describe(name, argv, user=None):
    """Notes how a service is run; returns whether that changed."""
    try:
        with open(COMMANDS, encoding="utf-8") as file:
            all_services = json.load(file)
    except (OSError, ValueError):
        all_services = {}
    all_services[name] = {"argv": argv, "user": user}
    return files.write(COMMANDS, json.dumps(all_services, indent=1, sort_keys=True) + "\n")


def execute(name):
    """Becomes the service: what ExecStart of each unit and each container's child calls."""
    with open(COMMANDS, encoding="utf-8") as file:
        service = json.load(file)[name]
    if service["user"]:
        entry = pwd.getpwnam(service["user"])
        os.makedirs("/run/qis-" + name, exist_ok=True)
        os.chown("/run/qis-" + name, entry.pw_uid, entry.pw_gid)
        os.initgroups(entry.pw_name, entry.pw_gid)
        os.setgid(entry.pw_gid)
        os.setuid(entry.pw_uid)
    os.chdir("/")
    os.umask(0o022)
    keep = {key: value for key, value in os.environ.items() if key in ("PATH", "NOTIFY_SOCKET", "TZ")}
    os.execve(service["argv"][0], service["argv"], {"LANG": "C.UTF-8", **keep})


class Systemd:
    """Services as units of this machine."""

    mounts = True
    access_log = "/var/log/qis/access.log"
    error_log = "/var/log/qis/error.log"

    def start(self, name, changed=False):
        unit = "qis-%s.service" % name
        active = self._quiet("is-active", unit) == 0
        if active and not changed:
            return False
        self.call("restart" if active else "start", unit)
        say("%s: %s" % (unit, "restarted" if active else "started"))
        return True

    def stop(self, name):
        self._quiet("stop", "qis-%s.service" % name)

    def reload_units(self):
        self.call("daemon-reload")

    def call(self, *arguments):
        result = subprocess.run(("systemctl",) + arguments, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
        if result.returncode != 0:
            raise Problem("systemctl %s failed: %s; see journalctl" % (" ".join(arguments), result.stderr.strip()))

    @staticmethod
    def _quiet(*arguments):
        return subprocess.run(("systemctl", "--quiet") + arguments, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode

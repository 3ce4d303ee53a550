"""The command `qis-drain`: the load balancer is told first, requests in flight are finished, Apache stops gracefully."""

import argparse
import os
import time
import urllib.error
import urllib.request

from . import files, role as role_command, role_file, services, vault
from .problems import Problem, say, stop

FLAG = os.path.join(role_command.RUN, "draining")
METADATA = "http://169.254.169.254/latest/"
STATUS = "http://127.0.0.1:8181/server-status?auto"
FINISH_LIMIT = 120
POLL = 5


def main():
    options = argparse.ArgumentParser(prog="qis-drain", description="Takes this web server out of service without losing a request.")
    options.add_argument("--watch", action="store_true", help="wait until the auto-scaling group ends this server, then drain")
    options.add_argument("--cancel", action="store_true", help="serve again (apply the role)")
    chosen = options.parse_args()
    try:
        host = services.Systemd()
        if chosen.cancel:
            files.remove(FLAG)
            host.call("restart", "qis-role.service")
            return
        role = role_file.read()
        if chosen.watch:
            _watch()
        drain(role, host)
        if chosen.watch:
            _complete(role)
    except Problem as problem:
        stop(problem)


def drain(role, host):
    """QIS_DRAIN_SECONDS is what the load balancer needs to notice: its check interval times its unhealthy threshold,
    30 s and 5 in module load-balancer."""
    files.write(FLAG, "\n", 0o644)
    say("draining: the load balancer's checks are answered 503")
    notice = time.monotonic() + role.number("QIS_DRAIN_SECONDS")
    end = notice + FINISH_LIMIT
    while time.monotonic() < end and (time.monotonic() < notice or in_flight() > 0):
        time.sleep(0.5)
    host.stop("web")
    say("draining: stopped")


def in_flight():
    """Requests that Apache is working on, besides the one that asks."""
    try:
        with urllib.request.urlopen(STATUS, timeout=5) as response:
            lines = response.read().decode("ascii", "replace").splitlines()
        return max(0, next(int(line.split(":")[1]) for line in lines if line.startswith("BusyWorkers")) - 1)
    except (OSError, StopIteration, ValueError):
        return 0


def _watch():
    say("watching the state of this server in its auto-scaling group")
    while _metadata("meta-data/autoscaling/target-lifecycle-state") != "Terminated":
        time.sleep(POLL)


def _complete(role):
    """Lets the group go on. When that fails, the group goes on by itself at the hook's time-out."""
    vault.client(role, "autoscaling").complete_lifecycle_action(
        AutoScalingGroupName=role["QIS_AUTOSCALING_GROUP"],
        LifecycleHookName=role["QIS_LIFECYCLE_HOOK"],
        InstanceId=_metadata("meta-data/instance-id"),
        LifecycleActionResult="CONTINUE",
    )
    say("draining: the auto-scaling group may end this server")


def _metadata(path):
    """Instance metadata, version 2; an empty text when it does not answer."""
    try:
        token = urllib.request.Request(METADATA + "api/token", method="PUT", headers={"X-aws-ec2-metadata-token-ttl-seconds": "60"})
        with urllib.request.urlopen(token, timeout=3) as response:
            headers = {"X-aws-ec2-metadata-token": response.read().decode("ascii")}
        with urllib.request.urlopen(urllib.request.Request(METADATA + path, headers=headers), timeout=3) as response:
            return response.read().decode("ascii").strip()
    except OSError:
        return ""

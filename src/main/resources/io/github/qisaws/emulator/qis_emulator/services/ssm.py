"""Systems Manager: commands on servers (Run Command)."""

import os
import signal
import subprocess
import threading
import time
from pathlib import Path

from moto.core import DEFAULT_ACCOUNT_ID
from moto.ec2.models import ec2_backends
from moto.ssm.models import Command

from ..rules import refuses

# A folder with a program for each server, named like the instance, or "default". It gets the script on its standard input.
VARIABLE = "QIS_AWS_EMULATOR_SERVERS"
# API ssm:GetCommandInvocationResult: the first characters of both outputs.
OUTPUT, ERRORS = 24_000, 8_000
# amazon-ssm-agent, agent/appconfig/constants_unix.go: CommandStoppedPreemptivelyExitCode.
STOPPED = 137
# Default of the document AWS-RunShellScript for executionTimeout.
LONGEST = "3600"
# API ssm:InvalidInstanceId: a node that is stopping or stopped is valid, one that is terminated is not.
ABSENT = ("shutting-down", "terminated")
AWAY = ("stopping", "stopped")

respond = Command.invocation_response


def invocation(self, instance_id, plugin_name):
    """moto runs nothing and is done at once."""
    told = respond(self, instance_id, plugin_name)
    machine = machine_of(instance_id)
    away = state_of(self.backend_region, instance_id) in AWAY
    if not away and (machine is None or self.document_name != "AWS-RunShellScript"):
        return told
    note(told, "Pending", "Pending", -1)
    told.update(ExecutionStartDateTime="", ExecutionElapsedTime="", ExecutionEndDateTime="")
    work = (undelivered, told, self.timeout_seconds) if away else (run, told, machine, self.parameters)
    threading.Thread(target=work[0], args=work[1:], daemon=True).start()
    return told


Command.invocation_response = invocation


servers_of_targets = Command._get_instance_ids_from_targets


def servers_of_command(self):
    """moto sends a command without targets to every server too."""
    return servers_of_targets(self) if self.targets else []


Command._get_instance_ids_from_targets = servers_of_command


def machine_of(instance):
    folder = os.environ.get(VARIABLE)
    programs = [Path(folder) / name for name in (instance, "default")] if folder else []
    return next((one for one in programs if os.access(one, os.X_OK)), None)


def state_of(region, instance):
    """EC2's state of a server; nothing if there is no such server."""
    reservations = ec2_backends[DEFAULT_ACCOUNT_ID][region].reservations.values()
    servers = [server for one in reservations for server in one.instances if server.id == instance]
    return servers[0].state if servers else None


def undelivered(told, seconds):
    """API ssm:GetCommandInvocationResult.StatusDetails: tried again until the delivery timeout."""
    note(told, "Delayed", "Delayed", -1)
    time.sleep(seconds)
    note(told, "TimedOut", "Delivery Timed Out", -1)


def run(told, machine, parameters):
    longest = float((parameters.get("executionTimeout") or [LONGEST])[0])
    note(told, "InProgress", "In Progress", -1)
    server = subprocess.Popen(
        [machine],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    try:
        output, errors = server.communicate("\n".join(parameters.get("commands", [])) + "\n", timeout=longest)
        told.update(StandardOutputContent=output[:OUTPUT], StandardErrorContent=errors[:ERRORS])
        ending = ("Failed", "Failed") if server.returncode else ("Success", "Success")
        note(told, *ending, server.returncode)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.communicate()
        note(told, "TimedOut", "Execution Timed Out", STOPPED)


def note(told, status, details, code):
    """The status last: who sees it finds the rest."""
    told.update(StatusDetails=details, ResponseCode=code)
    told["Status"] = status


@refuses(
    "command-server",
    "ssm",
    "SendCommand",
    code="InvalidInstanceId",
    source="API ssm:InvalidInstanceId; message: aws-samples/eks-security-compromised-cluster-remediation#12",
)
def command_server(call):
    servers = call.get("InstanceIds", [])
    wrong = [one for one in servers if state_of(call.region, one) in (None, *ABSENT)]
    if wrong:
        return f"Instances [[{', '.join(wrong)}]] not in a valid state for account {DEFAULT_ACCOUNT_ID}"

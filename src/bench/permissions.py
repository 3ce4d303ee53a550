"""Writes seen.yaml, the IAM actions of the calls in logs of the AWS provider (src/bench/permissions.sh).

Usage: permissions.py FOLDER OUTPUT   (FOLDER: create.log, plan.log, update.log, delete.log, in any folders below it)
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "main/resources/io/github/qisaws/emulator"))
from qis_emulator import actions  # noqa: E402

HEAD = """\
# IAM actions of the calls that the AWS provider made on the emulator, by resource type and by what was done with a resource.
# Written by src/bench/permissions.sh; not edited by hand.
"""
PHASES = ("read", "create", "update", "delete")


def calls(log):
    """Type, remote procedure of Terraform, signing service, and operation of each call."""
    with open(log, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if '"HTTP Request Sent"' in line:
                told = json.loads(line)
                kind = told.get("tf_resource_type") or "data." + told.get("tf_data_source_type", "")
                scope = told["http.request.header.authorization"].split("Credential=")[1].split("/")
                if kind != "data.":
                    yield kind, told["tf_rpc"], scope[3], told["rpc.method"].split("/")[-1]


def recorded(folder):
    """Actions by type and phase. An action that reading needs is not repeated."""
    found = defaultdict(lambda: defaultdict(set))
    for log in sorted(folder.rglob("*.log")):
        for kind, procedure, service, operation in calls(log):
            action = actions.named(service, operation)
            phase = log.stem if procedure == "ApplyResourceChange" else "read"
            if action:
                found[kind]["read" if phase == "plan" else phase].add(action)
    for phases in found.values():
        for number, phase in enumerate(PHASES):
            phases[phase].difference_update(*(phases[before] for before in PHASES[:number]))
    return found


def written(found):
    lines = [HEAD.rstrip(), "seen:"]
    for kind in sorted(found):
        lines.append(f"  {kind}:")
        for phase in PHASES:
            if found[kind][phase]:
                lines.append(f"    {phase}: [" + ", ".join(sorted(found[kind][phase])) + "]")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(written(recorded(Path(sys.argv[1]))), encoding="utf-8")

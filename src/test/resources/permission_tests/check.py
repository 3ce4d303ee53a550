"""Compares the facts about IAM actions, and policies made from them, with AWS's Service Authorization Reference (parliament).

Usage: check.py FACTS POLICIES   (folders with the YAML files, and with policy documents)
"""

import json
import re
import sys
from pathlib import Path

import parliament
import yaml

DEFINED = {service["prefix"]: service for service in parliament.iam_definition}
# Findings of the linter that the policies have on purpose.
MEANT = {
    "RESOURCE_MISMATCH": "a statement has the ARNs of all kinds of resources of a service",
    "RESOURCE_STAR": "what has no name in its ARN is limited to the region, or to the account",
    "RESOURCE_POLICY_PRIVILEGE_ESCALATION": "a deployer writes the policies of the environment's buckets, not their objects",
    "UNKNOWN_CONDITION_FOR_ACTION": "parliament does not know kms:ResourceAliases, which AWS documents for all uses of a key",
}
# Actions on buckets that this edition of the reference has for other resources only (API reference of Amazon S3 Control,
# TagResource: "general purpose buckets").
NEWER = {"s3:TagResource", "s3:UntagResource", "s3:ListTagsForResource"}


def privilege(action):
    service, name = action.split(":")
    found = DEFINED.get(service, {"privileges": []})["privileges"]
    return next((one for one in found if one["privilege"] == name), None)


def kinds(action):
    """The kinds of resources that AWS checks the action for: those that are required, and all."""
    told = [one["resource_type"] for one in privilege(action)["resource_types"] if one["resource_type"]]
    return [one[:-1] for one in told if one.endswith("*")], [one.rstrip("*") for one in told]


def form(service, kind):
    """The start of the ARNs of a kind, after the account."""
    arns = [one["arn"] for one in DEFINED[service]["resources"] if one["resource"] == kind]
    return re.split(r"\$\{|\*", arns[0].split(":", 5)[-1])[0] if arns else "?"


def actions(facts):
    for section in ("seen", "authorization", "documents"):
        for kind, phases in facts.get(section, {}).items():
            for told in phases.values():
                for action in told:
                    yield kind, action.split(" ")[0]


def scope_problems(name, scope):
    starts = [arn.replace("${path}", "/").split(":", 5)[-1] for arn in scope["resources"]]
    for action in set(scope["actions"]) - NEWER:
        required, possible = kinds(action)
        if not possible:
            yield f"scope {name}: {action} has no resources"
        here = [kind for kind in possible if any(start.startswith(form(action.split(":")[0], kind)) for start in starts)]
        if not here:
            yield f"scope {name}: no ARN for {action}, which needs one of {possible}"
        if len(required) == 1 and required[0] not in here:
            yield f"scope {name}: no ARN of {required[0]} for {action}"


def main(facts_folder, policies):
    facts = {}
    for file in sorted(Path(facts_folder).glob("*.yaml")):
        facts.update(yaml.safe_load(file.read_text(encoding="utf-8")))
    told = list(actions(facts))
    problems = [f"{kind}: AWS has no action {action}" for kind, action in told if not privilege(action)]
    for name, scope in facts["scopes"].items():
        problems += scope_problems(name, scope)
    files = sorted(Path(policies).glob("*.json"))
    for file in files:
        policy = parliament.analyze_policy_string(file.read_text(encoding="utf-8"))
        problems += [f"{file.name}: {one.issue} {one.detail}" for one in policy.findings if one.issue not in MEANT]
    print("\n".join(problems))
    print(f"{len({action for _, action in told})} actions, {len(files)} policies, {len(problems)} problems")
    return bool(problems) or not told or not files


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

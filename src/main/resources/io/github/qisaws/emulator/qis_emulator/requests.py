"""The requests that were made, checked with AWS's models of the services (botocore).

moto reads requests leniently. AWS rejects a request without a required member, or with a value outside the length, range,
pattern, or set of values that the model states.
"""

import re
from collections import Counter
from functools import cache

from werkzeug.exceptions import HTTPException

from .calls import Call, name_of, service_of


# Values that AWS accepts although its model does not: the tags of a bucket are read by an ARN without region and account
# (AWS provider 6.x, internal/service/s3/tags.go, falls back to another call only if this one is not permitted).
# The vault of EFS's automatic backups has a name with slashes (rebuy-de/aws-nuke#643 and #1150 make these calls).
VAULT = re.compile(r"\.BackupVaultName is 'aws/efs/automatic-backup-vault'.*")
OF_VAULTS = "StartBackupJob ListRecoveryPointsByBackupVault GetBackupVaultAccessPolicy PutBackupVaultAccessPolicy DeleteRecoveryPoint"
ACCEPTED = {
    ("s3control", "ListTagsForResource"): re.compile(r"\.ResourceArn is 'arn:aws[a-z-]*:s3:::[a-z0-9.-]+'.*"),
    **{("backup", operation): VAULT for operation in OF_VAULTS.split()},
}


class Requests:
    def __init__(self):
        self.operations = Counter()
        self.invalid = {}

    def see(self, environ, body):
        """Counts and checks the request; returns the call, or nothing if botocore has no model of it."""
        if not service_of(environ):
            return None
        name = name_of(environ, body)
        try:
            call = Call(environ, body)
            name = f"{call.service} {call.name}"
            found = list(of_call(call))
        except (HTTPException, NotImplementedError):
            call, found = None, ["botocore has no such call"]
        except Exception as problem:
            call, found = None, [f"cannot be read: {type(problem).__name__}: {problem}"]
        self.operations[name] += 1
        for one in found:
            if self.invalid.setdefault(f"{name}: {one}", True):
                print(f"qis-aws: invalid request: {name}: {one}", flush=True)
                self.invalid[f"{name}: {one}"] = False
        return call

    def told(self):
        """The numbers of requests and operations, then each problem once."""
        total, operations = sum(self.operations.values()), len(self.operations)
        return [f"{total} requests of {operations} operations, {len(self.invalid)} problems", *self.invalid]


def of_call(call):
    """What AWS's model does not allow in a call, and AWS does not either."""
    accepted = ACCEPTED.get((call.service, call.name))
    shape = call.operation.input_shape
    return (one for one in problems(call.parameters, shape, "") if not (accepted and accepted.fullmatch(one))) if shape else ()


def problems(value, shape, path):
    """What AWS's model does not allow in a parsed value, with its place."""
    if value is None:
        return
    kind = shape.type_name
    if kind == "structure":
        yield from (f"{path}.{name} is missing" for name in shape.required_members if value.get(name) is None)
        for name, member in shape.members.items():
            yield from problems(value.get(name), member, f"{path}.{name}")
    elif kind == "list":
        yield from outside(len(value), shape, path, "elements")
        for number, one in enumerate(value):
            yield from problems(one, shape.member, f"{path}[{number}]")
    elif kind == "map":
        yield from outside(len(value), shape, path, "entries")
        for key, one in value.items():
            yield from problems(key, shape.key, f"{path} key")
            yield from problems(one, shape.value, f"{path}[{key}]")
    elif kind == "string":
        yield from wrong_text(value, shape, path)
    elif kind == "blob":
        yield from outside(len(value), shape, path, "bytes")
    elif kind in ("integer", "long", "float", "double"):
        yield from outside(value, shape, path, "as value")


def outside(number, shape, path, unit):
    limits = shape.metadata
    if number < limits.get("min", number) or number > limits.get("max", number):
        yield f"{path} has {number} {unit}, allowed are {limits.get('min', 'any')} to {limits.get('max', 'any')}"


def wrong_text(value, shape, path):
    yield from outside(len(value), shape, path, "characters")
    if shape.enum and value not in shape.enum:
        yield f"{path} is {value!r}, which is none of {', '.join(shape.enum[:20])}"
    pattern = compiled(shape.metadata.get("pattern"))
    if pattern and not pattern.fullmatch(value):
        yield f"{path} is {value!r}, which does not match {pattern.pattern}"


@cache
def compiled(pattern):
    """A pattern of AWS's models is one of Java. Nothing for one that Python cannot read, such as a class of Unicode."""
    try:
        return re.compile(pattern) if pattern else None
    except re.error:
        return None

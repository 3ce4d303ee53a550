"""Rules: calls that AWS refuses and that moto accepts.

A rule reads the call and moto's storage, changes nothing, and returns AWS's message, or nothing if AWS accepts the call.
QIS_AWS_EMULATOR_RULES switches rules off (-NAME), or on (+NAME) if they are off by default; names are separated by commas.
"""

import os
import traceback
from dataclasses import dataclass
from typing import Callable

from moto.core.exceptions import ServiceException
from werkzeug.exceptions import HTTPException

from .calls import error

VARIABLE = "QIS_AWS_EMULATOR_RULES"
# Rules that an environment of this project breaks, with the row of the finding that must be resolved first.
OFF = {}

RULES = {}
# Rules that met something that they were not made for. The call goes on to moto.
FAILED = []


@dataclass(frozen=True)
class Rule:
    """source: where AWS documents the rule. API means AWS's service models (botocore); EC2 errors means "Error codes for
    the Amazon EC2 API"; seen means that the message is known from public logs only."""

    name: str
    service: str
    operations: tuple
    code: str
    source: str
    refused_because: Callable


def refuses(name, service, operations, code, source):
    def add(check):
        RULES[name] = Rule(name, service, tuple(operations.split()), code, source, check)
        return check

    return add


def switched():
    """The names in the variable by their sign."""
    words = [word.strip() for word in os.environ.get(VARIABLE, "").split(",") if word.strip()]
    return {word[1:]: word[0] for word in words}


def check_names():
    """Ends the program if the variable names a rule that does not exist."""
    unknown = [sign + name for name, sign in switched().items() if name not in RULES or sign not in "+-"]
    if unknown:
        raise SystemExit(f"{VARIABLE}: unknown {', '.join(unknown)}. Each is - or + and one of: {', '.join(sorted(RULES))}")


def is_on(rule):
    return switched().get(rule.name, "-" if rule.name in OFF else "+") == "+"


def refused(environ, call):
    """AWS's error, or nothing if no rule refuses the call."""
    for rule in RULES.values():
        if rule.service == call.service and call.name in rule.operations and is_on(rule):
            message = reason(rule, call)
            if message:
                print(f"qis-aws: {call.service} {call.name} refused by the rule {rule.name}: {message}", flush=True)
                return error(environ, rule.code, message)
    return None


def reason(rule, call):
    try:
        return rule.refused_because(call)
    except (ServiceException, HTTPException):
        # The call names a resource that does not exist; moto tells.
        return None
    except Exception as problem:
        FAILED.append(f"{rule.name}: {type(problem).__name__}: {problem}")
        traceback.print_exc()
        return None

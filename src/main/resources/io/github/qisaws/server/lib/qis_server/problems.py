"""What every command says when something is wrong."""

import sys


class Problem(Exception):
    """A failure with its reason and remedy; the message is for the operator."""


def say(text):
    print(text, flush=True)


def stop(problem, status=1):
    print("qis: " + str(problem), file=sys.stderr, flush=True)
    sys.exit(status)

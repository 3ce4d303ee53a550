"""Waiting by asking: never a fixed sleep, always a limit and a message."""

import time

from .problems import Problem, say

SPEAK_EVERY = 15


def until(what, ask, limit, pause=0.5):
    """Calls `ask` until it returns something true; what it raises or returns otherwise is the reason shown."""
    started = spoken = time.monotonic()
    while True:
        reason = "no answer yet"
        try:
            answer = ask()
            if answer:
                waited = time.monotonic() - started
                if waited > 1:
                    say("%s: ready after %.1f s" % (what, waited))
                return answer
        except Problem:
            raise
        except Exception as error:  # any failure to answer is a reason to ask again
            reason = "%s: %s" % (type(error).__name__, " ".join(str(error).split())[:300])
        now = time.monotonic()
        if now - started > limit:
            raise Problem("%s: not ready after %d s (%s)" % (what, limit, reason))
        if now - spoken >= SPEAK_EVERY:
            spoken = now
            say("waiting for %s since %d s: %s" % (what, now - started, reason))
        time.sleep(pause)

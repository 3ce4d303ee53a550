"""How the next rollouts end. A test chooses; without a choice, they succeed.

A rollout makes one step each time that somebody asks how far it is, because nothing runs in the emulator.
"""

ENDINGS = ("succeed", "fail", "roll-back", "hang")
chosen = ["succeed"]


def choose(ending):
    chosen[:] = [ending]
    return [f"rollouts: {ending}"]


class Play:
    """steps: what is reported, in this order; the last one for ever."""

    def __init__(self, steps):
        self.steps = steps
        self.at = 0

    def now(self):
        return self.steps[self.at]

    def went_on(self):
        self.at = min(self.at + 1, len(self.steps) - 1)
        return self.now()

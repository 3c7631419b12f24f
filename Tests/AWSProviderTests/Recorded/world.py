"""What all recorded services share."""

import time

ACCOUNT = "123456789012"


class World:
    """How slow the services are, what of them is lost, what they were asked."""

    def __init__(self):
        self.slow = 0
        self.lost = []
        self.requests = []
        self.region = ""

    def arn(self, service, rest):
        return f"arn:aws:{service}:{self.region}:{ACCOUNT}:{rest}"


class Thing:
    """An object of a service that is on its way for some reads after each change."""

    def __init__(self, world, fields, state="creating"):
        self.world = world
        self.fields = fields
        self.state = ""
        self.left = 0
        self.turn(state)

    def turn(self, state):
        self.state, self.left = state, self.world.slow

    @property
    def is_busy(self):
        return self.left > 0

    def look(self):
        """One read: the state as it is seen, and nothing once it is done."""
        if self.left > 0:
            self.left -= 1
            return self.state
        return ""


def now():
    return time.time()


def pick(given, *names):
    return {name: given[name] for name in names if name in given}

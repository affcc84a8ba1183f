"""A case folder and clients for it, so that a test records, replays and counts what was asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from osint_helpers.collect.client import Client
from osint_helpers.collect.rates import Rates
from osint_helpers.collect.retrying import Policy
from tests.collect.fakes.server import FakeSources

QUICK = Policy(attempts=3, seconds=10.0, first_wait=0.01, longest_wait=0.05)


class Desk:
    """An analyst's desk: a case folder and a server of SYNTHETIC sources."""

    def __init__(self, folder: Path, fakes: FakeSources, **servers: str) -> None:
        self.case = folder / "case"
        self.case.mkdir(exist_ok=True)
        self.fakes = fakes
        self.servers = {**fakes.servers, **servers}
        # no waiting in tests: the table of rates has tests of its own
        clock = [0.0]

        def sleep(seconds: float) -> None:
            clock[0] += seconds

        self.rates = Rates(folder / "rates", now=lambda: clock[0], sleep=sleep)

    def client(self, mode: str = "replay", **how: Any) -> Client:
        """Return a client in a mode, with no key and no other setting of this machine."""
        how = {"environment": {}, "who": "tester", "policy": QUICK, **how}
        return Client(self.case, mode, servers=self.servers, rates=self.rates, **how)

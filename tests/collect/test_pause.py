"""A refusal that does not say how long to wait: the source's own pause, within the policy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from osint_helpers.collect.news import wayback
from osint_helpers.collect.rates import Rates
from osint_helpers.collect.retrying import Asking, Policy
from osint_helpers.evidence import layout
from osint_helpers.evidence.net.settings import Settings

HEAD = "HTTP/1.1 429 Too Many Requests\r\n{}Content-Length: 0\r\n\r\n"


@pytest.mark.parametrize(
    ("quiet", "said", "longest", "waits"),
    [
        (60.0, "", 120.0, [60.0, 60.0]),
        (60.0, "Retry-After: 5\r\n", 120.0, [5.0, 5.0]),
        (60.0, "", 30.0, [30.0, 30.0]),
        (0.0, "", 120.0, [1.0, 2.0]),
    ],
)
def test_the_pause_holds_where_the_answer_names_none(
    tmp_path: Path, quiet: float, said: str, longest: float, waits: list[float]
) -> None:
    slept: list[float] = []

    def fetch(url: str, folder: Path, settings: Settings) -> dict[str, Any]:
        block = HEAD.format(said)
        record = (
            "WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http;msgtype=response\r\n"
            f"Content-Length: {len(block)}\r\n\r\n{block}\r\n\r\n"
        )
        (folder / layout.WIRE).write_bytes(record.encode())
        return {"status": 429, "outcome": "http-status", "reason": "SYNTHETIC", "hops": [],
                "body": None}  # fmt: skip

    policy = Policy(attempts=3, seconds=1000.0, first_wait=1.0, longest_wait=longest)
    rates = Rates(tmp_path / "rates", now=lambda: 0.0, sleep=lambda _: None)
    asking = Asking(
        policy, rates, "example.org", 0.0, idempotent=True, sleep=slept.append, quiet=quiet
    )
    part = asking.by(fetch)("http://example.org/", tmp_path, Settings())
    assert slept == waits
    assert len(part["attempts"]) == 3


def test_the_archive_wants_a_minute() -> None:
    assert wayback.MANIFEST.rate.pause == 60.0

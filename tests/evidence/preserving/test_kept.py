"""Earlier captures that may stand for an address: those that asked for all of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from osint_helpers.evidence.preserving.asking import Kept
from osint_helpers.evidence.record import Capture

URL = "http://example.org/synthetic"


def capture(**more: Any) -> Capture:
    record = {"kind": "fetched", "url_asked": URL, "started_utc": "2026-11-21T00:00:00Z", **more}
    return Capture("20261121T000000Z-00000000", Path("synthetic"), record)


def test_a_capture_of_the_address_is_found() -> None:
    assert Kept([capture()]).newest(URL, lambda _: True) is not None


@pytest.mark.parametrize("more", [{"range": "bytes=0-9"}, {"method": "POST"}, {"kind": "file"}])
def test_a_part_or_an_answer_to_a_post_does_not_stand_for_the_address(more: dict[str, Any]) -> None:
    assert Kept([capture(**more)]).newest(URL, lambda _: True) is None

"""A manifest that lacks what a reader must know cannot be made."""

from __future__ import annotations

from typing import Any

import pytest

from osint_helpers.collect.licences import CLASSES
from osint_helpers.collect.manifests import Rate
from osint_helpers.errors import CollectError
from tests.collect import demo


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "gossip"}, {"licence": "free"}, {"basis": "hearsay"}, {"name": "Demo"},
        {"name": ""}, {"calls": ()}, {"limits": ()}, {"servers": {"": "https://demo.example/"}},
    ],
)  # fmt: skip
def test_a_manifest_that_says_too_little_or_what_nobody_knows(wrong: dict[str, Any]) -> None:
    with pytest.raises(CollectError):
        demo.manifest(**wrong)


def test_the_interval_spreads_the_calls_evenly() -> None:
    assert Rate(24, 60.0).interval == pytest.approx(2.5)


def test_every_licence_says_what_may_leave_the_house() -> None:
    for name, one in CLASSES.items():
        assert one.name == name
        assert one.rule.endswith(".")
        assert one.bytes_leave or one.needs_reason

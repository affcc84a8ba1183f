"""A reason is written only where one is needed, and only when it says something."""

from __future__ import annotations

from pathlib import Path

import pytest

from osint_helpers.collect.licences import CLASSES
from osint_helpers.collect.permitting import permit
from osint_helpers.errors import CollectError
from osint_helpers.evidence import terms

NEEDING = sorted(one.name for one in CLASSES.values() if one.reason_to_hand_on)
REASON = "SYNTHETIC: handed to a court"


@pytest.mark.parametrize("licence", sorted({*CLASSES, "nonsense"} - {*NEEDING}))
def test_a_class_that_needs_no_reason_takes_none(case: Path, licence: str) -> None:
    with pytest.raises(CollectError, match="no licence class that needs a reason"):
        permit(case, "tester", licence, REASON)
    assert terms.reasons_of(case) == {}


@pytest.mark.parametrize("reason", ["", "abcdefghi", "1234567890 .-,;:!?"])
def test_a_reason_has_ten_letters(case: Path, reason: str) -> None:
    with pytest.raises(CollectError, match="too short"):
        permit(case, "tester", NEEDING[0], reason)


def test_a_written_reason_is_found_by_its_class(case: Path) -> None:
    permit(case, "tester", NEEDING[0], "abcdefghij")
    permit(case, "tester", NEEDING[0], REASON)
    (found,) = terms.reasons_of(case).values()
    assert (found.licence, found.reason, found.who) == (NEEDING[0], REASON, "tester")

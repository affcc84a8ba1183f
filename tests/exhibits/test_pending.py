from __future__ import annotations

import pytest

from osint_helpers import exhibits
from osint_helpers.case import open_case
from osint_helpers.errors import ExhibitError
from tests.case.builder import write_case


def test_what_is_recorded_is_the_exhibit_itself(tmp_path):
    case = open_case(write_case(tmp_path / "own-case"))
    made = exhibits.when_recorded(exhibits.timeline, case, "B-1")
    assert made.digest == exhibits.timeline(case, "B-1").digest


def test_what_is_not_recorded_is_a_sentence_with_the_reason(tmp_path):
    case = open_case(write_case(tmp_path / "own-case", relations=[]))
    made = exhibits.when_recorded(exhibits.network, case, "D-1")
    assert (made.kind, made.id, made.title) == ("prose", "D-1", "Parties and what links them")
    assert made.spec["blocks"][0]["runs"][0]["text"] == (
        "Nothing to show yet: no relation ties a party to a leg. Fill relations.csv of the case."
    )


def test_a_fault_stays_a_fault(tmp_path):
    case = open_case(write_case(tmp_path / "own-case"))
    with pytest.raises(ExhibitError, match="no view"):
        exhibits.when_recorded(exhibits.route_map, case, "C-1", view="moon")

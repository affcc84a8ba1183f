"""A report of data of others obeys their licence class."""

from __future__ import annotations

import pytest

from osint_helpers.errors import ReportError
from osint_helpers.evidence.terms import Reason
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import table
from osint_helpers.report import licensing

WORDS = 'SYNTHETIC "words" of a reason'
REASON = {"non-commercial": Reason("non-commercial", WORDS, "ana", "2026-11-22T00:00:00Z")}


def exhibit(number: str, licence: str = "", text: str = "SYNTHETIC") -> Exhibit:
    given = {"class": licence, "source": "SYNTHETIC", "attribution": "SYNTHETIC"}
    spec = table({"a": "A"}, [[text]], provenance="SYNTHETIC", licence=given if licence else None)
    return Exhibit("table", number, "SYNTHETIC", "", spec)


def test_data_that_need_no_reason_pass():
    names = ["", "open", "attribution", "restricted", "cite-only", "manual"]
    licensing.check([exhibit("A-1", name) for name in names], {})


def test_data_that_need_a_reason_stop_the_report_and_the_exhibit_is_named():
    with pytest.raises(ReportError, match=r"exhibit B-7 .*non-commercial") as caught:
        licensing.check([exhibit("A-1"), exhibit("B-7", "non-commercial")], {})
    assert "osint permit CASE non-commercial" in caught.value.advice


def test_a_reason_that_is_printed_nowhere_is_not_enough():
    with pytest.raises(ReportError, match="printed nowhere"):
        licensing.check([exhibit("B-7", "non-commercial")], REASON)


def test_a_written_and_printed_reason_lets_the_report_pass():
    licensing.check(
        [exhibit("B-7", "non-commercial"), exhibit("H-5", text=f"{WORDS} (ana)")], REASON
    )


def test_an_unknown_class_is_refused():
    with pytest.raises(ReportError, match="no licence class"):
        licensing.check([exhibit("B-7", "whatever")], REASON)

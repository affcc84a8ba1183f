from __future__ import annotations

import pytest

from osint_helpers.errors import LawError
from osint_helpers.law.codes import hits, read_code


@pytest.mark.parametrize(
    ("code", "digits", "met"),
    [
        ("87", "870323", True),
        ("8703.10", "870310", True),
        ("8703.10", "870323", False),
        ("8703.10", "8703", True),
        ("72-83", "8301", True),
        ("72-83", "8401", False),
        ("72-83", "7112", False),
        ("72-83", "7201", True),
        ("0301-0308", "030462", True),
        ("0301-0308", "0309", False),
        ("9101-9114 (CN, unverified)", "9114", True),
        ("all", "8703", True),
        ("2709000000", "2709", True),
        ("2709000000", "270900", True),
        ("2709000000", "2710", False),
        ("87", "", False),
    ],
)
def test_a_code_holds_an_hs_code(code: str, digits: str, met: bool) -> None:
    assert hits((code,), digits) == ((code,) if met else ())


def test_the_remark_on_a_code_is_kept() -> None:
    code = read_code("8703 (CN, unverified)")
    assert code is not None
    assert code.remark == "CN, unverified"


@pytest.mark.parametrize("text", ["", "cars", "83-72", "72-8301", "8703;8711"])
def test_a_code_that_cannot_be_read_is_an_error(text: str) -> None:
    with pytest.raises(LawError, match="no code of a measure"):
        read_code(text)

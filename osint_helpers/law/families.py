"""From a kind of goods to a family of ``goods.csv``: by name, or by HS code and longest prefix."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from osint_helpers._card import Carded
from osint_helpers.errors import GoodsError
from osint_helpers.law.tables import named_by, split
from osint_helpers.reference.provenance import rows

if TYPE_CHECKING:
    import pandas as pd

ANY: Final = "any"
_HS: Final = re.compile(r"(?:HS\s*)?(\d[\d. ]*)", re.IGNORECASE | re.ASCII)
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True, repr=False)
class Goods(Carded):
    """What a text about goods stands for.

    Attributes
    ----------
    asked
        The text as given.
    family
        Family of ``goods.csv``, or ``"any"``.
    hs
        Digits of the HS code asked for; ``""`` when a family was named.
    heading
        The heading of ``goods.csv`` that decided, as printed there.
    """

    asked: str
    family: str
    hs: str = ""
    heading: str = ""


def goods_of(
    text: str, *, file: str | Path | None = None, row: int | None = None, column: str | None = None
) -> Goods:
    """Return the family of a name of a family, an HS or CN code, or ``"any"``.

    Parameters
    ----------
    text
        ``"motor cars"``, ``"8703"``, ``"8703.10"``, ``"HS 870310"``, ``"any"``. Of the headings
        that begin the code the longest decides: 8703.10 is a snowmobile, not a motor car.
    file, row, column
        Where the text stands, for the error message.

    Raises
    ------
    GoodsError
        For a code in no family, one too short to decide, or a text that is neither.
    """
    bare = " ".join(text.split())
    if bare.casefold() == ANY:
        return Goods(text, ANY)
    name = _names().get(bare.casefold())
    if name:
        return Goods(text, name)
    found = _HS.fullmatch(bare)
    what, advice = "", "name a family of goods.csv, give an HS code of 2 to 10 digits, or any"
    if found:
        digits = re.sub(r"\D", "", found[1])
        heading = _longest(digits)
        if heading:
            return Goods(text, _headings()[heading][0], digits, _headings()[heading][1])
        what, advice = _unknown(digits)
    what = what or f"{text[:_SHOWN]!r} is no family of goods and no HS code"
    raise GoodsError(what, advice=advice, file=file, row=row, column=column)


def classify(codes: Iterable[str]) -> pd.DataFrame:
    """Return the family of each text; what cannot be placed has a message instead.

    Returns
    -------
    DataFrame
        ``row`` (counted from 0 in the order given), ``asked, family, hs, heading, problem``:
        ``family`` is ``""`` exactly where ``problem`` is not.
    """
    import pandas as pd

    found = []
    for number, text in enumerate(codes):
        try:
            one, problem = goods_of(text), ""
        except GoodsError as error:
            one, problem = Goods(text, ""), error.line()
        found.append((number, one.asked, one.family, one.hs, one.heading, problem))
    columns = ["row", "asked", "family", "hs", "heading", "problem"]
    return pd.DataFrame(found, columns=columns)


@cache
def _names() -> dict[str, str]:
    return {family.casefold(): family for family in named_by()}


@cache
def _headings() -> dict[str, tuple[str, str]]:
    """Return digits of a heading -> family and the heading as printed."""
    return {
        heading.replace(".", ""): (row["family"], heading)
        for row in rows("goods.csv")
        for heading in split(row["hs"])
    }


def _longest(digits: str) -> str:
    """Return the longest heading that begins the code, or ``""``."""
    if not 2 <= len(digits) <= 10:
        return ""
    return max((h for h in _headings() if digits.startswith(h)), key=len, default="")


def _unknown(digits: str) -> tuple[str, str]:
    """Return what is wrong with a code in no family, and what to do."""
    if not 2 <= len(digits) <= 10:
        return (
            f"HS code {digits[:_SHOWN]} has {len(digits)} digits; 2 to 10 are possible",
            "compare with the document; a spreadsheet may have dropped a leading zero",
        )
    inside = sorted({_headings()[h][0] for h in _headings() if h.startswith(digits)})
    if inside:
        return (
            f"HS code {digits} is too short to decide between {', '.join(inside)} and other goods",
            "give the code to at least four digits, or name the family",
        )
    return (
        f"HS code {digits} is in no family of goods.csv",
        "ask for any, and read the scope of each measure",
    )

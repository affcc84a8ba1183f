"""The tables of the law: measures, families of goods, memberships. Read once, copied out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._paths import reference_folder
from osint_helpers.errors import LawError
from osint_helpers.reference.provenance import Provenance, rows

if TYPE_CHECKING:
    import pandas as pd

SEPARATOR: Final = ";"
LISTS: Final = ("list_in", "hs_codes", "hs_mapping_ours", "unverified_fields")
_YES_NO: Final = {"yes": True, "no": False}


def measures() -> pd.DataFrame:
    """Return the measures: one row an instrument, in the order of ``measures.csv``.

    Returns
    -------
    DataFrame
        The columns of ``measures.csv`` (``data/reference/README.md``). ``verified`` is a boolean;
        ``list_in, hs_codes, hs_mapping_ours, unverified_fields`` are tuples; all else is
        text, ``""`` where nothing is recorded. ``hs_codes`` are the instrument's own,
        ``hs_mapping_ours`` the project's. Every row is in the project's words: no legal advice.
    """
    import pandas as pd

    return pd.DataFrame([dict(row) for row in records()])


@cache
def records() -> tuple[Mapping[str, Any], ...]:
    """Return the rows of :func:`measures` without a frame, for questions asked often."""
    return tuple(
        MappingProxyType(
            {
                **row,
                **{column: split(row[column]) for column in LISTS},
                "verified": yes(row["verified"], "measures.csv", "verified"),
            }
        )
        for row in rows("measures.csv")
    )


def goods() -> pd.DataFrame:
    """Return the families of goods: ``family``, ``hs`` and ``named_by`` (tuples).

    HS headings are the project's own mapping.
    """
    import pandas as pd

    return pd.DataFrame(
        [
            {"family": row["family"], "hs": split(row["hs"]), "named_by": split(row["named_by"])}
            for row in rows("goods.csv")
        ]
    )


@cache
def provenance() -> Provenance:
    """Return what the answers rest on: the table of measures with its SHA-256."""
    path = reference_folder() / "measures.csv"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Provenance("cited fact", "data/reference/measures.csv", note=f"sha256 {digest}")


@cache
def known_jurisdictions() -> tuple[str, ...]:
    """Return the jurisdictions that have a row, in order of the table."""
    return tuple(dict.fromkeys(row["jurisdiction"] for row in rows("measures.csv")))


@cache
def named_by() -> dict[str, frozenset[str]]:
    """Return family -> measures that name it."""
    return {row["family"]: frozenset(split(row["named_by"])) for row in rows("goods.csv")}


def split(cell: str) -> tuple[str, ...]:
    """Return the parts of a list cell."""
    return tuple(cell.split(SEPARATOR)) if cell else ()


def yes(cell: str, file: str, column: str) -> bool:
    """Return a yes or no cell as a boolean; anything else is an error, never ``False``."""
    try:
        return _YES_NO[cell]
    except KeyError:
        raise LawError(
            f"{cell!r} is neither yes nor no",
            advice="write the table again with scripts/make_law.py",
            file=file,
            column=column,
        ) from None

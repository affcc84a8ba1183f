"""Licence classes: what may be done with the data of a source when a report leaves the house."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from osint_helpers._card import Carded


@dataclass(frozen=True, repr=False)
class Licence(Carded):
    """One class.

    Attributes
    ----------
    name
        As in a manifest.
    rule
        What holds for a report or bundle, in a sentence.
    rows
        Rows of the data a report may print; None: all.
    bytes_leave
        Whether captures of the source may go into a bundle for others.
    reason_to_show
        Whether a report that shows the data needs a written reason.
    """

    name: str
    rule: str
    rows: int | None
    bytes_leave: bool
    reason_to_show: bool

    @property
    def reason_to_hand_on(self) -> bool:
        """Say whether a bundle with captures of the source needs a written reason."""
        return self.reason_to_show or not self.bytes_leave


CLASSES: Final[dict[str, Licence]] = {
    one.name: one
    for one in (
        Licence("open", "The data may be shown and passed on.", None, True, False),
        Licence(
            "attribution",
            "The data may be shown and passed on with the attribution printed; where the licence "
            "says share-alike, data that are passed on keep that licence.",
            None, True, False,
        ),
        Licence(
            "non-commercial",
            "The data may be used for non-commercial purposes only: an export needs a written "
            "reason why this use is one, or under which permission it is made.",
            None, True, True,
        ),
        Licence(
            "restricted",
            "Aggregates and a few rows may be shown; the data are not passed on in bulk.",
            50, False, False,
        ),
        Licence(
            "cite-only",
            "A short extract, its hash and its locator may be shown; the bytes stay in the private "
            "evidence store.",
            10, False, False,
        ),
        Licence(
            "manual",
            "Read by a person under the terms of a site that forbids automated copying; what was "
            "noted down may be cited, the captured view stays in the private evidence store.",
            10, False, False,
        ),
    )
}  # fmt: skip

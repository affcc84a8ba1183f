"""Measures of a drawing of drift: for wide and for narrow screens, and where columns stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from osint_helpers.exhibits.figures import SMALL, WIDTH
from osint_helpers.exhibits.svg import text_width, wrap

Json = dict[str, Any]

LINE: Final = 15.0
LEAST: Final = 52.0  # px of the narrowest column that bears words
WIDEST: Final = 150.0  # px of the column of a wording where there are few


@dataclass(frozen=True)
class Layout:
    """Measures of a drawing in px.

    Attributes
    ----------
    width
        Width of the drawing.
    names
        Where the words of a source end.
    columns
        Where the columns begin and end.
    row, marks
        Height of a source, and where in it its marks stand.
    listed
        Wordings are listed above the columns, which then bear their numbers alone.
    """

    width: float
    names: float
    columns: tuple[float, float]
    row: float
    marks: float
    listed: bool


WIDE: Final = Layout(WIDTH, 330.0, (336.0, WIDTH - 12.0), 42.0, 21.0, listed=False)
NARROW: Final = Layout(360.0, 352.0, (14.0, 346.0), 78.0, 61.0, listed=True)


class Place:
    """Where the columns of a thread stand, and how wide each is."""

    def __init__(self, thread: Json, layout: Layout) -> None:
        self.layout = layout
        self.wordings = thread["wordings"]
        self.wide = _widths(self.wordings, layout)
        left = [layout.columns[0] + sum(self.wide[:n]) for n in range(len(self.wide))]
        middles = [x + wide / 2 for x, wide in zip(left, self.wide, strict=True)]
        self.at = {one["claim"]: x for one, x in zip(self.wordings, middles, strict=True)}
        pairs = list(zip(self.wordings, self.wide, strict=True))
        self.values = [wrap(one["value"], SMALL, w - 6, lines=4, bold=True) for one, w in pairs]
        self.sure = [wrap(in_words(one["certainty"]), SMALL, w - 4, lines=2) for one, w in pairs]
        tall = [len(v) + len(s) for v, s in zip(self.values, self.sure, strict=True)]
        self.head = 30.0 if layout.listed else max(tall) * LINE + 34


def in_words(code: str) -> str:
    """Return a code of a vocabulary as words."""
    return code.replace("_", " ")


def _widths(wordings: list[Json], layout: Layout) -> list[float]:
    """Return a width a column: what its longest word needs, and an equal share of what is left."""
    room = layout.columns[1] - layout.columns[0]
    if layout.listed:
        return [min(WIDEST, room / len(wordings))] * len(wordings)
    need = [
        max(
            *(text_width(word, SMALL, bold=True) + 8 for word in one["value"].split()),
            *(text_width(word, SMALL) + 6 for word in in_words(one["certainty"]).split()),
            LEAST,
        )
        for one in wordings
    ]
    if sum(need) > room:
        return [wide * room / sum(need) for wide in need]
    share = (room - sum(need)) / len(need)
    return [min(WIDEST, wide + share) for wide in need]

"""What the lists said on a day: which snapshot answers, on what basis, or that none does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from osint_helpers._card import Card, Carded
from osint_helpers.dates import DateInterval
from osint_helpers.screening import spans
from osint_helpers.screening.snapshots import Snapshot
from osint_helpers.screening.values import ScreeningError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

SAME_DAY: Final = "list of that day"
EARLIER: Final = "newest list not later than the day"
LATER: Final = "later list read by its listing dates"
NONE: Final = "no list for this date"
BASES: Final = (SAME_DAY, EARLIER, LATER, NONE)


@dataclass(frozen=True, eq=False, repr=False)
class Layer(Carded):
    """A snapshot in a view, and which of its entries count.

    Attributes
    ----------
    snapshot
        Read as it is, or, when it is `later` than the day, by its dates.
    codes
        What the list says of each entry on the day (`spans`); -1 for an entry that another
        snapshot answers for.
    later
        Whether the list is of a later day.
    """

    snapshot: Snapshot
    codes: np.ndarray = field(repr=False)
    later: bool = False

    def holds(self, number: int) -> bool:
        """Say whether an entry is a part of the answer."""
        return int(self.codes[number]) not in (spans.AFTER, -1)

    def count(self, *codes: int) -> int:
        """Return how many entries have one of these codes."""
        import numpy as np

        return int(np.isin(self.codes, codes).sum())

    def said(self, number: int) -> str:
        """Return what the list says of an entry on the day, as a clause."""
        row = self.snapshot.listings.iloc[number]
        word = spans.WORDS[int(self.codes[number])]
        since = row["listed_on"] if isinstance(row["listed_on"], str) else ""
        gone = row["delisted_on"] if isinstance(row["delisted_on"], str) else ""
        told = f", listed on {since}" if since else ""
        return f"{word}{told}{f', removed on {gone}' if gone else ''}"


@dataclass(frozen=True, eq=False, repr=False)
class View(Carded):
    """One list as of a day.

    Attributes
    ----------
    list, day
        The question.
    basis
        One of :data:`BASES` but the last.
    layers
        The snapshot that answers; then, where there is one, a later snapshot for entries it
        lists since a day up to the one asked that the first does not have yet.
    text
        Which snapshot, on what basis.
    open
        What that leaves open; empty when the list is of that day.
    """

    list: str
    day: date
    basis: str
    layers: tuple[Layer, ...]
    text: str
    open: str = ""

    @property
    def snapshot(self) -> Snapshot:
        """Return the snapshot that answers."""
        return self.layers[0].snapshot

    @cached_property
    def listings(self) -> pd.DataFrame:
        """Return the entries that count, with a column ``on_day``, in the order of the files."""
        import pandas as pd

        frames = []
        for layer in self.layers:
            numbers = [n for n in range(len(layer.codes)) if layer.holds(n)]
            held = layer.snapshot.listings.iloc[numbers].copy()
            held["on_day"] = pd.Series([layer.said(n) for n in numbers], index=held.index,
                                       dtype="str")  # fmt: skip
            frames.append(held)
        return pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]

    def counts(self) -> dict[str, int]:
        """Return how many entries count, and how many are left out because of their dates."""
        return {
            "entries": sum(one.count(spans.LISTED, spans.UNSTATED, spans.PERHAPS, spans.REMOVED)
                           for one in self.layers),
            "listed after the day": sum(one.count(spans.AFTER) for one in self.layers),
        }  # fmt: skip

    def _card_(self) -> Card:
        from osint_helpers.screening import cards

        return cards.view(self)


@dataclass(frozen=True, repr=False)
class NoList(Carded):
    """No snapshot answers for a day: an answer of its own, and never an empty result.

    Attributes
    ----------
    list, day
        The question.
    text
        Why: which snapshots there are.
    """

    list: str
    day: date
    text: str

    @property
    def basis(self) -> str:
        """Return :data:`NONE`."""
        return NONE

    def _card_(self) -> Card:
        from osint_helpers.screening import cards

        return cards.no_list(self)


def as_of(snapshots: Iterable[Snapshot], list: str, day: date | str) -> View | NoList:  # noqa: A002
    """Return what a list said on a day.

    The newest snapshot that is certainly not later than the day answers. Beside it, or alone,
    the next later snapshot is read by the dates of its entries.

    Parameters
    ----------
    snapshots
        Of any lists, in any order; a file of one day counts once.
    list
        Name of the list.
    day
        A whole day.

    Raises
    ------
    ScreeningError
        When `day` is no day.
    """
    asked = day if isinstance(day, date) else _day(day)
    held = _distinct(one for one in snapshots if one.list == list)
    # files of one day: a whole one before one that is not, then by hash
    order = sorted(held, key=lambda one: (one.days[1], one.complete, one.sha256))
    before = [one for one in order if one.days[1] <= asked]
    after = [one for one in order if one.days[1] > asked]
    dated = [one for one in after if one.spans.any_listed]
    if before:
        return _with_earlier(before[-1], order, after[0] if after else None, asked)
    if dated:
        return _by_dates(dated[0], asked)
    return NoList(list, asked, _why_none(list, asked, after))


def _distinct(snapshots: Iterable[Snapshot]) -> Iterable[Snapshot]:
    """Return each file of a day once, the reading that is whole before another.

    A list that did not change between two days is two snapshots with one hash.
    """
    held: dict[tuple[str, str], Snapshot] = {}
    for one in snapshots:
        known = held.setdefault((one.sha256, one.list_date), one)
        if one.complete and not known.complete:
            held[one.sha256, one.list_date] = one
    return held.values()


def _day(text: str) -> date:
    found = DateInterval.of_text(text)
    if found.earliest is None or found.earliest != found.latest:
        raise ScreeningError(f"{text!r} is no day", advice="YYYY-MM-DD")
    return found.earliest


def _with_earlier(
    main: Snapshot, order: Sequence[Snapshot], later: Snapshot | None, day: date
) -> View:
    age = (day - main.days[0]).days
    basis = SAME_DAY if age == 0 else EARLIER
    text = f"{basis}: {main.cite()}"
    if age:
        unknown = main.days[0] != main.days[1]
        text += f"; {'up to ' if unknown else ''}{_counted(age)} older than {day}"
    same = sum(one.days == main.days for one in order) - 1
    text += f"; {same} more of the same date not used" if same else ""
    layers = [Layer(main, main.spans.on(day, later=False))]
    left = ""
    if age and later is not None:
        extra = _since(main, later, day)
        layers.append(extra)
        found = extra.count(spans.LISTED, spans.PERHAPS, spans.UNSTATED, spans.REMOVED)
        text += f"; {found:,} entries it does not have added from {later.cite()}, by their dates"
        left = (f"what was listed and removed again between {main.list_date} and "
                f"{later.list_date} is in neither")  # fmt: skip
    elif age:
        left = f"what was listed or removed between {main.list_date} and {day} is not told"
    return View(main.list, day, basis, tuple(layers), text, left)


def _since(main: Snapshot, later: Snapshot, day: date) -> Layer:
    """Return the entries of a later list that came after the earlier one, perhaps by the day."""
    import numpy as np

    codes = later.spans.on(day, later=True)
    known = np.fromiter((ref in main.refs for ref in later.listings["authority_ref"]), dtype=bool,
                        count=len(codes))  # fmt: skip
    codes[known] = -1
    # not on the earlier list, on the later one: it came between them, on which side is unknown
    codes[codes == spans.UNSTATED] = spans.PERHAPS
    return Layer(later, codes, later=True)


def _by_dates(later: Snapshot, day: date) -> View:
    layer = Layer(later, later.spans.on(day, later=True), later=True)
    text = (
        f"{LATER}: {later.cite()}; of its {len(later.listings):,} entries "
        f"{layer.count(spans.AFTER):,} are listed after {day} and left out, "
        f"{layer.count(spans.UNSTATED):,} state no date"
    )
    left = f"what was removed between {day} and {later.list_date} is not in it"
    return View(later.list, day, LATER, (layer,), text, left)


def _why_none(name: str, day: date, after: Sequence[Snapshot]) -> str:
    if not after:
        return f"{NONE}: no snapshot of {name} is at hand"
    told = f"{after[0].cite()} is later than {day}"
    if after[0].days[0] <= day:
        told = f"{after[0].cite()} may be later than {day}"
    return f"{NONE}: {told}, and none of its entries states a date of listing"


def _counted(days: int) -> str:
    return f"{days} day" if days == 1 else f"{days} days"

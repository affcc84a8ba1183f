"""Cells of the journey: every version a claim gives, side by side, none preferred in silence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case.tables import LEG_PREDICATES, NOT_PUBLISHED, TIME_PREDICATES
from osint_helpers.dates import DateInterval
from osint_helpers.errors import CaseError
from osint_helpers.journey.readings import is_distortion, records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from osint_helpers.case.model import Case

# Certainties below a plain report; a reader must see them beside the value.
_WEAK: Final = ("inferred", "alleged", "denied", "computed")
# A plan and an event are two facts, so these pairs are never two versions of one cell.
_PLAN_OF: Final = {"scheduled_departure": "departed", "scheduled_arrival": "arrived"}


@dataclass(frozen=True)
class Version:
    """One version of a cell.

    Attributes
    ----------
    value
        The value of the claim: a place or entity id, a date string or plain text.
    text
        The value for print: names for ids, `DateInterval.text` for dates.
    claims, certainty
        The claims that give this version, in file order, and all their certainties.
    interval
        The date of the version; ``None`` when the predicate is no time or no date is given.
    chosen
        ``True`` or ``False`` where ``resolutions.csv`` chooses, else ``None``.
    distortion
        A known wrong or raised statement (``d_…``): shown only as contradicted.
    known
        ``"certain"`` or ``"possible"`` when the cell was asked for as known on a day.
    """

    value: str
    text: str
    claims: tuple[str, ...]
    certainty: tuple[str, ...]
    interval: DateInterval | None = None
    chosen: bool | None = None
    distortion: bool = False
    known: str = ""

    @property
    def doubts(self) -> tuple[str, ...]:
        """Return what weakens the version: ``contradicted`` for a distortion, else certainties.

        Certainties are named only when every claim behind the version is a weak one.
        """
        if self.distortion:
            return ("contradicted",)
        weak = tuple(c for c in _WEAK if c in self.certainty)
        return weak if len(weak) == len(self.certainty) else ()

    @property
    def qualified(self) -> str:
        """Return the text with what weakens it: ``"5 October 2018 (inferred)"``."""
        return qualify(self.text, self.doubts)


@dataclass(frozen=True)
class Cell:
    """All versions of one subject and predicate.

    Attributes
    ----------
    predicate
        The word the versions answer to.
    versions
        In file order of their first claim, distortions last.
    disputed
        The sound versions cannot all hold, or a sound claim outside the cell contradicts one.
    against
        Claims outside the cell that contradict one in it.
    """

    predicate: str
    versions: tuple[Version, ...] = ()
    disputed: bool = False
    against: tuple[str, ...] = ()

    @property
    def sound(self) -> tuple[Version, ...]:
        """Return the versions that are no distortions."""
        return tuple(v for v in self.versions if not v.distortion)

    @property
    def claims(self) -> tuple[str, ...]:
        """Return every claim of the cell once, version by version."""
        return tuple(dict.fromkeys(c for v in self.versions for c in v.claims))

    @property
    def sound_claims(self) -> tuple[str, ...]:
        """Return the claims of the sound versions, once each."""
        return tuple(dict.fromkeys(c for v in self.sound for c in v.claims))

    @property
    def text(self) -> str:
        """Return every version joined by ``" / "``; ``"not published"`` without a sound one.

        A distortion is followed by ``(contradicted)``, because it may be shown no other way;
        one that prints the same as a sound version (it is wrong in another cell) is left out.
        """
        return " / ".join([*([v.text for v in self.sound] or [NOT_PUBLISHED]), *self._wrong()])

    @property
    def qualified(self) -> str:
        """Return `text` with each weak version marked, and ``(disputed)`` where it is."""
        parts = [v.qualified for v in self.sound] or [NOT_PUBLISHED]
        if self.disputed:
            last = self.sound[-1]
            parts[-1] = qualify(last.text, (*last.doubts, "disputed"))
        return " / ".join([*parts, *self._wrong()])

    def _wrong(self) -> list[str]:
        """Return the distortions in print, without those that repeat a sound version."""
        said = {v.text for v in self.sound}
        return [v.qualified for v in self.versions if v.distortion and v.text not in said]

    def intervals(self) -> tuple[DateInterval, ...]:
        """Return the dates of the sound versions that carry one."""
        return tuple(v.interval for v in self.sound if v.interval is not None)


def qualify(text: str, doubts: Iterable[str]) -> str:
    """Return a text with its doubts in one bracket."""
    words = ", ".join(doubts)
    return f"{text} ({words})" if words else text


def names(case: Case) -> dict[str, str]:
    """Return id -> printed name for places, entities and items of the case."""
    tables = ((case.items, "item"), (case.entities, "entity"), (case.places, "place"))
    return {row[key]: row["name"] for frame, key in tables for row in records(frame)}


def interval_of(row: Mapping[str, Any]) -> DateInterval:
    """Return the date interval of a reading or claim row."""
    return DateInterval.parse(
        row["date_from"], row["date_to"], row["precision"], row["time_basis"] or "not stated"
    )


def cells_of(
    case: Case,
    rows: list[dict[str, Any]],
    known: Mapping[str, str] | None = None,
    *,
    partial: bool = False,
) -> dict[tuple[str, str], Cell]:
    """Pivot readings to cells.

    Parameters
    ----------
    case
        For names, contradictions and resolutions.
    rows
        Rows of `readings` as dictionaries, in their order.
    known
        Claim -> ``"certain"`` or ``"possible"``; other claims are then left out, together
        with contradictions and resolutions that rest on them.
    partial
        `rows` are some readings of a cell only: a resolution may then name a claim outside.

    Returns
    -------
    dict
        ``(subject, predicate)`` -> cell.

    Raises
    ------
    CaseError
        When ``resolutions.csv`` chooses a distortion, or a claim that is not in the cell.
    """
    if known is not None:
        rows = [row for row in rows if row["claim"] in known]
    grouped: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault((row["subject"], row["predicate"]), []).append(row)
    chosen = {} if known is not None else _resolutions(case, grouped, partial)
    label = names(case)
    cells = {
        key: Cell(key[1], _versions(found, label, known or {}, chosen.get(key, "")))
        for key, found in grouped.items()
    }
    against = _against(case, rows, cells)
    return {
        key: Cell(cell.predicate, cell.versions, _differ(cell) or key in against,
                  tuple(sorted(against.get(key, set()))))
        for key, cell in cells.items()
    }  # fmt: skip


def leg_cells(
    cells: Mapping[tuple[str, str], Cell], leg: str, extra: Iterable[str] = ()
) -> dict[str, Cell]:
    """Return the cells of one leg: every leg predicate, empty where nothing is published."""
    own = [predicate for subject, predicate in cells if subject == leg]
    wanted = dict.fromkeys([*LEG_PREDICATES, *extra, *own])
    return {p: cells.get((leg, p), Cell(p)) for p in wanted}


def _versions(
    rows: list[dict[str, Any]], label: dict[str, str], known: Mapping[str, str], chosen: str
) -> tuple[Version, ...]:
    """Group the readings of one cell by what they say; distortions stay apart and last."""
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(_same(row), []).append(row)
    made = [_version(group, label, known, chosen) for group in groups.values()]
    return tuple(sorted(made, key=lambda version: version.distortion))


def _same(row: dict[str, Any]) -> tuple[Any, ...]:
    """Return what two readings must share to be one version."""
    if row["predicate"] in TIME_PREDICATES:
        when = interval_of(row)
        if when.latest is not None:
            return (row["distortion"], when.earliest, when.latest, when.precision)
    return (row["distortion"], " ".join(row["value"].casefold().split()))


def _version(
    group: list[dict[str, Any]], label: dict[str, str], known: Mapping[str, str], chosen: str
) -> Version:
    """Make one version of readings that say the same."""
    first = group[0]
    claims = tuple(dict.fromkeys(row["claim"] for row in group))
    timed = first["predicate"] in TIME_PREDICATES
    when = interval_of(first) if timed else None
    dated = when is not None and when.latest is not None
    text = when.text() if when is not None and dated else label.get(first["value"], first["value"])
    states = {known[c] for c in claims if c in known}
    return Version(
        value=first["value"],
        text=text or (when.text() if when is not None else "stated without a value"),
        claims=claims,
        certainty=tuple(dict.fromkeys(row["certainty"] for row in group)),
        interval=when if dated else None,
        chosen=chosen in claims if chosen else None,
        distortion=bool(first["distortion"]),
        known="certain" if "certain" in states else "possible" if states else "",
    )


def _differ(cell: Cell) -> bool:
    """Tell whether the sound versions cannot all hold.

    Dates differ when no day fits both: "June 2018" and "14 June 2018" can both be true.
    Other values differ when their text does.
    """
    sound = cell.sound
    for n, one in enumerate(sound):
        for other in sound[n + 1 :]:
            if one.interval is None or other.interval is None:
                return True
            if one.interval.overlaps(other.interval) is False:
                return True
    return False


def _resolutions(
    case: Case, grouped: Mapping[tuple[str, str], list[dict[str, Any]]], partial: bool
) -> dict[tuple[str, str], str]:
    """Return ``(subject, predicate)`` -> chosen claim, each held against its cell."""
    chosen: dict[tuple[str, str], str] = {}
    for n, row in enumerate(records(case.resolutions)):
        key, claim = (row["subject"], row["predicate"]), row["chosen_claim"]
        outside = claim not in {r["claim"] for r in grouped.get(key, [])}
        if outside and partial:
            continue
        if outside or is_distortion(claim):
            raise CaseError(
                f"the chosen claim {claim!r} is no sound version of {key[0]} {key[1]}",
                advice="choose a claim with a reading in that cell that is no distortion",
                file="resolutions.csv", row=n + 2, column="chosen_claim",
            )  # fmt: skip
        chosen[key] = claim
    return chosen


def _against(
    case: Case, rows: list[dict[str, Any]], cells: Mapping[tuple[str, str], Cell]
) -> dict[tuple[str, str], set[str]]:
    """Return the cells that a recorded contradiction makes disputed, and by which claims.

    A contradiction of two claims lies in the cells they both fill with different versions;
    where they share none, in the main cell of each and in the cells of other subjects with
    the same predicate (the consignor a firm is, the consignor a leg has). Distortions
    contradict no sound claim, and a plan does not contradict an event: both are listed by
    `contradictions` only.
    """
    filled: dict[str, list[tuple[str, str]]] = {}  # a claim's main cell comes first
    for row in rows:
        filled.setdefault(row["claim"], []).append((row["subject"], row["predicate"]))
    found: dict[tuple[str, str], set[str]] = {}
    for pair in records(case.contradictions):
        one, other = pair["claim"], pair["other"]
        if is_distortion(one) or is_distortion(other) or not {one, other} <= filled.keys():
            continue
        shared = [key for key in filled[one] if key in filled[other]]
        for key in shared:
            if _apart(cells[key], one, other):
                found.setdefault(key, set())
        if not shared and not _plan(filled[one][0][1], filled[other][0][1]):
            for claim, opponent in ((one, other), (other, one)):
                for key in _like_main(filled[claim]):
                    found.setdefault(key, set()).add(opponent)
    return found


def _like_main(cells: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the cells of a claim that have the predicate of its first one."""
    return [key for key in cells if key[1] == cells[0][1]]


def _apart(cell: Cell, one: str, other: str) -> bool:
    """Tell whether two claims stand in different versions of a cell."""
    return not any(one in v.claims and other in v.claims for v in cell.versions)


def _plan(one: str, other: str) -> bool:
    """Tell whether one predicate is the plan of the event the other states."""
    return _PLAN_OF.get(one) == other or _PLAN_OF.get(other) == one

"""Tables of tracks: what quality took out, the events themselves, two engines side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.errors import ExhibitError
from osint_helpers.evidence.plain import plain
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common
from osint_helpers.exhibits.trackmap import reading

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.tracks.columns import Column

TOLERANCE: Final = 1e-6  # floats of two engines may differ by this, in the unit of the column
_LONGEST: Final = 300  # characters of one cell
_LONGEST_NOTE: Final = 10_000
_WORDS: Final = {
    "event": "event id", "text": "in words", "mmsi": "MMSI", "mmsi a": "MMSI a",
    "mmsi b": "MMSI b", "lat": "latitude", "lon": "longitude",
}  # fmt: skip
# What is printed when no columns are named; of these, columns with nothing in them are left out.
PRINTED: Final = {
    "gap": ("mmsi", "text", "hours", "distance_nm", "implied_kn", "off_receiver", "on_receiver",
            "fixes_before", "terrestrial_before", "satellite_before", "event"),
    "port call": ("mmsi", "text", "hours", "port_name", "port_country", "port_km", "fixes", "open",
                  "confidence", "event"),
    "encounter": ("mmsi_a", "mmsi_b", "text", "hours", "closest_m", "median_m", "median_kn",
                  "port", "port_km", "event"),
    "loitering": ("mmsi", "text", "hours", "mean_kn", "shore_nm", "port_km", "fixes", "event"),
    "identity conflict": ("mmsi", "conflict", "text", "other", "value", "other_value", "event"),
}  # fmt: skip
_KEPT: Final = ("mmsi", "mmsi_a", "mmsi_b", "text", "event")
DIGITS: Final = {"degree": 5, "h": 2, "nm": 1, "kn": 1, "km": 2, "m": 0}


def events_table(
    events: Any,  # noqa: ANN401  (Events)
    exhibit_id: str,
    *,
    columns: Sequence[str] = (),
    limit: int = 20,
    title: str = "",
    caption: str = "",
    stamp: str = "",
) -> Exhibit:
    """Return events as a table: columns of their kind with units, the sentence, the id.

    Parameters
    ----------
    events
        `Events` of one kind.
    columns
        Names of columns in order; by default those of :data:`PRINTED` that hold anything.
    limit
        Rows printed at most; how many there are is always said.

    Raises
    ------
    ExhibitError
        When the events have no such column.
    """
    kind = reading.kind_of(events)
    known = {one.name: one for one in described(events)}
    names = list(columns) or _printed(events.frame.head(limit), kind, set(known))
    strange = [name for name in names if name not in known]
    if strange:
        raise ExhibitError(f"events of the kind {kind} have no column {strange[0]!r}",
                           advice=f"they have {', '.join(known)}")  # fmt: skip
    rows = reading.rows(events)
    printed = rows[:limit]
    body = [[_cell(row[name], known[name]) for name in names] for row in printed]
    empty: list[Cell | str] = [cell(f"no {kind} under this rule"), *[""] * (len(names) - 1)]
    note = (
        f"{len(printed):,} of {len(rows):,} events printed, in order of {_order(events)}. "
        f"{reading.provenance([events])} What it does not show: "
        + " ".join(f"({n}) {text}" for n, text in enumerate(reading.limits([events]), start=1))
    )
    plural = kind.capitalize() + "s" * (kind != "loitering")
    return common.build(
        exhibit_id, title or plural, caption,
        {name: _label(known[name]) for name in names}, body or [empty],
        widths={name: "30%" for name in names if name == "text"},
        provenance=plain(note, _LONGEST_NOTE), stamp=stamp,
    )  # fmt: skip


def _printed(frame: pd.DataFrame, kind: str, known: set[str]) -> list[str]:
    """Return the columns that hold anything; counts by receiver say nothing without receivers."""
    silent = kind == "gap" and not (_holds(frame["off_receiver"]) or _holds(frame["on_receiver"]))
    return [
        name
        for name in PRINTED[kind]
        if name in known
        and (name in _KEPT or _holds(frame[name]))
        and not (silent and name in {"terrestrial_before", "satellite_before"})
    ]


def _holds(values: Any) -> bool:  # noqa: ANN401  (a column)
    return bool((values.notna() & (values.astype(str) != "")).any())


def described(events: Any) -> list[Column]:  # noqa: ANN401
    """Return the columns of events that their kind names and the frame has."""
    from osint_helpers.tracks.columns import EVENTS

    named = EVENTS[reading.kind_of(events).replace(" ", "_")]
    return [one for one in named if one.name in events.frame.columns]


def _order(events: Any) -> str:  # noqa: ANN401
    first = "track" if "track" in events.frame.columns else "vessels"
    return f"{first} and time"


def _label(column: Column) -> str:
    words = column.name.removesuffix("_t").replace("_", " ")
    for unit in ("kn", "nm", "km", "h", "m"):
        words = words.removesuffix(f" {unit}") if column.unit == unit else words
    words = _WORDS.get(words, words)
    unit = {"degree": "", "": ""}.get(column.unit, f", {column.unit}")
    unit = ", UTC" if column.type == "time" else unit
    return f"{words[:1].upper()}{words[1:]}{unit if not words.endswith('hours') else ''}"


def _cell(value: Any, column: Column) -> Cell | str:  # noqa: ANN401
    if value is None or value == "":
        return ""
    if column.type == "time":
        return reading.when(value)
    if column.type == "number":
        return f"{float(value):.{DIGITS.get(column.unit, 3)}f}"
    if column.type == "integer":
        return str(value) if column.name.startswith("track") else f"{int(value):,}"
    return plain(str(value), _LONGEST)


def quality_table(
    store: Any,  # noqa: ANN401  (a Store)
    exhibit_id: str,
    *,
    title: str = "What the quality step read, kept and took out",
    caption: str = "",
    stamp: str = "",
) -> Exhibit:
    """Return what a store was made of: rows read, kept, and taken out, by reason."""
    manifest = store.manifest
    rows = [
        [str(row.reason), f"{row.rows:,}", f"{row.share:.4%}",
         "taken out" if row.removed else "kept",
         "what every search reads" if row.reason == "kept" else str(row.about)]
        for row in store.quality().itertuples()
    ]  # fmt: skip
    files = "; ".join(
        f"{one['name']} ({one['rows']:,} rows, SHA-256 {one['sha256']})"
        for one in manifest["inputs"]
    )
    columns = {"reason": "What was found", "rows": "Rows", "share": "Share of all rows",
               "state": "What became of them", "about": "In words"}  # fmt: skip
    rule = ", ".join(f"{key} = {value}" for key, value in sorted(manifest["rule"].items()))
    note = (
        f"{manifest['rows_in']:,} rows read; {manifest['rows']:,} positions of "
        f"{manifest['vessels']:,} vessels kept, as {manifest['tracks']:,} tracks. Derived: "
        f"osint_helpers.tracks.import_positions; store {store.id}; inputs {files}; "
        f"QualityRule({rule}). Every row taken out is kept in the store with its reason."
    )
    return common.build(exhibit_id, title, caption, columns, rows, widths={"about": "40%"},
                        provenance=plain(note, _LONGEST_NOTE), stamp=stamp)  # fmt: skip


def comparison_table(
    pairs: Sequence[tuple[Any, Any]],
    exhibit_id: str,
    *,
    title: str = "The same events computed by two engines",
    caption: str = "",
    stamp: str = "",
) -> Exhibit:
    """Return for each kind how many events two engines found, and in what they differ.

    Parameters
    ----------
    pairs
        Pairs of `Events` of one kind, one rule and the same inputs.

    Raises
    ------
    ExhibitError
        When two of a pair are not the same question.
    """
    body = [[plain(text, _LONGEST) for text in _compared(a, b)] for a, b in pairs]
    if not body:
        raise ExhibitError("there is nothing to compare", advice="give pairs of events")
    columns = {
        "kind": "Events", "engines": "Engines", "first": "Found by the first",
        "second": "Found by the second", "keys": "Differing keys", "texts": "Differing cells",
        "numbers": "Largest difference of a number",
    }  # fmt: skip
    note = (
        f"{reading.provenance([a for a, _ in pairs])} A key is the id of an event: kind, rule, "
        f"inputs, vessels and times. Cells are texts, times and whole numbers, compared exactly; "
        f"other numbers count as the same up to {TOLERANCE:g} of their unit."
    )
    return common.build(exhibit_id, title, caption, columns, body,
                        provenance=plain(note, _LONGEST_NOTE), stamp=stamp)  # fmt: skip


def _compared(a: Any, b: Any) -> list[str]:  # noqa: ANN401
    for name in ("kind", "rule", "inputs"):
        if getattr(a, name) != getattr(b, name):
            raise ExhibitError(f"the {name} of the two differ: they answer two questions",
                               advice="compare the same search on two engines")  # fmt: skip
    one, two = a.frame.set_index("event"), b.frame.set_index("event")
    common_ids = one.index.intersection(two.index)
    keys = len(one.index.symmetric_difference(two.index))
    cells, largest, where = 0, 0.0, ""
    for column in described(a):
        if column.name == "event":
            continue
        left, right = one.loc[common_ids, column.name], two.loc[common_ids, column.name]
        if column.type == "number":
            cells += int((left.isna() != right.isna()).sum())
            apart = (left - right).abs().max()
            if apart > largest:
                largest, where = float(apart), f" ({column.unit}, {column.name})"
        else:
            same = (left == right) | (left.isna() & right.isna())
            cells += int((~same.fillna(False).astype(bool)).sum())
    said = "0" if largest == 0 else f"at most {TOLERANCE:g}" if largest <= TOLERANCE else (
        f"{largest:.3g}{where}"
    )  # fmt: skip
    engines = f"{reading.engine_text(a)} and {reading.engine_text(b)}"
    return [reading.kind_of(a), engines, f"{len(one):,}", f"{len(two):,}", f"{keys:,}",
            f"{cells:,}", said]  # fmt: skip

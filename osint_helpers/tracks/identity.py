"""Identity conflicts: what cannot be true of one ship at once, each with both values and times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Carded
from osint_helpers._json import canonical
from osint_helpers.errors import ReferenceDataError, TracksError
from osint_helpers.identifiers import check_imo
from osint_helpers.tracks import identities as static
from osint_helpers.tracks import identity_checks as checks
from osint_helpers.tracks import identity_kernels as kernels
from osint_helpers.tracks.columns import mmsi_text
from osint_helpers.tracks.engines import Engine, chosen
from osint_helpers.tracks.events import Events, asked, identify, typed
from osint_helpers.tracks.positions import of, sha256

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.tracks.positions import Positions

KEY: Final = ("conflict", "kind", "track", "other", "first_t", "last_t", "value", "other_value")
LIMITS: Final = (
    (
        "A conflict says that two statements do not fit one ship. It does not say which is wrong, "
        "nor why: typing errors, second-hand equipment and default settings are common."
    ),
    (
        "Static data are what was entered on board and the times those of the messages; a register "
        "is as of its own day."
    ),
    (
        "Two places at once are found only among tracks that were split into hulls before "
        "(import_positions); without that every MMSI is one track."
    ),
    "Rows of the kind change are information: names, call signs, flags and owners change lawfully.",
)


@dataclass(frozen=True)
class IdentityRule(Carded):
    """Thresholds of identity conflicts.

    Attributes
    ----------
    length_m, width_m
        Dimensions of a track that differ by more than this are a conflict, metres. AIS sends whole
        metres from the antenna to bow, stern and sides (ITU-R M.1371, message 5), so moving the
        reference point or rounding makes a few metres; 10 and 5 are a choice of this project.
    changes
        Whether changes of name, call sign and ship type are told as rows of the kind ``change``.
    """

    length_m: float = 10.0
    width_m: float = 5.0
    changes: bool = True

    def __post_init__(self) -> None:
        for name in ("length_m", "width_m"):
            if not 0 <= getattr(self, name) <= 1000:
                raise TracksError(f"{name} is {getattr(self, name)}", column=name,
                                  advice="metres, 0 to 1000")  # fmt: skip


def identity_conflicts(
    positions: Positions,
    rule: IdentityRule | None = None,
    *,
    identities: pd.DataFrame | None = None,
    registry: pd.DataFrame | None = None,
    engine: str | Engine = "duckdb",
) -> Events:
    """Return what cannot be true of one ship at once.

    Parameters
    ----------
    positions
        ``Store``, DataFrame or Parquet (``tracks.positions.of``).
    rule
        Thresholds; ``IdentityRule()`` when not given.
    identities
        Static data as sent (``tracks.identities.COLUMNS``); of a ``Store``, its own when not given.
        Without any, only MMSIs and places are checked.
    registry
        ``imo`` and ``flag`` (a country in words or its alpha-2), ``name`` or both.
    engine
        ``"duckdb"``, ``"spark"``, or an engine made before.

    Returns
    -------
    Events
        Columns of ``tracks.columns.IDENTITY``; ``kind`` is ``identity_conflict`` or ``change``.
        What was not checked is counted in ``limits``.

    Raises
    ------
    TracksError
        When positions, identities or registry cannot be used.
    """
    import pandas as pd

    rule = asked(rule, IdentityRule)
    source = of(positions)
    if identities is None and hasattr(positions, "identities"):
        identities = positions.identities()
    given = pd.DataFrame(columns=list(static.COLUMNS)) if identities is None else identities
    rows = static.checked(given)
    known, counts = _registry(registry)
    with chosen(engine) as running:
        held = running.run(kernels.spans, {"positions": source}).to_pandas()
        found = [_two_places(row) for row in _overlaps(held, running, source)]
        name = running.name
    found += checks.mmsi_numbers(held.sort_values("track"))
    found += _static(rows, rule, known)
    inputs = (source.digest, _digest(rows), sha256([canonical(sorted(known.items())).encode()]))
    frame = pd.DataFrame(found, columns=list(checks.Conflict._fields))
    frame["mmsi"] = [mmsi_text(track) for track in frame["track"].tolist()]
    made = identify(typed(frame, "identity_conflict"), "identity_conflict", rule, inputs, KEY)
    limits = (*LIMITS, *_counted(rows, identities is None), *counts)
    return Events("identity_conflict", made, rule, inputs, name, limits)


def _static(
    rows: pd.DataFrame, rule: IdentityRule, known: dict[str, tuple[str, str]]
) -> list[checks.Conflict]:
    found = [*checks.imo_digits(rows), *checks.imo_on_two(rows), *checks.several_imos(rows)]
    found += checks.dimensions(rows, {"length_m": rule.length_m, "width_m": rule.width_m})
    found += checks.registry(rows, known)
    if rule.changes:
        for name in ("name", "callsign", "ship_type"):
            found += checks.changes(rows, name)
    return found


def _overlaps(held: pd.DataFrame, engine: Engine, source: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """Return the rows of `two_places`; the search is left out when no MMSI has two tracks."""
    if not (held["track"] // 100).duplicated().any():
        return []
    table = engine.run(kernels.two_places, {"positions": source})
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def _two_places(row: dict[str, Any]) -> checks.Conflict:
    mmsi, km = mmsi_text(row["track_a"]), row["mm"] / 1e6
    seconds = (row["t_2"] - row["t_1"]) / 1e6
    ends = {row[f"track_{n}"]: f"{_place(row, n)} at {_second(row[f't_{n}'])}" for n in (1, 2)}
    one, two = ends[row["track_a"]], ends[row["track_b"]]
    text = (
        f"MMSI {mmsi} received from two hulls in the same time: {one} and {two}, {km:.1f} km and "
        f"{seconds:.0f} s apart; {row['changes']} changes from one to the other"
    )
    other = f"MMSI {mmsi} hull {row['track_b'] % 100}"
    return checks.Conflict(
        checks.CONFLICT, "two_places", row["track_a"], other, row["start_us"], row["end_us"], one,
        two, text,
    )  # fmt: skip


def _place(row: dict[str, Any], n: int) -> str:
    lat, lon = row[f"lat_{n}"], row[f"lon_{n}"]
    return f"{abs(lat):.4f} {'S' if lat < 0 else 'N'} {abs(lon):.4f} {'W' if lon < 0 else 'E'}"


def _second(t_us: int) -> str:
    import numpy as np

    return str(np.datetime64(t_us // 1_000_000, "s")).replace("T", " ") + " UTC"


def _registry(registry: pd.DataFrame | None) -> tuple[dict[str, tuple[str, str]], tuple[str, ...]]:
    """Return IMO number -> (flag, name), and how many rows could not be used."""
    if registry is None:
        return {}, ()
    from osint_helpers import reference

    if "imo" not in registry or not {"flag", "name"} & set(registry.columns):
        raise TracksError("the registry needs imo and flag or name", column="imo",
                          advice="rename its columns")  # fmt: skip
    known: dict[str, tuple[str, str]] = {}
    bad = flags = twice = 0
    for _, row in registry.iterrows():
        check = check_imo(str(row["imo"]))
        if not check.valid:
            bad += 1
            continue
        flag, name = (_cell(row.get(one)) for one in ("flag", "name"))
        if flag:
            try:
                flag = reference.country(flag).alpha2
            except ReferenceDataError:
                flag, flags = "", flags + 1
        if check.normal in known and known[check.normal] != (flag, name):
            twice += 1
            continue
        known[check.normal] = (flag, name)
    said = (
        f"Registry: {len(known)} ships; left out: {bad} rows whose IMO number fails, {twice} that "
        f"say otherwise than an earlier row of the same number; {flags} flags are no country."
    )
    return known, (said,)


def _cell(value: Any) -> str:  # noqa: ANN401  (a cell of any table)
    return "" if value is None or value != value else str(value).strip()  # noqa: PLR0124  (NaN)


def _counted(rows: pd.DataFrame, none: bool) -> tuple[str, ...]:
    if none:
        return ("No static data were given: IMO numbers, names and dimensions were not checked.",)
    missing = sum(checks.absent(text) for text in rows["imo"])
    return (f"Static data: {len(rows)} rows, {missing} of them without an IMO number (or zero).",)


def _digest(rows: pd.DataFrame) -> str:
    return sha256([canonical(rows.to_numpy(dtype=object).tolist()).encode()])

"""Gaps: times in which a track was not received, and what its receivers had heard before.

A gap is two consecutive positions of one track too far apart in time, as Global Fishing Watch's
pipe-gaps takes it (github.com/GlobalFishingWatch/pipe-gaps). Its reason is not in the data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.errors import TracksError
from osint_helpers.tracks import columns as names
from osint_helpers.tracks import gap_kernels as kernels
from osint_helpers.tracks.engines import Engine, chosen
from osint_helpers.tracks.events import Events, asked, identify, minutes, typed
from osint_helpers.tracks.positions import Source, Steps, microseconds, of, of_arrow
from osint_helpers.tracks.sphere import NM_M, US_PER_H, metres

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.tracks.positions import Positions

KEY: Final = ("track", "off_t", "on_t")
LIMITS: Final = (
    (
        "A gap says that no position in these data lies between two times; it does not say why. A "
        "receiver out of reach, crowded channels, a satellite not overhead, a failed transmitter, "
        "a file with missing hours and a transmitter that does not send all look the same."
    ),
    (
        "Where the ship was in a gap is not in the data; the great circle is the least distance, "
        "not a path, and the implied speed the least speed made good."
    ),
    (
        "A gap open at the start of the window often only means that the ship was elsewhere, one "
        "open at its end that the data stop or that the ship left the area."
    ),
    (
        "Two ships that send one MMSI count as one unless the positions were split into tracks "
        "before; the positions before and after a gap can then be of two ships."
    ),
)


@dataclass(frozen=True)
class GapRule:
    """Thresholds of gaps.

    Attributes
    ----------
    longer_than_h
        Least time between two positions, hours; a pair exactly so far apart is a gap. 6 h is the
        default of the pipeline of GFW's pipe-gaps (its detector alone takes 12 h, as do Welch et
        al. 2022, "Hot spots of unseen fishing vessels").
    before_h
        How many hours before OFF positions are counted in (OFF itself included). 12 h in pipe-gaps
        and in Welch et al., who ask for at least 14 satellite positions there.
    """

    longer_than_h: float = 6.0
    before_h: float = 12.0

    def __post_init__(self) -> None:
        for name in ("longer_than_h", "before_h"):
            value = getattr(self, name)
            if not 0 < value < 1e6:
                raise TracksError(f"{name} is {value}", advice="hours, more than 0", column=name)


def gaps(
    positions: Positions,
    rule: GapRule | None = None,
    *,
    engine: str | Engine = "duckdb",
    window: Any = None,  # noqa: ANN401  (a pair of times of many kinds)
) -> Events:
    """Return the gaps of every track.

    Parameters
    ----------
    positions
        ``Store``, DataFrame or Parquet (``tracks.positions.of``).
    rule
        Thresholds; ``GapRule()`` when not given.
    engine
        ``"duckdb"``, ``"spark"``, or an engine made before.
    window
        (start, end) of the time the positions stand for, with time zone. Default: the store's, else
        from the first to the last of all positions. A track first received ``longer_than_h`` after
        the start has a gap open at the start, one last received as long before the end a gap open
        at the end. An open gap at the start often only means that the ship was elsewhere.

    Returns
    -------
    Events
        Columns of ``tracks.columns.GAPS``. Counts by receiver are missing where the positions do
        not say their receiver; distance and speed are missing for open gaps.

    Raises
    ------
    TracksError
        When the positions cannot be used, or lie outside the window.
    """
    rule = asked(rule, GapRule)
    source = of(positions)
    carry = ("receiver",) if "receiver" in source.names else ()
    with chosen(engine) as running:
        edges = running.run(kernels.edges, {"steps": Steps(source, carry)}, rule).to_pandas()
        span = _span(source, edges, microseconds(window))
        rows = _with_open(edges, rule, span)
        rows = _with_before(rows, source, rule, running)
        name = running.name
    measured = _with_shared(_measured(rows, span), edges)
    frame = identify(typed(measured, "gap"), "gap", rule, _inputs(source, span), KEY)
    return Events("gap", frame, rule, _inputs(source, span), name, LIMITS)


def _inputs(source: Source, span: tuple[int, int] | None) -> tuple[str, ...]:
    return (source.digest, f"{span[0]}/{span[1]}" if span else "")


def _span(
    source: Source, edges: pd.DataFrame, window: tuple[int, int] | None
) -> tuple[int, int] | None:
    """Return the window; refuse one that leaves positions out."""
    if edges.empty:
        return window or source.window
    held = int(edges["on_us"].min()), int(edges["on_us"].max())
    span = window or source.window or held
    if held[0] < span[0] or held[1] > span[1]:
        first, last = minutes(held)
        raise TracksError(
            f"positions from {first} to {last} reach out of the window",
            advice="give a window that holds them, or cut the positions first",
        )
    return span


def _with_open(edges: pd.DataFrame, rule: GapRule, span: tuple[int, int] | None) -> pd.DataFrame:
    """Return the closed gaps and those open at either end of the window, in a total order."""
    import pandas as pd

    start, end = span or (0, 0)
    least = kernels.microseconds(rule.longer_than_h)
    edges = edges.astype({"off_us": "Int64", "on_us": "Int64", "last": "bool"})
    long = (edges["on_us"] - edges["off_us"] >= least).fillna(value=False)
    late = edges["off_us"].isna() & (edges["on_us"] - start >= least)
    early = edges["last"] & (end - edges["on_us"] >= least)
    turned = {
        str(name): str(name).replace("on_", "off_")
        for name in edges.columns
        if str(name).startswith("on_")
    }
    last = (
        edges.loc[early, ["track", *turned]].rename(columns=turned).reindex(columns=edges.columns)
    )
    parts = [
        edges[long].assign(open=""),
        edges[late].assign(open="start"),
        last.astype({"off_us": "Int64", "on_us": "Int64"}).assign(open="end"),
    ]
    rows = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    rows = rows.drop(columns="last")
    return rows.sort_values(["track", "off_us", "on_us"], na_position="first", ignore_index=True)


def _with_before(rows: pd.DataFrame, source: Source, rule: GapRule, engine: Engine) -> pd.DataFrame:
    """Add the counts of positions in the hours before OFF; missing for a gap open at the start."""
    import pandas as pd
    import pyarrow as pa

    known = rows[rows["off_us"].notna()]
    rows = rows.assign(fixes_before=pd.array([pd.NA] * len(rows), dtype="Int64"))
    if known.empty:
        return rows
    off = known["off_us"].astype("int64")
    last = off // kernels.microseconds(rule.before_h)
    halves = [
        pd.DataFrame({"gap": known.index, "track": known["track"], "bin": number, "off_us": off})
        for number in (last, last - 1)
    ]
    table = pa.Table.from_pandas(pd.concat(halves).astype("int64"), preserve_index=False)
    tables = {"gaps": of_arrow(table), "positions": source}
    found = engine.run(kernels.before, tables, rule).to_pandas().set_index("gap").astype("Int64")
    titles = {"fixes": "fixes_before", "terrestrial": "terrestrial_before"}
    found = found.rename(columns={**titles, "satellite": "satellite_before"})
    return rows.assign(**{name: found[name].reindex(rows.index) for name in found})


def _measured(rows: pd.DataFrame, span: tuple[int, int] | None) -> pd.DataFrame:
    """Add length, distance, speed and the sentence."""
    start, end = span or (0, 0)
    off = rows["off_us"].fillna(start).to_numpy("int64")
    on = rows["on_us"].fillna(end).to_numpy("int64")
    hours = (on - off) / US_PER_H
    corners = [
        rows[name].to_numpy("float64") for name in ("off_lat", "off_lon", "on_lat", "on_lon")
    ]
    # rounded at 1e-6 nm, 2 mm: what engines and machines can differ by is below that
    distance = (metres(*corners) / NM_M).round(6)
    states = rows["open"].tolist()
    sentences = zip(minutes(off), minutes(on), hours.tolist(), states, strict=True)
    return rows.assign(
        mmsi=[names.mmsi_text(track) for track in rows["track"].tolist()],
        off_t=rows["off_us"],
        on_t=rows["on_us"],
        hours=hours,
        distance_nm=distance,
        implied_kn=(distance / hours).round(6),
        text=[_text(*sentence) for sentence in sentences],
    )


def _with_shared(rows: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """Say in the sentence that a gap is of one of several tracks with its MMSI.

    Another of them may have been received all the while, and so the MMSI.
    """
    hulls = (edges["track"].drop_duplicates() // 100).value_counts()
    held = hulls[hulls > 1]
    numbers = zip(held.index.tolist(), held.tolist(), strict=True)
    many = {names.mmsi_text(mmsi * 100): n for mmsi, n in numbers}
    if not many:
        return rows
    sentences = [
        text if mmsi not in many else
        f"{text}; one of {many[mmsi]} tracks with this MMSI: another may have been received then"
        for text, mmsi in zip(rows["text"].tolist(), rows["mmsi"].tolist(), strict=True)
    ]  # fmt: skip
    return rows.assign(text=sentences)


def _text(start: str, end: str, hours: float, state: str) -> str:
    within = " within the window" if state else ""
    if state == "start":
        start = f"the start of the window, {start},"
    if state == "end":
        end = f"the end of the window, {end}"
    return f"not received from {start} to {end} ({hours:.1f} h{within})"

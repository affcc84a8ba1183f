"""Gaps: times in which a track was not received, and what its receivers had heard before.

A gap is two consecutive positions of one track too far apart in time, as Global Fishing Watch's
pipe-gaps takes it (github.com/GlobalFishingWatch/pipe-gaps). Its reason is not in the data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Carded
from osint_helpers.errors import TracksError
from osint_helpers.tracks import gap_kernels as kernels
from osint_helpers.tracks import gap_rows
from osint_helpers.tracks.engines import Engine, chosen
from osint_helpers.tracks.events import Events, asked, identify, minutes, typed
from osint_helpers.tracks.positions import Source, Steps, microseconds, of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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
class GapRule(Carded):
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
        edges = gap_rows.edges(running.run(kernels.edges, {"steps": Steps(source, carry)}, rule))
        span = _span(source, edges["on_us"], microseconds(window))
        rows = gap_rows.rows(edges, rule, span)
        if "fixes_before" not in rows:
            rows = gap_rows.with_before(rows, source, rule, running)
        name = running.name
    told = gap_rows.told(rows, edges["track"], span or (0, 0))
    frame = identify(typed(told, "gap"), "gap", rule, _inputs(source, span), KEY)
    return Events("gap", frame, rule, _inputs(source, span), name, LIMITS)


def _inputs(source: Source, span: tuple[int, int] | None) -> tuple[str, ...]:
    return (source.digest, f"{span[0]}/{span[1]}" if span else "")


def _span(
    source: Source, times: NDArray[np.int64], window: tuple[int, int] | None
) -> tuple[int, int] | None:
    """Return the window; refuse one that leaves positions out."""
    if not len(times):
        return window or source.window
    held = int(times.min()), int(times.max())
    span = window or source.window or held
    if held[0] < span[0] or held[1] > span[1]:
        first, last = minutes(held)
        raise TracksError(
            f"positions from {first} to {last} reach out of the window",
            advice="give a window that holds them, or cut the positions first",
        )
    return span

"""Reception around a gap: who else was received near its OFF position while it lasted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from osint_helpers._card import Carded
from osint_helpers.errors import TracksError
from osint_helpers.tracks import cells
from osint_helpers.tracks import columns as names
from osint_helpers.tracks import gap_kernels as kernels
from osint_helpers.tracks.engines import Engine, chosen
from osint_helpers.tracks.events import Events, asked, shaped
from osint_helpers.tracks.positions import of, of_arrow
from osint_helpers.tracks.sphere import NM_M, RADIUS_M

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.tracks.positions import Positions

SAID: Final = (
    "{n} other tracks were received within {r:g} nm of the last position while it lasted: there "
    "was reception then and there, which says nothing about this ship's transmitter"
)
NONE: Final = (
    "no other track was received within {r:g} nm of the last position while it lasted: whether the "
    "area was covered cannot be said"
)


@dataclass(frozen=True)
class CoverageRule(Carded):
    """Parameters of the reception around a gap.

    Attributes
    ----------
    radius_nm
        How near to the OFF position others count, nautical miles. Ours: 10 nm, well within the 20
        to 40 nm over which a coastal station usually hears ships.
    bin_h
        Width of the time bins of the join, hours; it changes no result.
    """

    radius_nm: float = 10.0
    bin_h: float = 6.0

    def __post_init__(self) -> None:
        if not 0 < self.radius_nm <= 600 or not 0 < self.bin_h < 1e5:
            raise TracksError("radius_nm or bin_h is out of range", advice="0 to 600 nm; hours")

    @property
    def cell_deg(self) -> float:
        """Side of the cells of the join: the radius, degrees."""
        return math.degrees(self.radius_nm * NM_M / RADIUS_M)


def coverage(
    positions: Positions,
    gaps: Events,
    rule: CoverageRule | None = None,
    *,
    engine: str | Engine = "duckdb",
) -> pd.DataFrame:
    """Return, for each gap with an OFF position, who else was received near it during the gap.

    Parameters
    ----------
    positions
        Those the gaps were found in, or others of the same area and time.
    gaps
        Events of kind gap.
    rule
        Radius; ``CoverageRule()`` when not given.
    engine
        ``"duckdb"``, ``"spark"``, or an engine made before.

    Returns
    -------
    DataFrame
        Columns of ``tracks.columns.COVERAGE``, one row a gap, in the order of the gaps; counts are
        missing for a gap open at the start. A gap open at the end lasts as long as the positions.

    Raises
    ------
    TracksError
        When the events are not gaps or the positions cannot be used.
    """
    import pandas as pd
    import pyarrow as pa

    if not isinstance(gaps, Events):
        raise TracksError("coverage is asked of gaps", advice="give what tracks.gaps returned")
    if gaps.kind != "gap":
        raise TracksError(f"coverage is asked of gaps, not of {gaps.kind}")
    rule = asked(rule, CoverageRule)
    source = of(positions)
    frame = gaps.frame.reset_index(drop=True)
    known = frame[frame["off_t"].notna()]
    counts = pd.DataFrame(columns=["others", "fixes"], index=frame.index, dtype="Int64")
    if len(known):
        table = pa.Table.from_pandas(_touched(known, rule), preserve_index=False)
        with chosen(engine) as running:
            tables = {"gaps": of_arrow(table), "positions": source}
            found = running.run(kernels.others, tables, rule).to_pandas().set_index("gap")
        counts.loc[known.index] = 0
        counts.update(found.astype("Int64"))
    texts = [
        "" if pd.isna(n) else (SAID if n else NONE).format(n=n, r=rule.radius_nm)
        for n in counts["others"].tolist()
    ]
    rows = pd.DataFrame(
        {
            "event": frame["event"],
            "others_received": counts["others"],
            "others_fixes": counts["fixes"],
            "radius_nm": rule.radius_nm,
            "text": texts,
        }
    )
    return shaped(rows, names.COVERAGE)


def _touched(known: pd.DataFrame, rule: CoverageRule) -> pd.DataFrame:
    """Return a row for every cell and time bin each gap touches."""
    import pandas as pd

    size = kernels.microseconds(rule.bin_h)
    off = known["off_t"].dt.as_unit("us").astype("int64")
    lasted = (known["hours"] * 3.6e9).round().astype("int64")
    cover = cells.cover(known["off_lat"], known["off_lon"], rule.radius_nm * NM_M, rule.cell_deg)
    plain = pd.DataFrame(
        {
            "gap": known.index,
            "track": known["track"].astype("int64"),
            "off_us": off,
            "on_us": off + lasted,
            "lat": known["off_lat"],
            "lon": known["off_lon"],
        }
    ).reset_index(drop=True)
    rows = plain.loc[cover["place"]].reset_index(drop=True)
    rows = rows.assign(cell_lat=cover["cell_lat"], cell_lon=cover["cell_lon"])
    first, last = rows["off_us"] // size, rows["on_us"] // size
    bins = [list(range(a, b + 1)) for a, b in zip(first, last, strict=True)]
    rows = rows.assign(bin=pd.Series(bins, index=rows.index, dtype="object"))
    return rows.explode("bin").astype({"bin": "int64"}).reset_index(drop=True)

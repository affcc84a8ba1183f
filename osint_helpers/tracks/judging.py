"""One bucket of staged rows: duplicates, hulls and strays judged; positions, identities written."""

from __future__ import annotations

# ruff: noqa: S608  (SQL of names and numbers of this room; texts pass mapping.literal)
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from osint_helpers.tracks import hulls, mapping, quality
from osint_helpers.tracks.extras import need
from osint_helpers.tracks.quality import QualityRule

ROW_GROUP: Final = 122_880
_ZSTD: Final = f"(format parquet, compression 'zstd', row_group_size {ROW_GROUP})"
_POSITION: Final = (*mapping.NUMBERS, *mapping.TEXTS, "source", "member", "line")
STATIC: Final = (*mapping.STATIC_TEXTS, *mapping.STATIC_NUMBERS)
TIME: Final = "make_timestamptz(t_us)"
_FEW: Final = 5_000
_NARROW: Final = "rid, mmsi, t_us, lat, lon"


def judge(con: Any, rows: str, rule: QualityRule) -> dict[str, int]:  # noqa: ANN401  (duckdb)
    """Make the table ``verdict`` (rid, n, reason) of the rows that are not simply hull 0.

    Parameters
    ----------
    con
        DuckDB connection.
    rows
        SQL of the staged rows of a bucket.
    rule
        Thresholds.

    Returns
    -------
    dict
        ``disorder`` (rows), ``split`` (MMSIs with more than one hull), ``matched`` (MMSIs and rows
        that went through the matcher).
    """
    con.execute(f"create or replace temp table flagged as {_flagged(rows, rule)}")
    disorder = _disorder(con, rows)
    con.execute(f"create or replace temp table equals as {_equals(rows, rule)}")
    con.execute(
        "create or replace temp table verdict as "
        "select rid, 0::bigint as n, reason from equals where reason is not null"
    )
    con.execute(
        "create or replace temp table needy as "
        "select mmsi from flagged where far union select mmsi from equals where far"
    )
    split = _match(con, rows, rule)
    for name in ("flagged", "equals", "needy"):
        con.execute(f"drop table {name}")
    return {"disorder": disorder, **split}


def _disorder(con: Any, rows: str) -> int:  # noqa: ANN401
    before = (
        "max(t_us) over (partition by mmsi, rid >> 40 order by rid "
        "rows between unbounded preceding and 1 preceding)"
    )
    # only an MMSI whose row numbers fall somewhere in order of time can have such rows
    ships = "select distinct mmsi from flagged where falls"
    found: int = con.execute(
        f"select count(*) from (select t_us, {before} as latest from {rows} "
        f"semi join ({ships}) using (mmsi) where reason is null) where t_us < latest"
    ).fetchone()[0]
    return found


def _flagged(rows: str, rule: QualityRule) -> str:
    """Return SQL: rows at the time of the one before, beyond reach from it, or ahead of it."""
    window = "over (partition by mmsi order by t_us, rid)"
    lagged = ", ".join(
        f"lag({name}) {window} as {name}_1" for name in ("t_us", "lat", "lon", "rid")
    )
    hours = "(t_us - t_us_1) / 3.6e9"
    return (
        "select mmsi, t_us, t_us = t_us_1 as same, rid < rid_1 as falls, "
        f"t_us > t_us_1 and {_apart(rule, hours)} as far "
        f"from (select {_NARROW}, {lagged} from {rows} where reason is null) "
        "where t_us_1 is not null and (same or far or falls)"
    )


def _apart(rule: QualityRule, hours: str) -> str:
    """Return SQL: whether a fix lies beyond what speed and jitter allow from the one before."""
    plane = "mmsi between 111000000 and 111999999"
    reach = (
        f"({rule.jitter_nm} + (case when {plane} then {rule.aircraft_kn} else {rule.speed_kn} end)"
        f" * {hours})"
    )
    # most steps are short: a bound without sines is enough for them
    bound = "60.1 * (abs(lat - lat_1) + abs(lon - lon_1))"
    return (
        f"(case when {bound} <= {reach} then false else {_miles('lat_1', 'lon_1')} > {reach} end)"
    )


def _miles(lat: str, lon: str) -> str:
    half = (
        f"pow(sin(radians(lat - {lat}) / 2), 2) + cos(radians(lat)) * cos(radians({lat})) "
        f"* pow(sin(radians(lon - {lon}) / 2), 2)"
    )
    return f"(2 * 6371.0088 / 1.852 * asin(least(1.0, sqrt({half}))))"


def _equals(rows: str, rule: QualityRule) -> str:
    """Return SQL: of rows with one MMSI and time, which repeat a position and which differ."""
    times = "select distinct mmsi, t_us from flagged where same"
    window = "(partition by mmsi, t_us order by rid)"
    return (
        f"select rid, mmsi, case when twin then {mapping.literal(quality.DUPLICATE)} "
        f"when nth > 1 and not far then {mapping.literal(quality.SAME_TIME)} end as reason, "
        "far and not twin as far from ("
        f"select *, {_miles('lat_0', 'lon_0')} > {rule.jitter_nm} as far from ("
        f"select {_NARROW}, row_number() over {window} as nth, "
        "row_number() over (partition by mmsi, t_us, lat, lon order by rid) > 1 as twin, "
        f"first_value(lat) over {window} as lat_0, first_value(lon) over {window} as lon_0 "
        f"from {rows} semi join ({times}) using (mmsi, t_us) where reason is null))"
    )


def _match(con: Any, rows: str, rule: QualityRule) -> dict[str, int]:  # noqa: ANN401
    """Send the MMSIs with an impossible step through the matcher; add to ``verdict``."""
    import numpy as np

    found = con.execute(
        f"select {_NARROW} from {rows} semi join needy using (mmsi) where reason is null "
        "and rid not in (select rid from verdict) order by mmsi, t_us, rid"
    ).fetchnumpy()
    ends = np.flatnonzero(np.diff(found["mmsi"])) + 1
    bounds = [0, *ends.tolist(), len(found["mmsi"])] if len(found["mmsi"]) else [0]
    split, hull, reason = 0, np.zeros(len(found["mmsi"]), dtype=np.int64), []
    for start, end in pairwise(bounds):
        part = slice(start, end)
        made = hulls.split(int(found["mmsi"][start]), found["t_us"][part], found["lat"][part],
                           found["lon"][part], rule)  # fmt: skip
        hull[part] = made.hull
        reason += made.reason
        split += made.hulls > 1
    pa = need("pyarrow")
    table = pa.table({"rid": found["rid"], "n": hull, "reason": pa.array(reason, pa.string())})
    con.register("matched", table)
    con.execute(
        "insert into verdict select rid, n, nullif(reason, '') from matched "
        "where n > 0 or reason <> ''"
    )
    con.unregister("matched")
    return {"split": split, "matched": len(bounds) - 1, "matched_rows": len(reason)}


def write_positions(con: Any, rows: str, target: Path) -> None:  # noqa: ANN401
    """Write the rows kept, by track and time."""
    texts = _texts(con, rows)
    # a text of few values is sorted as a number; in the file it is text again
    read = {name: f"{name}::osint_{name}" for name, few in texts.items() if few}
    read |= {name: "null::varchar" for name, few in texts.items() if few == 0}
    cells = ", ".join(f"{read.get(name, name)} as {name}" for name in _POSITION)
    ordered = f"select track, t_us, lat, lon, {cells} from ({_kept(rows)}) order by track, t_us"
    # what follows from the key is not carried through the sort
    made = f"track, track // 100 as mmsi, t_us, {TIME} as t, lat, lon, {', '.join(_POSITION)}"
    write(con, f"select {made} from ({ordered})", target)
    for name, few in texts.items():
        if few:
            con.execute(f"drop type osint_{name}")


def _texts(con: Any, rows: str) -> dict[str, int | None]:  # noqa: ANN401
    """Return how many values each text has, None for many; make a type of those with few."""
    names = [*mapping.TEXTS, "source", "member"]
    counts = con.execute(
        f"select {', '.join(f'approx_count_distinct({name})' for name in names)} from {rows}"
    ).fetchone()
    made: dict[str, int | None] = {}
    for name, count in zip(names, counts, strict=True):
        made[name] = count if count <= _FEW else None
        if made[name]:
            con.execute(
                f"create type osint_{name} as enum "
                f"(select distinct {name} from {rows} where {name} is not null order by 1)"
            )
    return made


def write_identities(con: Any, rows: str, target: Path) -> None:  # noqa: ANN401
    """Write one row a track and set of static values."""
    keys = ", ".join(["track", *STATIC])
    given = " or ".join(f"{name} is not null" for name in STATIC)
    write(
        con,
        f"select {keys}, min(t_us) as first_us, max(t_us) as last_us, count(*) as messages "
        f"from ({_kept(rows)}) where {given} group by all order by {keys}",
        target,
    )


def write_removed(con: Any, rows: str, target: Path) -> None:  # noqa: ANN401
    """Write the rows taken out, with the reason, as they stand in the inputs."""
    columns = ", ".join(
        ["rid", "reason", "sent", "case when mmsi > 0 then mmsi end as mmsi", "t_us",
         f"{TIME} as t", "lat", "lon", *mapping.NUMBERS, *mapping.TEXTS, *STATIC, "source",
         "member", "line"]
    )  # fmt: skip
    alone = f"select * from {rows} where reason is not null"
    among = (
        f"select s.* replace (v.reason as reason) from {rows} as s "
        "join verdict v on s.rid = v.rid where s.reason is null and v.reason is not null"
    )
    write(con, f"select {columns} from ({alone} union all {among}) order by rid", target)


def _kept(rows: str) -> str:
    return (
        f"select s.* exclude (reason), s.mmsi * 100 + coalesce(v.n, 0) as track "
        f"from {rows} as s left join verdict v using (rid) "
        "where s.reason is null and v.reason is null"
    )


def write(con: Any, select: str, target: Path) -> None:  # noqa: ANN401
    """Write a query as Parquet."""
    target.parent.mkdir(parents=True, exist_ok=True)
    con.execute(f"copy ({select}) to {mapping.literal(str(target))} {_ZSTD}")

"""Each input as canonical rows with the reason against each, in Parquet, parted by bucket."""

from __future__ import annotations

# ruff: noqa: S608  (SQL of names and numbers of this room; texts pass mapping.literal)
from pathlib import Path
from typing import Any, Final

from osint_helpers.errors import TracksError
from osint_helpers.tracks import csvs, mapping, quality, zones
from osint_helpers.tracks.extras import need
from osint_helpers.tracks.reading import Input, check_same, escaped

CARRIED: Final = (*mapping.NUMBERS, *mapping.TEXTS, *mapping.STATIC_TEXTS, *mapping.STATIC_NUMBERS)
HASH: Final = "(mmsi * 2654435761) % 4294967296"  # Knuth's multiplicative hash
BUCKET: Final = "floor(((mmsi * 2654435761) mod 2^32) * buckets / 2^32)"
_ROW_BITS: Final = 40
_COMMON: Final = "compression 'lz4', row_group_size 122880"


def stage(
    con: Any,  # noqa: ANN401  (duckdb is untyped)
    one: Input,
    number: int,
    target: Path,
    *,
    zone: str | None,
    rule: quality.QualityRule,
    buckets: int,
) -> dict[str, int]:
    """Write one input as staged rows; return its counts.

    Returns
    -------
    dict
        ``rows``, ``zoneless``, ``times`` (rows whose time could be read) and counts by reason.

    Raises
    ------
    TracksError
        When the file breaks, a column has a type that cannot be read, times say no zone and none
        is given, or no row has a time that can be read.
    """
    counts = csvs.Counts()
    relation = _relation(con, one, counts)
    select = _select(one, relation, _types(con, one, relation), number=number, rule=rule, zone=zone)
    target.mkdir(parents=True)
    if buckets > 1:
        part = f"((({HASH}) * {buckets}) >> 32)::int"
        select = f"select *, case when mmsi > 0 then {part} else 0 end as bucket from ({select})"
        into, parted = target, ", partition_by (bucket)"
    else:  # much less work than parting into one part
        (target / "bucket=0").mkdir()
        into, parted = target / "bucket=0" / "data_0.parquet", ""
    written = f"{mapping.literal(str(into))} (format parquet, {_COMMON}{parted})"
    try:
        copy(con, one, f"copy ({select}) to {written}")
    except TracksError as error:
        raise counts.fault or error from error
    check_same(one)
    found = _counts(con, target)
    _judge_times(con, one, target, found, zone)
    if counts.latin_1:
        found[quality.LATIN_1] = counts.latin_1
    return found


def _relation(con: Any, one: Input, counts: csvs.Counts) -> str:  # noqa: ANN401
    """Return SQL of the columns used, with ``osint_row`` and ``osint_malformed``."""
    used = sorted(set(one.columns.values()))
    if one.kind == "parquet":
        names = _names(con, one, used)
        return (
            f"(select {names}, file_row_number + 1 as osint_row, null::varchar as osint_malformed "
            f"from read_parquet({escaped(one.path)}, file_row_number = true, "
            f"hive_partitioning = false))"
        )
    if one.kind == "frame":
        pa = need("pyarrow")
        table = one.table.select(used).rename_columns([_inner(used, name) for name in used])
        numbers = pa.array(range(1, len(table) + 1), pa.int64())
        table = table.append_column("osint_row", numbers)
        con.register("osint_input", table)
    else:
        reader = csvs.batches(one.path, one.header, used, counts)
        con.register("osint_input", reader)
        at = {name: f"c{one.header.names.index(name)}" for name in used}
        names = ", ".join(f"{at[name]} as {_inner(used, name)}" for name in used)
        return f"(select {names}, osint_row, osint_malformed from osint_input)"
    return "(select *, null::varchar as osint_malformed from osint_input)"


def _names(con: Any, one: Input, used: list[str]) -> str:  # noqa: ANN401
    """Return SQL of the columns of a Parquet file, by place.

    DuckDB takes ``LAT`` and ``lat`` for one name, and gives the second another.
    """
    theirs = need("pyarrow.parquet").read_schema(one.path).names
    try:
        found = con.sql(
            f"describe select * from read_parquet({escaped(one.path)}, hive_partitioning = false)"
        ).fetchall()
    except need("duckdb").Error as error:
        raise _broken(one) from error
    at = {name: found[theirs.index(name)][0] for name in used}
    return ", ".join(f"{mapping.quoted(at[name])} as {_inner(used, name)}" for name in used)


def _inner(used: list[str], name: str) -> str:
    # names of ours: a column of the file may be called as a word of SQL or of this module
    return f"in_{used.index(name)}"


_MEASURED: Final = {*mapping.NEEDED, *mapping.NUMBERS, *mapping.STATIC_NUMBERS, "line"}


def _types(con: Any, one: Input, relation: str) -> dict[str, tuple[str, str]]:  # noqa: ANN401
    """Return of each of ours the column of the relation and its kind."""
    used = sorted(set(one.columns.values()))
    if one.kind == "csv":
        kinds = dict.fromkeys((_inner(used, name) for name in used), "VARCHAR")
    else:
        kinds = {row[0]: row[1] for row in con.sql(f"describe {relation[1:-1]}").fetchall()}
    made = {}
    for ours, theirs in one.columns.items():
        inner = _inner(used, theirs)
        kind = mapping.kind(kinds[inner])
        needed = {"integer", "number", "text"} | ({"instant", "local"} if ours == "t" else set())
        if ours in _MEASURED and kind not in needed:
            raise TracksError(f"has values of type {kinds[inner]}, which are no {ours}",
                              file=one.name, column=theirs,
                              advice="write numbers, texts or time stamps")  # fmt: skip
        made[ours] = (inner, kind)
    return made


def _select(
    one: Input,
    relation: str,
    columns: dict[str, tuple[str, str]],
    *,
    number: int,
    rule: quality.QualityRule,
    zone: str | None,
) -> str:
    """Return SQL of the staged rows: read, shifted to UTC, judged."""
    raw = ", ".join(sorted({inner for inner, _ in columns.values()}))
    read = ", ".join(f"{sql} as {name}" for name, sql in _read(one, columns).items())
    read = f"select {raw}, osint_row, osint_malformed, {read} from {relation}"
    shift = zones.sql("t_us", zones.pieces(zone, *rule.span())) if zone else "0"
    shifted = f"select *, case when zoneless then {shift} else 0 end as shift from ({read})"
    judged = (
        f"select *, {mapping.reason(rule)} as reason, ({mapping.blanks()})::int as blanks "
        f"from ({shifted})"
    )
    kept = [
        f"({number}::bigint << {_ROW_BITS}) + osint_row as rid",
        "greatest(mmsi, 0) as mmsi",
        f"case when shift < {zones.SKIPPED} then t_us - shift end as t_us",
        "lat",
        "lon",
        *(f"case when not {mapping.beyond(n)} then {n} end as {n}" for n in mapping.NUMBERS),
        *mapping.TEXTS,
        *mapping.STATIC_TEXTS,
        *mapping.STATIC_NUMBERS,
        *mapping.ORIGIN,
        "zoneless",
        "reason",
        "blanks",
        f"{_sent(columns)} as sent",
    ]
    return f"select {', '.join(kept)} from ({judged})"


def _read(one: Input, columns: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Return ours -> SQL over the columns of the file."""
    made = {
        "mmsi": mapping.mmsi(*columns["mmsi"]),
        "t_us": mapping.micros(*columns["t"]),
        "t_given": mapping.given(*columns["t"]),
        "zoneless": mapping.zoneless(*columns["t"]),
    }
    unread = [mapping.unread(*columns[name]) for name in ("lat", "lon")]
    made["position_unread"] = " or ".join(unread)
    for name in ("lat", "lon", *mapping.NUMBERS, *mapping.STATIC_NUMBERS):
        made[name] = mapping.number(*columns[name]) if name in columns else "null::double"
    for name in mapping.NUMBERS:
        made[f"{name}_unread"] = mapping.unread(*columns[name]) if name in columns else "false"
    for name in (*mapping.TEXTS, *mapping.STATIC_TEXTS):
        made[name] = mapping.text(*columns[name]) if name in columns else "null::varchar"
    for name in ("source", "member"):
        plain = mapping.literal(one.name)
        made[name] = (
            f"coalesce({mapping.text(*columns[name])}, {plain})" if name in columns else plain
        )
    row = "osint_row"
    if "line" in columns:
        row = f"coalesce(try_cast({columns['line'][0]} as bigint), osint_row)"
    made["line"] = row
    return made


def _sent(columns: dict[str, tuple[str, str]]) -> str:
    """Return SQL: of a row that cannot be read, what stands in it."""
    cells = ", ".join(f"'{name}', {columns[name][0]}::varchar" for name in mapping.NEEDED)
    bad = (quality.BAD_MMSI, quality.BAD_TIME, quality.NOT_A_NUMBER, quality.NO_SUCH_TIME,
           quality.TWO_TIMES)  # fmt: skip
    listed = ", ".join(map(mapping.literal, bad))
    return (
        f"case when reason = {mapping.literal(quality.MALFORMED)} then osint_malformed "
        f"when reason in ({listed}) then json_object({cells})::varchar end"
    )


def copy(con: Any, one: Input, sql: str) -> None:  # noqa: ANN401
    """Run the SQL that stages an input; a fault of the file is said of the file."""
    duckdb = need("duckdb")
    try:
        con.execute(sql)
    except duckdb.Error as error:
        text = str(error)
        written = ("o space left", "ould not write")  # a fault of the disk, not of the input
        if isinstance(error, duckdb.IOException) and any(words in text for words in written):
            raise
        check_same(one)
        if one.kind == "parquet" and not isinstance(error, duckdb.OutOfMemoryException):
            raise _broken(one) from error
        raise TracksError(f"cannot be read: {text.splitlines()[0]}", file=one.name,
                          advice="see the cause") from error  # fmt: skip


def _broken(one: Input) -> TracksError:
    return TracksError(
        "breaks off or is damaged: it cannot be read to its end",
        file=one.name,
        advice="copy or download it again",
    )


def _counts(con: Any, target: Path) -> dict[str, int]:  # noqa: ANN401
    """Return rows, rows without a zone, readable times and what was set to missing."""
    bits = [f"count(*) filter (where blanks & {1 << at} > 0)" for at in range(9)]
    row = con.execute(
        f"select count(*), count(*) filter (where zoneless), count(t_us), {', '.join(bits)} "
        f"from {staged(target)}"
    ).fetchone()
    names = ("rows", "zoneless", "times", *quality.BLANKED)
    return {name: count for name, count in zip(names, row, strict=True) if count}


def _judge_times(
    con: Any,  # noqa: ANN401
    one: Input,
    target: Path,
    found: dict[str, int],
    zone: str | None,
) -> None:
    theirs = one.columns["t"]
    if zone is None and found.get("zoneless"):
        line = con.execute(f"select min(line) from {staged(target)} where zoneless").fetchone()[0]
        raise TracksError(
            f"{found['zoneless']} of {found['rows']} times say no time zone",
            file=one.name,
            row=line,
            column=theirs,
            advice="say which: zone='UTC', as a command --zone UTC, or a name as Europe/Copenhagen",
        )
    if found.get("rows") and not found.get("times"):
        raise TracksError(
            f"no row has a time that can be read in column {theirs!r}",
            file=one.name,
            column=theirs,
            advice="ISO 8601 (2020-06-30T23:59:59Z), time stamps, or epoch numbers are read; "
            "for files with days first use osint_helpers.collect",
        )


_KINDS: Final = {"rid": "bigint", "mmsi": "bigint", "t_us": "bigint", "line": "bigint",
                 "zoneless": "boolean", "blanks": "integer"}  # fmt: skip
_NUMERIC: Final = {"lat", "lon", *mapping.NUMBERS, *mapping.STATIC_NUMBERS}
_STAGED: Final = ("rid", "mmsi", "t_us", "lat", "lon", *CARRIED, *mapping.ORIGIN,
                  "zoneless", "reason", "blanks", "sent")  # fmt: skip


def staged(*folders: Path, bucket: int | None = None) -> str:
    """Return SQL of the staged rows of inputs, of one bucket or of all."""
    inner = "*" if bucket is None else f"bucket={bucket}"
    files = [one for folder in folders for one in sorted(folder.glob(f"{inner}/*.parquet"))]
    if files:
        listed = ", ".join(map(escaped, files))
        return f"read_parquet([{listed}], hive_partitioning = false)"
    kinds = {name: "double" if name in _NUMERIC else "varchar" for name in _STAGED} | _KINDS
    nothing = ", ".join(f"null::{kinds[name]} as {name}" for name in _STAGED)
    return f"(select {nothing} where false)"

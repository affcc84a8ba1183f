"""Columns of any AIS table as the store wants them: which is which, and SQL that reads each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final

from osint_helpers.errors import TracksError
from osint_helpers.tracks import quality, zones

NEEDED: Final = ("mmsi", "t", "lat", "lon")
NUMBERS: Final = ("sog_kn", "cog_deg", "heading_deg")
TEXTS: Final = ("nav_status", "transceiver", "receiver")
STATIC_TEXTS: Final = ("imo", "name", "callsign", "ship_type")
STATIC_NUMBERS: Final = ("length_m", "width_m")
ORIGIN: Final = ("source", "member", "line")
KNOWN: Final = (*NEEDED, *NUMBERS, *TEXTS, *STATIC_TEXTS, *STATIC_NUMBERS, *ORIGIN)
# what files in circulation call them, for the advice of an error only: nothing is guessed
_HINTS: Final[dict[str, tuple[str, ...]]] = {
    "mmsi": ("mmsi", "ssvid", "userid", "user_id"),
    "t": ("t", "timestamp", "# timestamp", "basedatetime", "base_date_time", "datetime", "time",
          "date_time_utc", "t_us"),
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "long", "lng", "longitude", "x"),
}  # fmt: skip
_INTEGERS: Final = frozenset(
    f"{sign}{size}INT" for sign in ("", "U") for size in ("TINY", "SMALL", "BIG", "HUGE")
) | {"INTEGER", "UINTEGER"}
_FLOATS: Final = frozenset({"FLOAT", "DOUBLE"})


def chosen(found: Sequence[str], columns: Mapping[str, str] | None, where: str) -> dict[str, str]:
    """Return which column of a file holds which of ours.

    Parameters
    ----------
    found
        Columns of the file.
    columns
        Ours to theirs, as the analyst gave it; a name it leaves out is looked for as it is.
    where
        Name of the file or frame.

    Raises
    ------
    TracksError
        When the map names what is not ours or not in the file, or a needed column is missing.
    """
    if columns is not None and not isinstance(columns, Mapping):
        raise TracksError(
            f"columns= is a {type(columns).__name__} and no map",
            advice="give ours to theirs, as in columns={'lat': 'LAT'}",
        )
    given = {ours: str(theirs) for ours, theirs in (columns or {}).items()}
    unknown = sorted(map(str, set(given) - set(KNOWN)))
    if unknown:
        raise TracksError(
            f"columns= names {', '.join(unknown)}, which the store does not have",
            advice=f"it maps ours to theirs; ours are {', '.join(KNOWN)}",
        )
    made = {name: given.get(name, name) for name in KNOWN}
    absent = sorted(theirs for ours, theirs in given.items() if theirs not in found)
    lacking = [name for name in NEEDED if made[name] not in found]
    if absent or lacking:
        wanted = sorted({*absent, *(made[name] for name in lacking)})
        raise TracksError(
            f"has no column {', '.join(wanted)}; it has {_listed(found)}",
            file=where,
            column=lacking[0] if lacking else None,
            advice=_advice(found, lacking),
        )
    for name, other in combinations(NEEDED, 2):
        if made[name] == made[other]:
            raise TracksError(
                f"{name} and {other} are both read from column {made[name]}",
                file=where,
                column=name,
                advice="each needs a column of its own: see columns=",
            )
    return {ours: theirs for ours, theirs in made.items() if theirs in found}


def _listed(found: Sequence[str]) -> str:
    return ", ".join(map(repr, found[:40])) + (" and more" if len(found) > 40 else "")


def _advice(found: Sequence[str], lacking: Sequence[str]) -> str:
    guesses = {
        ours: theirs
        for ours in lacking
        for theirs in found
        if str(theirs).strip().lower() in _HINTS[ours]
    }
    guesses = guesses or {lacking[0] if lacking else "t": "..."}
    shown = ", ".join(f"{ours!r}: {theirs!r}" for ours, theirs in guesses.items())
    typed = " ".join(f"--column {ours}={theirs}" for ours, theirs in guesses.items())
    return f"say which is which, ours to theirs: columns={{{shown}}}, as a command {typed}"


def quoted(name: str) -> str:
    """Return a column name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def kind(of: str) -> str:
    """Return ``integer``, ``number``, ``text``, ``instant``, ``local``, ``date`` or ``""``."""
    if of in _INTEGERS:
        return "integer"
    if of in _FLOATS or of.startswith("DECIMAL"):
        return "number"
    if of == "VARCHAR" or of.startswith("ENUM"):
        return "text"
    if of == "TIMESTAMP WITH TIME ZONE":
        return "instant"
    return "local" if of.startswith("TIMESTAMP") else ""


def mmsi(column: str, of: str) -> str:
    """Return SQL: the MMSI as a number, 0 for none, -1 for what is no MMSI."""
    if of in {"integer", "number"}:
        whole = "" if of == "integer" else f" and {column} = floor({column})"
        return (
            f"case when {column} is null {_nan(column, of)} or {column} = 0 then 0 "
            f"when {column} between 1 and 999999999{whole} then {column}::bigint else -1 end"
        )
    text = f"trim({column})"
    digits = f"regexp_full_match({text}, '[0-9]{{1,9}}([.]0*)?')"
    return (
        f"case when {column} is null or {text} = '' then 0 "
        f"when {digits} then split_part({text}, '.', 1)::bigint else -1 end"
    )


def micros(column: str, of: str) -> str:
    """Return SQL: microseconds since 1970, as if UTC where the text or stamp has no zone.

    Epoch numbers are seconds below 1e11, milliseconds below 1e14, microseconds below 1e17, else
    nanoseconds: no moment from March 1973 to the year 5138 fits two of these.
    """
    if of in {"instant", "local"}:
        return f"epoch_us({column})"
    if of in {"integer", "number"}:
        return _epoch(column, of)
    text = f"trim({column})"
    full = f"substr({text}, 1, 16) || ':00' || substr({text}, 17)"
    stamp = (
        f"try_cast(case when substr({text}, 17, 1) = ':' then {text} else {full} end "
        "as timestamptz)"
    )
    number = _epoch(f"try_cast({text} as double)", "number")
    whole = _epoch(f"try_cast({text} as bigint)", "integer")
    return (
        f"case when regexp_full_match({text}, '{_ISO}') then epoch_us({stamp}) "
        f"when regexp_full_match({text}, '[0-9]{{9,19}}') then {whole} "
        f"when regexp_full_match({text}, '[0-9]{{9,19}}[.][0-9]*') then {number} end"
    )


_DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]"
_CLOCK: Final = "[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?"
_SHIFT: Final = "[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?"  # DuckDB itself would take +99
_ISO: Final = f"{_DAY}{_CLOCK} ?(Z|UTC|{_SHIFT})?"


def given(column: str, of: str) -> str:
    """Return SQL: whether a cell of the time says anything."""
    return (
        f"({column} is not null and trim({column}) <> '')"
        if of == "text"
        else (f"({column} is not null {_not_nan(column, of)})")
    )


def _not_nan(column: str, of: str) -> str:
    return f"and not isnan({column}::double)" if of == "number" else ""


def zoneless(column: str, of: str) -> str:
    """Return SQL: whether the time of a row says no zone."""
    if of == "text":
        return f"coalesce(regexp_full_match(trim({column}), '{_DAY}{_CLOCK}'), false)"
    return "true" if of == "local" else "false"


def _epoch(value: str, of: str) -> str:
    if of == "integer":
        # not abs(): the least integer has none; of any width, so every branch is cast

        def below(digits: int) -> str:
            most = "9" * digits
            return f"{value} between -{most} and {most}"

        return (
            f"case when {below(11)} then try_cast({value} as bigint) * 1000000 "
            f"when {below(14)} then try_cast({value} as bigint) * 1000 "
            f"when {below(17)} then try_cast({value} as bigint) "
            f"else try_cast({value} // 1000 as bigint) end"
        )
    sized = f"abs({value})"
    return (
        f"case when isnan({value}) or isinf({value}) then null "
        f"when {sized} < 1e11 then round({value} * 1e6)::bigint "
        f"when {sized} < 1e14 then round({value} * 1e3)::bigint "
        f"when {sized} < 1e17 then round({value})::bigint "
        f"when {sized} < 9e18 then round({value} / 1e3)::bigint end"
    )


def number(column: str, of: str) -> str:
    """Return SQL: a number, NULL where there is none."""
    read = f"try_cast(trim({column}) as double)" if of == "text" else f"{column}::double"
    return f"case when isfinite({read}) then {read} end"


def unread(column: str, of: str) -> str:
    """Return SQL: whether a cell says something that is no number."""
    if of != "text":
        return "false" if of == "integer" else f"coalesce(isinf({column}::double), false)"
    text = f"trim({column})"
    empty = f"({column} is null or {text} = '' or lower({text}) in ('nan', 'null', 'none'))"
    return f"(not {empty} and not coalesce(isfinite(try_cast({text} as double)), false))"


def text(column: str, of: str) -> str:
    """Return SQL: text without blanks at its ends and the filling ``@``; NULL when empty."""
    if of == "number":
        whole = f"{column} = floor({column}) and abs({column}) < 1e15"
        plain = f"case when {whole} then ({column}::bigint)::varchar else {column}::varchar end"
        return f"case when isfinite({column}::double) then {plain} end"
    return f"nullif(trim(rtrim(trim({column}::varchar), '@')), '')"


def _nan(column: str, of: str) -> str:
    return "" if of == "integer" else f"or isnan({column}::double)"


def blanks() -> str:
    """Return SQL: bits of the values that are set to missing, as in ``quality.BLANKED``."""
    terms = []
    for at, name in enumerate(NUMBERS):
        bit = f"case when {_absent(name)} then {1 << 2 * at} else {2 << 2 * at} end"
        terms.append(f"case when {beyond(name)} then {bit} else 0 end")
        terms.append(f"case when {name}_unread then {64 << at} else 0 end")
    return " + ".join(terms)


# message 9 of ITU-R M.1371: aircraft send whole knots up to 1022, and 1023 for none
_PLANE: Final = "mmsi between 111000000 and 111999999"
_NONE: Final = {"sog_kn": 102.3, "cog_deg": 360, "heading_deg": 511}


def _absent(name: str) -> str:
    plane = f" or ({_PLANE} and sog_kn = 1023)" if name == "sog_kn" else ""
    return f"(abs({name} - {_NONE[name]}) < 0.001{plane})"


def beyond(name: str) -> str:
    """Return SQL: whether a speed, course or heading is the sentinel or out of range."""
    most = {
        "sog_kn": f"case when {_PLANE} then 1022 else 102.2 end",
        "cog_deg": "359.998",
        "heading_deg": "359",
    }[name]
    absent = f" or {_absent(name)}" if name == "sog_kn" else ""
    return f"coalesce({name} < 0 or {name} > {most} + 0.001{absent}, false)"


def reason(rule: quality.QualityRule) -> str:
    """Return SQL: why a row cannot stand on its own, NULL when it can."""
    early, late = rule.span()
    tests = (
        ("osint_malformed is not null", quality.MALFORMED),
        ("mmsi = 0", quality.NO_MMSI),
        ("mmsi < 0", quality.BAD_MMSI),
        ("t_us is null and not t_given", quality.NO_TIME),
        ("t_us is null", quality.BAD_TIME),
        (f"shift = {zones.SKIPPED}", quality.NO_SUCH_TIME),
        (f"shift = {zones.TWICE}", quality.TWO_TIMES),
        (f"t_us - shift < {early} or t_us - shift >= {late}", quality.TIME_RANGE),
        ("position_unread", quality.NOT_A_NUMBER),
        ("lat is null or lon is null or lat = 91 or lon = 181", quality.NO_POSITION),
        (
            "abs(lat) > 90 and abs(lat) <= 180 and abs(lon) <= 90 and abs(lat) != 91",
            quality.SWAPPED_RANGE,
        ),
        ("abs(lat) > 90 or abs(lon) > 180", quality.OUT_OF_RANGE),
        (f"{str(rule.null_island).lower()} and lat = 0 and lon = 0", quality.ZERO),
    )
    cases = " ".join(f"when {test} then {literal(name)}" for test, name in tests)
    return f"case {cases} end"


def literal(text: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"

"""Raw columns to canonical ones: each row kept, dropped for a reason, or not asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from osint_helpers.collect.extras import need
from osint_helpers.collect.vessels.ais import strings, times
from osint_helpers.collect.vessels.ais import tally as reasons
from osint_helpers.collect.vessels.ais.frame import TEXTS, schema
from osint_helpers.collect.vessels.ais.layouts import Layout
from osint_helpers.collect.vessels.ais.lines import Raw
from osint_helpers.collect.vessels.ais.question import Question
from osint_helpers.collect.vessels.ais.tally import Tally
from osint_helpers.identifiers import check_imo

BAD_IMO: Final = "IMO number whose form or check digit fails, left as given"
ZERO: Final = "position exactly 0, 0"
SIGNED: Final = "course stored as a signed number, 409.6 added"
# column -> value for "not available", and the greatest that is a value
_LIMITS: Final = {
    "sog_kn": (102.3, 102.2),
    "cog_deg": (360.0, 359.99),
    "heading_deg": (511.0, 359.0),
}
# As entered on board: 0 stands for nothing. Antenna to bow and to stern are at most 511 m each, to
# the sides 63 m (ITU-R M.1371, message 5); files round draughts, so they have no upper bound here.
_ENTERED: Final = {"draught_m": float("inf"), "length_m": 1022.0, "width_m": 126.0}
_HELD: Final = 200_000


class Cleaner:
    """Makes canonical batches of one source; remembers the texts it has read.

    Parameters
    ----------
    layout
        Of the file.
    question
        What is asked for.
    tally
        Where everything is counted.
    """

    def __init__(self, layout: Layout, question: Question, tally: Tally) -> None:
        self.layout, self.question, self.tally = layout, question, tally
        self._read: dict[str, dict[str, str | None]] = {}
        self._repeated: dict[str, Any] = {}

    def batch(self, raw: Raw, member: str) -> Any:  # noqa: ANN401
        """Return the rows of `raw` that are asked for as an Arrow record batch."""
        import numpy as np

        pa = need("pyarrow")
        self._known(raw, member)
        mmsi = self._mmsi(raw)
        t = times.micros(raw.texts["t"].dictionary, self.layout.order)[_indices(raw.texts["t"])]
        good = self._sound(raw, member, mmsi, t)
        asked = good & self._asked(raw, mmsi, t)
        kept = int(asked.sum())
        self.tally.kept += kept
        self.tally.outside += int(good.sum()) - kept
        # a whole block needs no copy
        at = slice(None) if kept == len(asked) else np.flatnonzero(asked)
        made = _Columns(self, raw, member, at, kept)
        wanted = self.question.columns
        arrays = []
        for name in wanted:
            if name == "mmsi":
                arrays.append(made.decoded(mmsi))
            elif name == "t":
                arrays.append(pa.array(t[at].view("datetime64[us]"), type=schema(("t",))[0].type))
            else:
                arrays.append(made.column(name))
        made.notice()
        return pa.record_batch(arrays, schema=schema(wanted))

    def _known(self, raw: Raw, member: str) -> None:
        for reason, lines in raw.bad.items():
            self.tally.drop(reason, member, lines)
        for what, lines in raw.noticed.items():
            self.tally.notice(what, member, lines)

    def _mmsi(self, raw: Raw) -> Any:  # noqa: ANN401
        """Return the MMSI as a dictionary array: null for none, ``""`` for a bad one."""
        array = raw.texts["mmsi"]
        return array if _all_mmsi(array.dictionary) else self.texts(array, "mmsi", _mmsi)

    def _sound(self, raw: Raw, member: str, mmsi: Any, t: Any) -> Any:  # noqa: ANN401
        import numpy as np

        lat, lon = raw.numbers["lat"], raw.numbers["lon"]
        good = (t != times.NONE) & (np.abs(lat) <= 90) & (np.abs(lon) <= 180)
        if good.all() and _all_mmsi(mmsi.dictionary):
            return good
        values = mmsi.dictionary.to_pylist()
        none = np.array([one is None for one in values], dtype=bool)[_indices(mmsi)]
        wrong = np.array([one == "" for one in values], dtype=bool)[_indices(mmsi)]
        unread = _mask(raw, "lat") | _mask(raw, "lon")
        empty = (np.isnan(lat) | np.isnan(lon)) & ~unread
        tests = (
            (reasons.EMPTY, _blank_cells(raw.texts["t"]) & _blank_cells(raw.texts["mmsi"])),
            (reasons.BAD_TIME, t == times.NONE),
            (reasons.NO_MMSI, none),
            (reasons.BAD_MMSI, wrong),
            (reasons.NO_POSITION, empty | (lat == 91) | (lon == 181)),
            (reasons.OUT_OF_RANGE, ~((np.abs(lat) <= 90) & (np.abs(lon) <= 180))),
        )
        good = np.ones(len(lat), dtype=bool)
        for reason, test in tests:
            found = good & test
            if found.any():
                self.tally.drop(reason, member, raw.lines[found])
                good &= ~test
        return good

    def _asked(self, raw: Raw, mmsi: Any, t: Any) -> Any:  # noqa: ANN401
        import numpy as np

        ask, lat, lon = self.question, raw.numbers["lat"], raw.numbers["lon"]
        asked = np.ones(len(lat), dtype=bool)
        if ask.mmsi:
            among = [one in ask.mmsi for one in mmsi.dictionary.to_pylist()]
            asked &= np.array(among, dtype=bool)[_indices(mmsi)]
        if ask.start is not None:
            asked &= t >= ask.start
        if ask.end is not None:
            asked &= t < ask.end
        if ask.box is not None:
            west, south, east, north = ask.box
            asked &= (lat >= south) & (lat <= north)
            over = (lon >= west) | (lon <= east)
            asked &= (lon >= west) & (lon <= east) if west <= east else over
        return asked

    def repeated(self, text: str, count: int) -> Any:  # noqa: ANN401
        """Return a column that holds one text."""
        pa = need("pyarrow")
        held = self._repeated.get(text)
        if held is None or len(held) < count:
            held = self._repeated[text] = pa.repeat(pa.scalar(text, pa.string()), count)
        return held.slice(0, count)

    def texts(self, array: Any, name: str, read: Callable[[str], str | None]) -> Any:  # noqa: ANN401
        """Return a dictionary array with each distinct text read once."""
        pa = need("pyarrow")
        known = self._read.setdefault(name, {})
        if len(known) > _HELD:
            known.clear()
        values = array.dictionary.to_pylist()
        for one in values:
            if one not in known:
                known[one] = read(one)
        fresh = pa.array([known[one] for one in values], type=pa.string())
        return pa.DictionaryArray.from_arrays(array.indices, fresh)


class _Columns:
    """The columns of the rows kept."""

    def __init__(self, cleaner: Cleaner, raw: Raw, member: str, at: Any, kept: int) -> None:  # noqa: ANN401
        self.cleaner, self.raw, self.member, self.at, self.kept = cleaner, raw, member, at, kept
        self.tally, self.layout = cleaner.tally, cleaner.layout

    def column(self, name: str) -> Any:  # noqa: ANN401
        import numpy as np

        pa = need("pyarrow")
        if name in TEXTS:
            return self._text(name)
        if name in {"source", "member"}:
            text = self.layout.source if name == "source" else self.member
            return self.cleaner.repeated(text, self.kept)
        if name == "line":
            return pa.array(self.raw.lines[self.at])
        found = self._number(name)
        return pa.array(found, from_pandas=bool(np.isnan(found).any()))

    def _text(self, name: str) -> Any:  # noqa: ANN401
        pa = need("pyarrow")
        if name not in self.raw.texts:
            return pa.nulls(self.kept, pa.string())
        word = self.layout.words.get(name, _same)
        absent = self.layout.absent

        def read(text: str) -> str | None:
            plain = text.strip().rstrip("@").rstrip()
            return None if not plain or plain in absent else word(plain)

        array = self.raw.texts[name]
        if not pa.types.is_dictionary(array.type):
            if not isinstance(self.at, slice):
                array = array.take(pa.array(self.at))
            return strings.cleaned(array, absent, read)
        return self.decoded(self.cleaner.texts(array, name, read))

    def decoded(self, array: Any) -> Any:  # noqa: ANN401
        """Return the rows kept of a dictionary array as plain strings."""
        pa = need("pyarrow")
        indices = array.indices
        if not isinstance(self.at, slice):
            indices = indices.take(pa.array(self.at))
        return array.dictionary.take(indices)

    def _number(self, name: str) -> Any:  # noqa: ANN401
        import numpy as np

        if name not in self.raw.numbers:
            return np.full(self.kept, np.nan)
        found = np.array(self.raw.numbers[name][self.at])
        if name in self.raw.unreadable:
            count = int(self.raw.unreadable[name][self.at].sum())
            self.tally.blank(f"{name} that is no number", count)
        if name in _ENTERED:
            beyond = (found < 0) | (found > _ENTERED[name]) | np.isinf(found)
            self._blank(found, found == 0, f"{name} 0, not available")
            self._blank(found, beyond, f"{name} out of range")
        if name == "cog_deg" and self.layout.signed_course:
            signed = (found < 0) & (found >= -204.8)
            found[signed] = np.round(found[signed] + 409.6, 1)
            self.tally.notice(SIGNED, self.member, self.raw.lines[self.at][signed])
        if name in _LIMITS:
            absent, most = _LIMITS[name]
            beyond = (found < 0) | (found > most)  # so is the value for not available
            if beyond.any():
                none = beyond & (np.abs(found - absent) < 0.01)
                self._blank(found, none, f"{name} {absent:g}, not available")
                self._blank(found, beyond & ~none, f"{name} out of range")
        return found

    def _blank(self, found: Any, mask: Any, what: str) -> None:  # noqa: ANN401
        self.tally.blank(what, int(mask.sum()))
        found[mask] = float("nan")

    def notice(self) -> None:
        """Count what is kept and yet to be said: bad IMO numbers, the point 0, 0."""
        import numpy as np

        lat, lon = self.raw.numbers["lat"][self.at], self.raw.numbers["lon"][self.at]
        zero = (lat == 0) & (lon == 0)
        self.tally.notice(ZERO, self.member, self.raw.lines[self.at][zero])
        if "imo" in self.cleaner.question.columns and "imo" in self.raw.texts:
            array = self.cleaner.texts(self.raw.texts["imo"], "imo?", _bad_imo)
            bad = np.array([one is not None for one in array.dictionary.to_pylist()], dtype=bool)
            if bad.any():
                found = bad[_indices(array)[self.at]]
                self.tally.notice(BAD_IMO, self.member, self.raw.lines[self.at][found])


def imo(text: str) -> str | None:
    """Return an IMO number without its prefix; None for 0; what is no number stays as given."""
    plain = text.strip()
    bare = plain[3:].strip() if plain[:3].upper() == "IMO" else plain
    bare = bare.removesuffix(".0")
    if not bare.strip("0"):
        return None
    return bare


def _bad_imo(text: str) -> str | None:
    """Return the number when it is given and fails its check."""
    plain = text.strip()
    found = None if plain in {"", "Unknown"} else imo(plain)
    return found if found is not None and check_imo(found).valid is False else None


def _mmsi(text: str) -> str | None:
    plain = text.strip()
    if not plain.strip("0"):
        return None
    if len(plain) > 9 or not (plain.isascii() and plain.isdigit()):
        return ""
    return plain.zfill(9)


def _all_mmsi(values: Any) -> bool:  # noqa: ANN401
    """Say whether every one of the distinct texts is an MMSI as it stands, nine digits."""
    digits = times.fixed(values, 9)
    return digits is not None and bool(
        ((digits >= 48) & (digits <= 57)).all() and (digits != 48).any(axis=1).all()
    )


def _same(text: str) -> str | None:
    return text


def _indices(array: Any) -> Any:  # noqa: ANN401
    return array.indices.to_numpy(zero_copy_only=False)


def _blank_cells(array: Any) -> Any:  # noqa: ANN401
    import numpy as np

    lengths = need("pyarrow.compute").binary_length(array.dictionary)
    empty = lengths.to_numpy(zero_copy_only=False) == 0
    return empty[_indices(array)] if empty.any() else np.False_


def _mask(raw: Raw, name: str) -> Any:  # noqa: ANN401
    import numpy as np

    return raw.unreadable.get(name, np.zeros(len(raw.lines), dtype=bool))

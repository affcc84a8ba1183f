"""Times of AIS files from their digits: by position, so that no guess can swap day and month."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final, Literal

Order = Literal["dmy", "ymd"]
NONE: Final = -(2**63)  # no time: NaT of NumPy
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_LENGTH: Final = 19
# order -> places of year, month, day, and the separators between and after them
_PLACES: Final[dict[str, tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], Any]]] = {
    "dmy": ((6, 7, 8, 9), (3, 4), (0, 1), ((2, b"/"), (5, b"/"), (10, b" "))),
    "ymd": ((0, 1, 2, 3), (5, 6), (8, 9), ((4, b"-"), (7, b"-"), (10, b" T"))),
}
_LOOSE: Final = {
    "dmy": re.compile(r"(?P<d>[0-9]{2})/(?P<m>[0-9]{2})/(?P<y>[0-9]{4}) "
                      r"(?P<t>[0-9]{2}:[0-9]{2}:[0-9]{2})(?P<f>\.[0-9]{1,6})?"),
    "ymd": re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})[ T]"
                      r"(?P<t>[0-9]{2}:[0-9]{2}:[0-9]{2})(?P<f>\.[0-9]{1,6})?(?:Z|\+00:00)?"),
}  # fmt: skip


def micros(values: Any, order: Order) -> Any:  # noqa: ANN401
    """Return times as microseconds since 1970 UTC.

    Parameters
    ----------
    values
        Arrow string array without nulls; best the distinct ones.
    order
        ``dmy``: ``31/12/2015 23:59:59``; ``ymd``: ``2015-12-31T23:59:59`` or with a space. A
        fraction of a second is read; for ``ymd`` also a final ``Z``.

    Returns
    -------
    numpy.ndarray
        int64; :data:`NONE` where the text is no such time.
    """
    import numpy as np

    from osint_helpers.collect.extras import need

    text = fixed(values, _LENGTH)
    if text is not None:
        return _fixed(text, order)
    lengths = need("pyarrow.compute").binary_length(values).to_numpy(zero_copy_only=False)
    usual = lengths == _LENGTH
    found = np.full(len(values), NONE, dtype=np.int64)
    if usual.any():
        text = fixed(values.take(need("pyarrow").array(np.flatnonzero(usual))), _LENGTH)
        found[usual] = _fixed(text, order)
    for at in np.flatnonzero(~usual):
        found[at] = one(values[int(at)].as_py().strip(), order)
    return found


def one(text: str, order: Order) -> int:
    """Return one time as :func:`micros` does."""
    read = _LOOSE[order].fullmatch(text)
    if read is None:
        return NONE
    try:
        when = dt.datetime.fromisoformat(
            f"{read['y']}-{read['m']}-{read['d']}T{read['t']}{(read['f'] or '.0').ljust(7, '0')}"
        )
    except ValueError:
        return NONE
    return (when.replace(tzinfo=dt.UTC) - _EPOCH) // dt.timedelta(microseconds=1)


def fixed(values: Any, length: int) -> Any:  # noqa: ANN401
    """Return the bytes of an Arrow string array as a row each; None when one has another length."""
    import numpy as np

    if not len(values):
        return np.zeros((0, length), dtype=np.uint8)
    _, offsets, data = values.buffers()
    places = np.frombuffer(offsets, dtype=np.int32)[values.offset :][: len(values) + 1]
    if values.null_count or not (np.diff(places) == length).all():
        return None
    flat = np.frombuffer(data, dtype=np.uint8)[places[0] : places[-1]]
    return flat.reshape(-1, length)


def _fixed(text: Any, order: Order) -> Any:  # noqa: ANN401
    """Return the times of an array of 19 bytes each."""
    import numpy as np

    year_at, month_at, day_at, separators = _PLACES[order]
    digits = text - np.uint8(48)  # below "0" wraps round to more than 9

    def number(places: tuple[int, ...]) -> Any:  # noqa: ANN401
        total = np.zeros(len(text), dtype=np.int64)
        for place in places:
            total = total * 10 + digits[:, place]
        return total

    clock = ((11, 12), (14, 15), (17, 18))
    places = [*year_at, *month_at, *day_at, *(place for pair in clock for place in pair)]
    good = (digits[:, places] <= 9).all(axis=1)
    for place, allowed in (*separators, (13, b":"), (16, b":")):
        good &= np.logical_or.reduce([text[:, place] == one for one in allowed])
    year, month, day = number(year_at), number(month_at), number(day_at)
    hour, minute, second = (number(pair) for pair in clock)
    good &= (year >= 1) & (month >= 1) & (month <= 12) & (day >= 1)
    good &= (hour <= 23) & (minute <= 59) & (second <= 59)
    months = np.where(good, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    first = months.astype("datetime64[D]").astype(np.int64)
    after = (months + 1).astype("datetime64[D]").astype(np.int64)
    good &= day <= after - first
    seconds = (first + day - 1) * 86_400 + hour * 3600 + minute * 60 + second
    return np.where(good, seconds * 1_000_000, NONE)

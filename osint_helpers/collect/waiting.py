"""How long a source says to wait."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from collections.abc import Mapping
from typing import Final

# OpenSky names its own, in seconds.
_NAMES: Final = ("retry-after", "x-rate-limit-retry-after-seconds")
_SECONDS: Final = re.compile(r"\d{1,12}")


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Return the seconds of a ``Retry-After`` header (RFC 9110, section 10.2.3); None for none.

    Parameters
    ----------
    headers
        Names in lower case.
    now
        Seconds since 1970. A date is counted from the ``date`` header where there is one, since
        both are read off the clock of the server, and else from `now`.

    Returns
    -------
    float or None
        Never negative. None also for text that is neither seconds nor a date.
    """
    text = next((headers[name] for name in _NAMES if headers.get(name)), "").strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    until = _moment(text)
    if until is None:
        return None
    begin = _moment(headers.get("date", ""))
    return max(0.0, until - (now if begin is None else begin))


def _moment(text: str) -> float | None:
    try:
        at = email.utils.parsedate_to_datetime(text)
        return (at if at.tzinfo else at.replace(tzinfo=dt.UTC)).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None

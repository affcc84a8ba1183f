"""What may be asked of a CDX server: checked before it is asked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from typing import Final

from osint_helpers.collect import dates
from osint_helpers.collect.news._cdx import FIELDS
from osint_helpers.errors import CollectError
from osint_helpers.evidence import wayback

MATCHES: Final = ("exact", "prefix", "host", "domain")
# Names of both kinds of servers; "=" and "~" are how pywb is told to compare.
_FILTER: Final = re.compile(r"[!=~]{0,2}[a-z][a-z-]*:.+")
_NAMES: Final = frozenset(
    {*FIELDS, "url", "mime", "status", "mime-detected", "languages", "filename"}
)


def check_match(match: str) -> None:
    """Refuse a way to match that no server knows.

    Raises
    ------
    CollectError
        For anything but :data:`MATCHES`.
    """
    if match not in MATCHES:
        raise CollectError(f"{match!r} is no way to match", advice=f"use {', '.join(MATCHES)}")


def check_url(url: str) -> None:
    """Refuse an empty address: an index answers it, and finds nothing.

    Raises
    ------
    CollectError
        When there is none.
    """
    if not url.strip():
        raise CollectError("no address was given", column="url", advice="give one")


def check_filters(filters: Collection[str]) -> None:
    """Refuse a filter no server knows.

    Raises
    ------
    CollectError
        When it is not of the form ``[!]field:regex`` over a known field.
    """
    for one in filters:
        name = one.lstrip("!=~").partition(":")[0]
        if not _FILTER.fullmatch(one) or name not in _NAMES:
            raise CollectError(f"{one[:60]!r} is no filter", advice="write !statuscode:[45]..")


def stamp(when: dt.date | str) -> str:
    """Return a day, month, year or moment as 4 to 14 digits; ``""`` for ``""``.

    Raises
    ------
    CollectError
        When it is none.
    """
    if isinstance(when, dt.datetime):
        return f"{dates.moment(when):%Y%m%d%H%M%S}"
    text = when.isoformat() if isinstance(when, dt.date) else when
    digits = re.sub(r"[-:TZ ]", "", text)
    if text and wayback.moment(digits) is None:
        raise CollectError(
            f"{text[:40]!r} is no time of an index", advice="write 2018, 2018-10 or 2018-10-01"
        )
    return digits

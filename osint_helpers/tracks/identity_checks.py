"""Identity conflicts in static data: numbers that cannot be right, or stand on two ships.

Every function takes identities (`tracks.identities`) and yields `Conflict` rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from osint_helpers.errors import IdentifierError, ReferenceDataError
from osint_helpers.identifiers import check_imo, check_mmsi
from osint_helpers.tracks.columns import mmsi_text
from osint_helpers.tracks.events import minutes
from osint_helpers.tracks.identities import Span, merged, spans

if TYPE_CHECKING:
    import pandas as pd

CONFLICT: Final = "identity_conflict"
CHANGE: Final = "change"
# AIS sends at most 20 characters of a name (ITU-R M.1371, message 5)
_NAME: Final = 20


class Conflict(NamedTuple):
    """One row: what says one thing and what says another; ``kind`` is a conflict or a change."""

    kind: str
    conflict: str
    track: int
    other: str
    first_t: int
    last_t: int
    value: str
    other_value: str
    text: str


def mmsi_numbers(held: pd.DataFrame) -> Iterator[Conflict]:
    """Yield MMSIs that are no ship station's, or whose MID is not allocated.

    Parameters
    ----------
    held
        ``track, first_us, last_us`` of each track.
    """
    from osint_helpers import reference

    for track, first, last in _rows(held, "track", "first_us", "last_us"):
        mmsi = mmsi_text(track)
        check = check_mmsi(mmsi)
        station = check.parts.get("station", "")
        if check.valid is False or station != "ship station":
            said = station or check.reason
            text = f"{mmsi} is no MMSI of a ship station: {said}"
            yield Conflict(
                CONFLICT,
                "mmsi_no_ship_station",
                track,
                "ITU-R M.585",
                first,
                last,
                mmsi,
                said,
                text,
            )
            continue
        try:
            reference.flag_of(mmsi)
        except ReferenceDataError as error:
            text = f"{mmsi}: {error.what}"
            yield Conflict(
                CONFLICT, "mmsi_mid_unallocated", track, "ITU table of MID", first, last, mmsi,
                error.what, text,
            )  # fmt: skip


def imo_digits(rows: pd.DataFrame) -> Iterator[Conflict]:
    """Yield IMO numbers whose form or check digit fails; absent ones and zeros are none."""
    for group in merged(spans(rows, "imo"), lambda span: (span.track, span.value)).values():
        for span in group:
            check = check_imo(span.value)
            if check.valid is False and not absent(span.value):
                text = f"{_who(span)} sent the IMO number {span.value}: {check.reason}"
                yield Conflict(
                    CONFLICT, "imo_check_digit", span.track, "IMO A.1117(30)", span.first,
                    span.last, f"{span.value} ({_when(span)})", check.reason, text,
                )  # fmt: skip


def absent(imo: str) -> bool:
    """Say whether a text stands for no IMO number: nothing, or zeros."""
    return not re.sub(r"(?i)imo|[\s0.:#-]", "", imo)


def sound_imos(rows: pd.DataFrame) -> list[Span]:
    """Return the spans of IMO numbers whose check digit is right, as seven digits."""
    return [
        span._replace(value=check.normal)
        for span in spans(rows, "imo")
        if (check := check_imo(span.value)).valid
    ]


def imo_on_two(rows: pd.DataFrame) -> Iterator[Conflict]:
    """Yield IMO numbers sent by two tracks: at one time (a conflict), or one after the other.

    Each track is set against that sending longest so far: every track with a conflict has a row,
    and many tracks with one number do not give a row for each two.
    """
    for imo, group in merged(sound_imos(rows), lambda span: span.value).items():
        latest = group[0]
        for span in group[1:]:
            who = (_who(latest), _who(span))
            if span.first <= latest.last:
                text = f"IMO {imo} sent by {_who(latest)} and by {_who(span)} in the same time"
                yield _pair(CONFLICT, "imo_on_two", (latest, span), who, text)
            elif span.mmsi != latest.mmsi:
                text = (
                    f"IMO {imo} sent by {_who(latest)} until {_minute(latest.last)} and by "
                    f"{_who(span)} from {_minute(span.first)}: one after the other, as after a "
                    "change of flag or owner"
                )
                yield _pair(CHANGE, "mmsi", (latest, span), who, text)
            latest = max(latest, span, key=lambda one: one.last)


def several_imos(rows: pd.DataFrame) -> Iterator[Conflict]:
    """Yield MMSIs that sent more than one IMO number, sound or not."""
    values = [
        span._replace(value=check_imo(span.value).normal)
        for span in spans(rows, "imo")
        if not absent(span.value)
    ]
    for group in merged(values, lambda span: span.mmsi).values():
        latest = group[0]
        for span in group[1:]:
            if span.value != latest.value:
                overlap = span.first <= latest.last
                same = overlap or span.track == latest.track
                when = "in the same time" if overlap else (
                    "one after the other; an IMO number stays with its hull, an MMSI may pass on"
                )  # fmt: skip
                text = (
                    f"MMSI {mmsi_text(span.track)} sent IMO {latest.value} and IMO {span.value}, "
                    f"{when}"
                )
                kind = CONFLICT if same else CHANGE
                said = (f"IMO {latest.value}", f"IMO {span.value}")
                yield _pair(kind, "several_imos", (latest, span), said, text)
            latest = max(latest, span, key=lambda one: one.last)


def dimensions(rows: pd.DataFrame, most: dict[str, float]) -> Iterator[Conflict]:
    """Yield tracks whose length or width differs by more than ``most`` (metres, by column)."""
    for name, limit in sorted(most.items()):
        for group in merged(spans(rows, name), lambda span: span.track).values():
            small = min(group, key=lambda one: (one.value, one.first))
            large = max(group, key=lambda one: (one.value, -one.first))
            if large.value - small.value <= limit:
                continue
            first, second = sorted((small, large), key=lambda one: (one.first, one.value))
            word = name.removesuffix("_m")
            said = (f"{first.value:g} m", f"{second.value:g} m")
            text = (
                f"{_who(first)} sent the {word} {first.value:g} m and {second.value:g} m, "
                f"{large.value - small.value:g} m apart"
            )
            yield _pair(CONFLICT, word, (first, second), said, text)


def changes(rows: pd.DataFrame, name: str) -> Iterator[Conflict]:
    """Yield consecutive values of a text (name, call sign, ship type) of one track."""
    for group in merged(spans(rows, name), lambda span: span.track).values():
        for before, after in pairwise(group):
            how = "by turns with" if after.first <= before.last else "and then"
            text = f"{_who(before)} sent the {name} {before.value!r} {how} {after.value!r}"
            yield _pair(CHANGE, name, (before, after), (before.value, after.value), text)


def registry(rows: pd.DataFrame, known: dict[str, tuple[str, str]]) -> Iterator[Conflict]:
    """Yield MMSIs whose country is not the flag a register states, and names that differ.

    Parameters
    ----------
    known
        IMO number (seven digits) -> (alpha-2 of the flag or "", name or "").
    """
    from osint_helpers import reference

    for imo, group in merged(sound_imos(rows), lambda span: span.value).items():
        flag, name = known.get(str(imo), ("", ""))
        for span in group:
            try:
                sent = reference.flag_of(mmsi_text(span.track))
            except (ReferenceDataError, IdentifierError):
                continue  # mmsi_numbers tells it
            if flag and sent.country != flag:
                text = (
                    f"{_who(span)} carries the MID {sent.mid} ({sent.name}) and sent IMO {imo}, "
                    f"whose flag the register states as {flag}"
                )
                yield Conflict(
                    CONFLICT, "flag", span.track, f"register, IMO {imo}", span.first, span.last,
                    f"{sent.country}, {sent.name} ({_when(span)})", flag, text,
                )  # fmt: skip
            if name:
                yield from _named(rows, span, name)


def _named(rows: pd.DataFrame, span: Span, name: str) -> Iterator[Conflict]:
    held = rows[(rows["track"] == span.track) & (rows["imo"] != "")]
    own = held[[check_imo(text).normal == span.value for text in held["imo"]]]
    for group in merged(spans(own, "name"), lambda one: (one.track, one.value)).values():
        for one in group:
            if _plain(one.value) != _plain(name):
                text = f"{_who(one)} sent the name {one.value!r}; the register states {name!r}"
                yield Conflict(
                    CHANGE, "register_name", one.track, f"register, IMO {span.value}", one.first,
                    one.last, f"{one.value} ({_when(one)})", name, text,
                )  # fmt: skip


def _plain(name: str) -> str:
    """Return the letters and digits of what AIS can hold of a name."""
    return re.sub(r"[^A-Z0-9]", "", name.upper()[:_NAME])


def _pair(
    kind: str, conflict: str, ends: tuple[Span, Span], said: tuple[str, str], text: str
) -> Conflict:
    one, two = ends
    value, other = said
    against = _who(two) if two.track != one.track else other
    first, last = min(one.first, two.first), max(one.last, two.last)
    return Conflict(
        kind, conflict, one.track, against, first, last, f"{value} ({_when(one)})",
        f"{other} ({_when(two)})", text,
    )  # fmt: skip


def _who(span: Span) -> str:
    hull = span.track % 100
    return f"MMSI {mmsi_text(span.track)}" + (f" hull {hull}" if hull else "")


def _when(span: Span) -> str:
    return f"{_minute(span.first)} to {_minute(span.last)}"


def _minute(moment: int) -> str:
    return minutes([moment])[0]


def _rows(frame: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(frame[name].tolist() for name in names), strict=True)

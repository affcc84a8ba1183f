"""Pages of Global Fishing Watch: every one, compared with the total the source names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from osint_helpers.collect import dates, strictly
from osint_helpers.collect.answers import Answer
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.vessels.gfw import fields
from osint_helpers.collect.vessels.gfw.manifest import MANIFEST
from osint_helpers.errors import CollectError

# No limit for ids in one call is published: this many keep the question and its failure small.
IDS_A_CALL: Final = 50
_ENVELOPE: Final = ("limit", "offset", "nextOffset", "since", "metadata", "total", "entries")


@dataclass(frozen=True)
class Page:
    """One page.

    Attributes
    ----------
    entries
        Its records, unread.
    total
        Records there are in all, as the source says; None when it does not say.
    offset
        ``nextOffset``: where the next page begins; None on the last one.
    since
        Token of the next page.
    datasets
        Versions of the data sets the source names for this answer.
    """

    entries: list[Any]
    total: int | None
    offset: int | None
    since: str | None
    datasets: tuple[str, ...]


def page_of(data: bytes, *, counted: bool = True, reading: fields.Reading | None = None) -> Page:
    """Return a page of an answer.

    Parameters
    ----------
    counted
        Whether the source must name a total, as it does for a search and for events.

    Raises
    ------
    SourceRefusedError
        When the answer is no JSON.
    SchemaChanged
        When it is built otherwise.
    """
    read = reading or fields.Reading()
    value = strictly.json_of(data, source=MANIFEST.title)
    required = ("entries", "total") if counted else ("entries",)
    held = read.record(value, required, _ENVELOPE, "a page of Global Fishing Watch")
    total = fields.whole(held.get("total"), "total")
    if counted and (total is None or total < 0):
        raise fields.wrong(held.get("total"), "count", "total")
    meta = held.get("metadata")
    named = meta.get("datasets") if isinstance(meta, dict) else None
    return Page(
        fields.records(held["entries"], "entries"), total,
        fields.whole(held.get("nextOffset"), "nextOffset"),
        fields.text(held.get("since"), "since"), fields.texts(named, "metadata.datasets"),
    )  # fmt: skip


def read_page(
    got: Gathering, answer: Answer, part: str, *, reading: fields.Reading, counted: bool = True
) -> Page | None:
    """Return the page of an answer; None when the answer is no data, which is a missing part."""
    found: list[Page] = got.read(
        answer, lambda one: [page_of(one.data, counted=counted, reading=reading)], part=part
    )
    for page in found:
        got.count(answer, len(page.entries) - 1)  # `read` counted the page as one row
    return found[0] if found else None


def version_of(page: Page, answer: Answer, asked: str) -> str | None:
    """Return the version behind ``latest``: from the answer, else from its header ``x-datasets``.

    None when the source names none; ``latest`` itself is no version.
    """
    stem = asked.partition(":")[0]
    header = answer.headers.get("x-datasets", "")
    named = [*page.datasets, *(one.strip() for one in header.split(","))]
    sound = [one for one in named if one.partition(":")[0] == stem and one.partition(":")[2]]
    return next((one for one in sound if not one.endswith(":latest")), None)


def note_versions(got: Gathering, asked: str, found: Sequence[str | None]) -> None:
    """Say which version a data set had, and that pages of several versions do not fit together."""
    versions = sorted({one for one in found if one is not None})
    if len(versions) > 1:
        got.cut(f"answers come from several versions: {', '.join(versions)}")
    elif versions:
        got.note(f"{asked} was {versions[0]}")
    elif found:
        got.note(f"the source did not say which version {asked} was")


def note_unread(got: Gathering, reading: fields.Reading) -> None:
    """Say which new fields were let pass."""
    if reading.unread:
        got.note(f"fields not read: {', '.join(sorted(reading.unread))}")


def split(ids: Sequence[str], size: int = IDS_A_CALL) -> list[tuple[str, ...]]:
    """Return ids in groups for one call each."""
    return [tuple(ids[at : at + size]) for at in range(0, len(ids), size)]


def ids_of(given: Sequence[str] | str, what: str) -> tuple[str, ...]:
    """Return each id once, in the order given.

    Raises
    ------
    CollectError
        When there is none, or one is empty.
    """
    held = (given,) if isinstance(given, str) else tuple(given)
    clean = tuple(dict.fromkeys(one.strip() for one in held))
    if not clean or "" in clean:
        raise CollectError(
            f"no {what} is given, or one is empty",
            advice="search() finds the ids of a ship by IMO number, MMSI or name",
        )
    return clean


def window(start: date | str, end: date | str) -> tuple[date, date]:
    """Return first and last day, both included.

    Raises
    ------
    CollectError
        When one is no day, or they are the wrong way round.
    """
    first, last = dates.day(start, "start"), dates.day(end, "end")
    if first > last:
        raise CollectError(f"{first} is after {last}", advice="give the first day first")
    return first, last


def after(last: date) -> str:
    """Return the day after `last`: the source does not count its end date."""
    if last == date.max:
        raise CollectError(f"there is no day after {last}", advice="give an earlier last day")
    return (last + timedelta(days=1)).isoformat()

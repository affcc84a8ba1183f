"""Ask Companies House: pages compared with the count told, an empty list with the company."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Final

from osint_helpers.collect.absence import is_absence
from osint_helpers.collect.answers import Answer
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.parties.companies_house import parsing
from osint_helpers.collect.parties.companies_house.source import MANIFEST
from osint_helpers.errors import CollectError

PAGE: Final = 100  # entries asked for at a time
_NUMBER: Final = re.compile(r"[A-Z0-9]{8}")
PERSONS: Final = ("role", "names")


def company_number(number: str) -> str:
    """Return a company number in the form of the register: leading zeros are restored.

    Raises
    ------
    CollectError
        When it is none.
    """
    found = number.strip().upper()
    found = found.zfill(8) if found.isascii() and found.isdecimal() else found
    if _NUMBER.fullmatch(found) is None:
        raise CollectError(
            f"{number!r:.40} is no company number", advice="eight letters or digits, as SC000000"
        )
    return found


def by_name(persons: str) -> bool:
    """Say whether names of people are wanted.

    Raises
    ------
    CollectError
        When `persons` is neither ``role`` nor ``names``.
    """
    if persons not in PERSONS:
        raise CollectError(f"persons={persons!r:.20}", advice=f"use {' or '.join(PERSONS)}")
    return persons == "names"


def profile(got: Gathering, number: str, *, part: str = "company") -> list[parsing.Row]:
    """Return the company, or nothing when the register has no such number."""
    answer = got.ask(f"company/{number}", part=part, also=(404,))
    if answer is None:
        return []
    _told(got, answer)
    if answer.status == 404:
        if is_absence(answer):
            got.note(f"the register has no company {number}")
        else:
            got.miss(part, f"status 404{answer.said()}")
        return []
    tolerated = got.client.tolerated(MANIFEST)
    rows = got.read(answer, lambda one: [parsing.company(one.data, tolerated=tolerated)], part=part)
    for row in rows:
        if row["party_id"] != number:
            got.miss(part, f"the answer is about {row['party_id'][:20]}")
    return [row for row in rows if row["party_id"] == number]


def of_company(
    got: Gathering, number: str, what: str, asked: Mapping[str, str], most: int
) -> list[parsing.Entry]:
    """Return the entries of a list of a company.

    Raises
    ------
    CollectError
        When the register has no such company: an empty list would say something else.
    """
    items, absent = pages(got, f"company/{number}/{what}", asked, most)
    known = not absent or got.missing or profile(got, number)
    if not known and not got.missing:
        raise CollectError(
            f"the register has no company {number}", advice="search for it by its name"
        )
    if absent and not got.missing:
        got.note("the register has no such list for this company")
    return items


def pages(
    got: Gathering, path: str, asked: Mapping[str, str], most: int
) -> tuple[list[parsing.Entry], bool]:
    """Ask page by page; return the entries, and whether the source knows no such list."""
    items: list[parsing.Entry] = []
    total: int | None = None
    while True:
        start = len(items)
        part = f"from {start + 1}"
        params = {**asked, "items_per_page": PAGE, "start_index": start}
        answer = got.ask(path, part=part, params=params, also=() if start else (404,))
        if answer is None:
            return items, False
        _told(got, answer)
        if answer.status == 404:
            if not is_absence(answer):
                got.miss(part, f"status 404{answer.said()}")
            return items, True
        found = _page(got, answer, part)
        if found is None:
            return items, False
        items += found.items
        if total is not None and found.total != total:
            got.cut(f"the count changed from {total} to {found.total} between pages")
        total = found.total if total is None else total
        if found.start not in {None, start}:
            got.cut(f"entries from {start + 1} were asked for, and from {found.start} came")
        if not found.items or len(items) >= min(most, len(items) if total is None else total):
            break
    _compare(got, items, total)
    return items, False


def _page(got: Gathering, answer: Answer, part: str) -> parsing.Page | None:
    tolerated = got.client.tolerated(MANIFEST)
    found = got.read(answer, lambda one: [parsing.page(one.data, tolerated=tolerated)], part=part)
    for one in found:
        got.count(answer, len(one.items) - 1)  # `read` counted the page as one row
        held: parsing.Page = one
        return held
    return None


def _compare(got: Gathering, items: list[parsing.Entry], total: int | None) -> None:
    twice = len(items) - len({json.dumps(one, sort_keys=True) for one in items})
    if twice:
        got.cut(f"{twice} entries came twice: pages shifted while they were read")
    if total is None and len(items) >= PAGE:
        got.cut("a full page came and the source gives no count")
    elif total is not None and len(items) != total:
        got.cut(f"{len(items)} of {total} entries came")


def _told(got: Gathering, answer: Answer) -> None:
    left = answer.headers.get("x-ratelimit-remain", "")
    if left.isdecimal():
        got.notes[:] = [one for one in got.notes if not one.startswith("questions left")]
        got.note(f"questions left after the last answer: {left}")

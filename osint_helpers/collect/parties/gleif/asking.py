"""Ask the GLEIF API: pages compared with the count of the source, and the two levels of parents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from osint_helpers.collect.absence import is_absence
from osint_helpers.collect.answers import Answer
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.parties.gleif import records
from osint_helpers.collect.parties.gleif.source import MANIFEST

PAGE: Final = 200  # most a page may hold


def pages(
    got: Gathering, path: str, asked: Mapping[str, str], most: int, also: tuple[int, ...] = ()
) -> list[dict[str, Any]]:
    """Ask page by page and compare the rows with the count of the source."""
    rows: list[dict[str, Any]] = []
    number, last, total = 1, 1, None
    while number <= min(last, max(1, -(-most // PAGE))):
        part = f"page {number}"
        params = {**asked, "page[number]": number, "page[size]": PAGE}
        # a list that was there is not gone on its second page: 404 is an error then
        answer = got.ask(path, part=part, params=params, also=also if number == 1 else ())
        if answer is not None and _none(got, answer, part):
            return rows
        for one in [] if answer is None else _page(got, answer, part):
            rows += one.rows
            if total is not None and one.total != total:
                got.cut(f"the count changed from {total} to {one.total} between pages")
            if number == 1:
                total, last = one.total, one.last or 1
            if one.current not in {None, number}:
                got.cut(f"page {number} was asked for and page {one.current} came")
        number += 1
    _compare(got, rows, total, last)
    return rows


def _compare(got: Gathering, rows: list[dict[str, Any]], total: int | None, last: int) -> None:
    ids = [row["party_id"] for row in rows]
    twice = len(ids) - len(set(ids))
    if twice:
        got.cut(f"{twice} records came twice: pages shifted while they were read")
    if total is None and len(rows) >= PAGE:
        got.cut("a full page came and the source gives no count")
    elif total is not None and len(rows) != total and not got.missing:
        got.cut(f"{len(rows)} of {total} records came, {last} pages")


def _page(got: Gathering, answer: Answer, part: str) -> list[records.Page]:
    tolerated = got.client.tolerated(MANIFEST)
    found: list[records.Page] = got.read(
        answer, lambda one: [records.page(one.data, tolerated=tolerated)], part=part
    )
    for one in found:
        got.count(answer, len(one.rows) - 1)  # `read` counted the page as one row
    return found


def _none(got: Gathering, answer: Answer, part: str) -> bool:
    """Say whether the source says that there is none; a foreign page is a missing part."""
    if answer.status != 404:
        return False
    if not is_absence(answer):
        got.miss(part, f"status 404{answer.said()}")
    return True


def one(got: Gathering, lei: str) -> list[dict[str, Any]]:
    """Return the record of an LEI, or nothing."""
    answer = got.ask(f"lei-records/{lei}", part=lei, also=(404,))
    if answer is None:
        return []
    if _none(got, answer, lei):
        got.note(f"GLEIF has no record of {lei}")
        return []
    tolerated = got.client.tolerated(MANIFEST)
    rows = got.read(answer, lambda one: [records.record(one.data, tolerated=tolerated)], part=lei)
    for row in rows:
        if row["party_id"] != lei:
            got.miss(lei, f"the answer is the record of {row['party_id'][:24]}")
    return [row for row in rows if row["party_id"] == lei]


def known(got: Gathering, lei: str) -> bool:
    """Say whether there is a record of an LEI: "nothing" about an unknown one says nothing.

    Without an answer the part is missing, and it counts as known.
    """
    part = f"record of {lei}"
    answer = got.ask(f"lei-records/{lei}", part=part, also=(404,))
    if answer is None or not _none(got, answer, part):
        return True
    got.note(f"GLEIF has no record of {lei}")
    return False


def parent(got: Gathering, lei: str, level: str) -> dict[str, Any] | None:
    """Return the row of one level; None when its answers did not come."""
    head = {"lei": lei, "level": level}
    path, part = f"lei-records/{lei}/{level}-parent", f"{level} parent"
    answer = got.ask(f"{path}-relationship", part=part, also=(404,))
    if answer is None:
        return None
    before = len(got.missing)
    if _none(got, answer, part):
        return None if len(got.missing) > before else _exception(got, head, path, level)
    found = got.read(answer, lambda one: [records.relation(one.data)], part=part)
    for said in found:
        if said["lei"] != lei:
            got.miss(part, "the answer is the relation of another party")
            return None
        return {**said, **head, "outcome": "parent", **_who(got, path, level)}
    return None


def _exception(
    got: Gathering, head: dict[str, Any], path: str, level: str
) -> dict[str, Any] | None:
    part = f"{level} reporting exception"
    answer = got.ask(f"{path}-reporting-exception", part=part, also=(404,))
    if answer is None:
        return None
    before = len(got.missing)
    if _none(got, answer, part):
        return None if len(got.missing) > before else {**head, "outcome": "not reported"}
    for said in got.read(answer, lambda one: [records.exception(one.data)], part=part):
        return {**head, "outcome": "reporting exception", **said}
    return None


def _who(got: Gathering, path: str, level: str) -> dict[str, Any]:
    """Return name and jurisdiction of a parent from its own record."""
    part = f"record of the {level} parent"
    answer = got.ask(path, part=part)
    if answer is None:
        return {}
    tolerated = got.client.tolerated(MANIFEST)
    found = got.read(answer, lambda one: [records.record(one.data, tolerated=tolerated)], part=part)
    return {f"parent_{name}": row[name] for row in found for name in ("name", "jurisdiction")}

"""What every STAC server has in common: ask page by page, check the counts, read the scenes.

STAC API 1.0.0, item search. Every question is a POST to ``search``; it changes nothing there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from osint_helpers.collect.collected import Collected
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.imagery import footprints, pages, scenes
from osint_helpers.collect.imagery.areas import Area, Box, area
from osint_helpers.collect.imagery.marking import left_out, mark, strange
from osint_helpers.collect.imagery.question import RADIUS_KM, Question
from osint_helpers.collect.manifests import Manifest
from osint_helpers.errors import CollectError

if TYPE_CHECKING:
    from osint_helpers.collect.answers import Answer
    from osint_helpers.collect.client import Client

Json = dict[str, Any]


def search(client: Client, manifest: Manifest, asked: Question) -> Collected:
    """Return the scenes of a question as `scenes.SCENES`, in the order they came.

    Raises
    ------
    NotRecorded
        In replay, when the case does not hold one of the pages.
    SchemaChanged
        When a page or an item is not what the standard says.
    CollectError
        When not one page came.
    """
    got = Gathering(client, manifest, "scenes", asked.parameters())
    rows: list[Json] = []
    boxes = asked.area.boxes
    for n, box in enumerate(boxes, 1):
        name = f"box {n} of {len(boxes)}, " if len(boxes) > 1 else ""
        rows += _Walk(got, asked, name).rows(box)
    kept = left_out(got, asked, rows)
    return got.collected(mark(got, _placed(kept, asked.area)), scenes.SCENES)


def item(client: Client, manifest: Manifest, *, collection: str, id: str, place: str) -> Collected:  # noqa: A002
    """Return one scene by collection and id.

    Raises
    ------
    SourceRefusedError
        With status 404 when the server does not know it.
    CollectError
        When it answers with another item than the one asked for.
    """
    where = area(place, None, RADIUS_KM) if place else Area("", None, None, ())
    asked = {"collection": collection, "id": id, **where.question()}
    got = Gathering(client, manifest, "item", asked)
    if not collection.strip() or not id.strip():
        raise CollectError("an item is named by its collection and its id", column="id")
    answer = got.ask(
        f"collections/{quote(collection, safe='')}/items/{quote(id, safe='')}", part=id
    )
    rows = [] if answer is None else got.read(
        answer, lambda one: [_one(got, one, collection, id)], part=id
    )  # fmt: skip
    return got.collected(mark(got, _placed(rows, where)), scenes.SCENES)


def _one(got: Gathering, answer: Answer, collection: str, name: str) -> Json:
    found = answer.json()
    title = got.manifest.title
    _note_signed(got, [found])
    made = scenes.row(found, where=f"the item {name} of {title}",
                      tolerated=got.client.tolerated(got.manifest))  # fmt: skip
    if (made["collection"], made["id"]) != (collection, name):
        raise CollectError(
            f"{title} was asked for {collection}/{name} and answered with "
            f"{made['collection']}/{made['id']}", advice="the capture keeps what came",
        )  # fmt: skip
    return made


def parse(data: bytes, *, source: str = "the server", tolerated: Sequence[str] = ()) -> list[Json]:
    """Return the rows of one page of a search, as far as the page itself tells them.

    Raises
    ------
    SchemaChanged
        When the page or an item is not what the standard says.
    CollectError
        When it is no JSON.
    """
    page = pages.read(data, source=source, tolerated=tolerated)
    return [
        scenes.row(one, where=f"item {n} of a page of {source}", tolerated=tolerated)
        for n, one in enumerate(page.items, 1)
    ]


def _placed(rows: list[Json], where: Area) -> list[Json]:
    if where.point is None:
        return rows
    return [{**row, "covers_point": footprints.covers(row["footprint"], where.point)}
            for row in rows]  # fmt: skip


def _note_signed(got: Gathering, items: Sequence[object]) -> None:
    if any(scenes.signed(one) for one in items):
        got.note("query strings of asset addresses were left out: they can carry a signature")


class _Walk:
    """The pages of one box, one after the other, until the server gives no next link."""

    def __init__(self, got: Gathering, asked: Question, name: str) -> None:
        self._got, self._asked, self._name = got, asked, name
        self._base = got.client.address(got.manifest, "").rstrip("/")
        self._seen: set[tuple[str, ...]] = set()
        self._matched: int | None = None
        self._rows: list[Json] = []

    def rows(self, box: Box) -> list[Json]:
        """Return the rows of the box; what is lacking is said to the gathering."""
        ask: pages.Ask | None = pages.Ask(f"{self._base}/search", self._asked.body(box))
        number = 0
        while ask is not None:
            number += 1
            part = f"{self._name}page {number}"
            answer = self._got.ask(ask.url, part=part, json=ask.body, idempotent=True)
            page = None if answer is None else self._page(answer, part)
            if page is None or self._full(page):
                return self._rows
            try:
                ask = None if page.link is None else pages.following(page.link, ask, self._base)
            except CollectError as error:
                self._got.miss(f"{self._name}page {number + 1}", error)
                return self._rows
        self._compare()
        return self._rows

    def _page(self, answer: Answer, part: str) -> pages.Page | None:
        found: list[pages.Page] = []

        def read(one: Answer) -> list[Json]:
            title = self._got.manifest.title
            tolerated = self._got.client.tolerated(self._got.manifest)
            page = pages.read(one.data, source=title, tolerated=tolerated)
            found.append(page)
            return [scenes.row(item, where=f"item {n} of {part} of {title}", tolerated=tolerated)
                    for n, item in enumerate(page.items, 1)]  # fmt: skip

        rows = self._got.read(answer, read, part=part)
        if not found:
            return None
        content = tuple(row["sha256"] for row in rows)
        if content in self._seen:
            self._got.miss(part, "the server sends the same page again")
            return None
        if self._rows and rows and all(strange(self._asked, row) for row in rows):
            self._got.miss(part, "the next link led away from the question: nothing answers it")
            return None
        self._seen.add(content)
        self._rows += rows
        self._noticed(found[0], part)
        return found[0]

    def _noticed(self, page: pages.Page, part: str) -> None:
        got = self._got
        for text in page.notes:
            got.note(text)
        _note_signed(got, page.items)
        if page.returned is not None and page.returned != len(page.items):
            got.cut(f"{part} says it returns {page.returned} scenes, {len(page.items)} came")
        if page.matched is not None and self._matched not in {None, page.matched}:
            got.note(f"the catalogue changed while it was asked: {self._matched} matched, "
                     f"then {page.matched}")  # fmt: skip
        self._matched = self._matched if page.matched is None else page.matched

    def _full(self, page: pages.Page) -> bool:
        if page.link is None or len(self._rows) < self._asked.at_most:
            return False
        of = "" if self._matched is None else f" of {self._matched}"
        self._got.cut(f"{self._name}ended after {len(self._rows)} scenes{of}: ask for fewer days "
                      "or a smaller box")  # fmt: skip
        return True

    def _compare(self) -> None:
        """Compare what came with what the server says matches; a scene sent twice is one."""
        if self._matched is None:
            self._got.note("the server gives no number of matches: that nothing is lacking rests "
                           "on its next links alone")  # fmt: skip
            return
        distinct = len({(row["collection"], row["id"]) for row in self._rows})
        if distinct != self._matched:
            self._got.cut(f"{self._name}the server says {self._matched} scenes match, "
                          f"{distinct} came")  # fmt: skip

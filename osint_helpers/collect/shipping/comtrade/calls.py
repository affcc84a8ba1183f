"""Ask UN Comtrade for trade: count first, split below the cap, name what did not come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from osint_helpers.collect.collected import Collected
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.shipping.comtrade import reading
from osint_helpers.collect.shipping.comtrade.about import MANIFEST, TRADE
from osint_helpers.collect.shipping.comtrade.questions import (
    LONGEST_URL,
    Question,
    batches,
    question,
)
from osint_helpers.errors import CollectError

if TYPE_CHECKING:
    from osint_helpers.collect.answers import Answer
    from osint_helpers.collect.client import Client

# One client of the API warns of 100,000 records a call, its official description says 250,000:
# the lower one is asked for.
CAP: Final = 100_000
MOST: Final = 250_000
PREVIEW_CAP: Final = 500

Codes = tuple[str, ...]


def trade(
    client: Client, *, reporters: Codes, partners: Codes, periods: Codes, commodities: Codes,
    flows: Codes, frequency: str = "A", kind: str = "C", classification: str = "HS",
    partner2: Codes = ("0",), modes_of_transport: Codes = ("0",), customs: Codes = ("C00",),
    cap: int = CAP,
) -> Collected:  # fmt: skip
    """Return what countries state of their trade. Needs a key.

    Parameters
    ----------
    reporters, partners
        M49 codes as Comtrade uses them (`reference` lists them); ``()`` for all. Partner ``0`` is
        the world.
    periods
        ``2018`` (frequency A) or ``2018-08`` (M). Any number: twelve are asked at a time.
    commodities
        Codes of two, four or six digits, ``TOTAL``, or ``()`` for all.
    flows
        ``M`` import, ``X`` export, ``RM`` re-import, ``RX`` re-export; ``()`` for all.
    kind
        ``C`` goods, ``S`` services.
    classification
        ``HS`` as reported, ``H0`` … ``H6`` for one edition.
    partner2, modes_of_transport, customs
        By default the totals only. ``()`` asks for totals and parts: see ``total_over``.
    cap
        Records one call may give; as many count as cut off.

    Returns
    -------
    Collected
        Columns as in ``TRADE``; weights in kg, values in US dollars, cif and fob apart. No row for
        a month is not zero trade.
    """
    return _gather(
        client, "trade", "data/v1/get", cap, count=True, whole=True,
        periods=periods, frequency=frequency, kind=kind, classification=classification,
        reporters=reporters, partners=partners, commodities=commodities, flows=flows,
        partner2=partner2, modes_of_transport=modes_of_transport, customs=customs,
    )  # fmt: skip


def tariff_lines(
    client: Client, *, reporters: Codes, partners: Codes, periods: Codes, commodities: Codes,
    flows: Codes, frequency: str = "A", kind: str = "C", classification: str = "HS",
    partner2: Codes = (), modes_of_transport: Codes = (), customs: Codes = (), cap: int = CAP,
) -> Collected:  # fmt: skip
    """Return trade in the national product codes of the reporter, as delivered. Needs a key.

    Parameters and columns as :func:`trade`. The record of a tariff line is not recorded: fields
    that lack are missing, a new one is an error. A product code asked for stands for every
    national code that begins with it.
    """
    return _gather(
        client, "tariff_lines", "data/v1/getTariffline", cap, count=True, whole=False,
        periods=periods, frequency=frequency, kind=kind, classification=classification,
        reporters=reporters, partners=partners, commodities=commodities, flows=flows,
        partner2=partner2, modes_of_transport=modes_of_transport, customs=customs,
    )  # fmt: skip


def preview(
    client: Client, *, reporters: Codes, partners: Codes, periods: Codes, commodities: Codes,
    flows: Codes, frequency: str = "A", kind: str = "C", classification: str = "HS",
    partner2: Codes = ("0",), modes_of_transport: Codes = ("0",), customs: Codes = ("C00",),
    cap: int = PREVIEW_CAP,
) -> Collected:  # fmt: skip
    """Return the same as :func:`trade` without a key, 500 records a call.

    An answer of 500 records counts as cut off and is asked again in halves.
    """
    return _gather(
        client, "preview", "public/v1/preview", min(cap, PREVIEW_CAP), count=False, whole=True,
        periods=periods, frequency=frequency, kind=kind, classification=classification,
        reporters=reporters, partners=partners, commodities=commodities, flows=flows,
        partner2=partner2, modes_of_transport=modes_of_transport, customs=customs,
    )  # fmt: skip


def _gather(
    client: Client, call: str, path: str, cap: int, *, count: bool, whole: bool, **asked: Any,  # noqa: ANN401
) -> Collected:  # fmt: skip
    if not 1 <= cap <= MOST:
        raise CollectError(f"{cap} is no cap", column="cap", advice=f"1 to {MOST} records")
    what = question(path, **asked)
    shown = {name: value for name, value in asked.items() if value != ()}
    got = Gathering(client, MANIFEST, call, {**shown, "cap": cap})
    rows: list[dict[str, Any]] = []
    for batch in batches(what):
        rows += _Part(got, what, cap, count, whole).rows(batch)
    _note(got, rows)
    if client.tolerated(MANIFEST):
        got.note(f"new fields let pass unread: {', '.join(client.tolerated(MANIFEST))}")
    return got.collected(_once(got, rows), TRADE)


class _Part:
    """Asks one question, in halves where it has too many records."""

    def __init__(self, got: Gathering, what: Question, cap: int, count: bool, whole: bool) -> None:
        self._got, self._what, self._cap = got, what, cap
        self._count, self._whole = count, whole

    def rows(self, one: Question) -> list[dict[str, Any]]:
        name, halves = one.name(self._what), one.split()
        if self._too_long(one):
            if halves is None:
                self._got.miss(name, "its address is too long for the source")
                return []
            return self._each(halves)
        said = self._counted(one, name) if self._count else 0
        if said is None:
            return []
        if said >= self._cap and halves is not None:
            return self._each(halves)
        found = self._fetched(one, name)
        if found is None or len(found) < self._cap or halves is None:
            return self._compared(name, found, said)
        self._got.note(f"{name}: the answer reached the cap and was asked again in halves")
        return self._each(halves)

    def _each(self, halves: tuple[Question, Question]) -> list[dict[str, Any]]:
        return self.rows(halves[0]) + self.rows(halves[1])

    def _fetched(self, one: Question, name: str) -> list[dict[str, Any]] | None:
        """Return the records of one answer; None when they did not come, which is noted."""
        answer = self._ask(one, name)
        if answer is None:
            return None
        found = self._got.read(answer, lambda it: self._read(it, one), part=name)
        refused = any(missing.name == name for missing in self._got.missing)
        return None if refused else found

    def _compared(
        self, name: str, found: list[dict[str, Any]] | None, said: int
    ) -> list[dict[str, Any]]:
        """Return the records, after their number was held against the cap and the count."""
        if found is None:
            return []
        if len(found) >= self._cap:
            self._got.cut(
                f"{name}: {len(found)} records reach the cap of {self._cap}, and nothing is left "
                "to split: records may be lacking"
            )
        if self._count and said != len(found):
            self._got.cut(f"{name}: the source counted {said} records and gave {len(found)}")
        return found

    def _read(self, answer: Answer, one: Question) -> list[dict[str, Any]]:
        passed = self._got.client.tolerated(MANIFEST)
        found = reading.parse(answer.data, whole=self._whole, tolerated=passed)
        return one.check(found, stems=not self._whole)

    def _counted(self, one: Question, name: str) -> int | None:
        answer = self._ask(one, f"{name} (count)", countOnly="true")
        if answer is None:
            return None
        found = self._got.read(answer, lambda it: [reading.count_of(it.data)],
                               part=f"{name} (count)")  # fmt: skip
        return found[0] if found else None

    def _ask(self, one: Question, name: str, **more: str) -> Answer | None:
        return self._got.ask(
            one.path, params={**one.params(self._cap), **more}, part=name, keyed=self._count
        )

    def _too_long(self, one: Question) -> bool:
        base = self._got.client.address(MANIFEST, one.path)
        query = urlencode({**one.params(self._cap), "countOnly": "true"})
        return len(base) + 1 + len(query) > LONGEST_URL


def _once(got: Gathering, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows without exact repeats, saying how many there were."""
    held = {tuple(row.values()): row for row in rows}
    if len(held) < len(rows):
        got.note(f"{len(rows) - len(held)} records came twice, word for word, and are kept once")
    return list(held.values())


def _note(got: Gathering, rows: list[dict[str, Any]]) -> None:
    """Say where adding up would count twice."""
    for name in ("partner2", "customs", "mode_of_transport", "mode_of_supply", "partner"):
        codes = {row[name] for row in rows}
        if len(codes) > 1 and codes & {"0", "C00"}:
            got.note(f"totals and parts by {name.replace('_', ' ')} stand side by side: add up one "
                     "of the two (column total_over)")  # fmt: skip
    if len({row["level"] for row in rows}) > 1:
        got.note("products of several levels stand side by side: the finer are parts of the others")
    flows = {row["flow"] for row in rows}
    for all_of, part in (("X", "RX"), ("M", "RM")):
        if {all_of, part} <= flows:
            got.note(f"{part} is counted within {all_of} by most reporters: do not add them up")

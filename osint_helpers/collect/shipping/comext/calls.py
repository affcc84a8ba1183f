"""Ask Comext: structure first, then data; in halves where too much is asked; deferred answers."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from osint_helpers.collect import strictly
from osint_helpers.collect.collected import Collected
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.shipping.comext import observations, structures
from osint_helpers.collect.shipping.comext.about import (
    CODES,
    DATASET,
    DIMENSIONS,
    MANIFEST,
    STRUCTURE,
    TRADE,
)
from osint_helpers.collect.shipping.comext.questions import COLUMN, Question, question, wrong
from osint_helpers.errors import CollectError, SchemaChanged, SourceRefusedError

if TYPE_CHECKING:
    from osint_helpers.collect.answers import Answer
    from osint_helpers.collect.client import Client

Codes = tuple[str, ...]

# Statuses with which a fault in the source's own words comes.
FAULTS: Final = (400, 404, 413)
POLLS: Final = 12
FIRST_WAIT: Final = 5.0  # seconds, doubled up to the longest
LONGEST_WAIT: Final = 60.0
LONGEST_URL: Final = 1800  # a capture keeps 2,000 characters of an address


def trade(
    client: Client, *, reporters: Codes, partners: Codes, products: Codes, flows: Codes,
    start: str, end: str, frequency: str = "M",
    indicators: Codes = ("VALUE_IN_EUROS", "QUANTITY_IN_100KG"), digits: int = 0,
) -> Collected:  # fmt: skip
    """Return the trade of EU member states by product, partner and month or year.

    The structure of the dataset is asked for first (and kept): it says in which order the key of
    a question is written.

    Parameters
    ----------
    reporters, partners
        Codes such as ``DE``, ``EL``, ``EU27_2020``, ``WORLD``; ``()`` for all.
    products
        Codes of 2, 4, 6 or 8 digits, or ``TOTAL``; ``()`` for all, at all levels side by side.
    flows
        ``1`` import, ``2`` export, ``3`` re-export; ``()`` for all.
    start, end
        ``2018-07`` (frequency M) or ``2018`` (A), both included.
    indicators
        What is measured; ``()`` for all.
    digits
        Keep products of this many digits only; 0 for all.

    Returns
    -------
    Collected
        Columns as in ``TRADE``, a row for each observation; ``value`` in its own ``unit``.

    Raises
    ------
    CollectError
        For a question the source cannot be asked; the column is named.
    """
    whole = question(
        reporters=reporters, partners=partners, products=products, flows=flows,
        indicators=indicators, frequency=frequency, start=start, end=end,
    )  # fmt: skip
    if digits not in {0, 2, 4, 6, 8}:
        raise wrong("digits", str(digits), "2, 4, 6 or 8; 0 for all")
    got = Gathering(client, MANIFEST, "trade", {
        "dataset": DATASET, "reporters": reporters, "partners": partners, "products": products,
        "flows": flows, "start": start, "end": end, "frequency": frequency,
        "indicators": indicators, "digits": digits,
    })  # fmt: skip
    order = [str(row["dimension"]).lower() for row in _structure(got)]
    rows = _Asking(got, whole, order).rows(whole) if order else []
    _note(got, whole, rows)
    if client.tolerated(MANIFEST):
        got.note(f"new columns let pass unread: {', '.join(client.tolerated(MANIFEST))}")
    if digits:
        kept = [row for row in rows if row["product_digits"] == digits]
        got.note(f"{len(rows) - len(kept)} rows of products without {digits} digits are left out")
        rows = kept
    return got.collected(rows, TRADE)


def structure(client: Client) -> Collected:
    """Return the dimensions of the dataset in the order of a question's key."""
    got = Gathering(client, MANIFEST, "structure", {"dataset": DATASET})
    return got.collected(_structure(got), STRUCTURE)


def codes(client: Client, *, dimension: str) -> Collected:
    """Return the code list of a dimension, such as ``reporter``, ``product`` or ``flow``.

    Raises
    ------
    CollectError
        For another dimension.
    """
    if dimension not in DIMENSIONS:
        raise wrong("dimension", dimension, ", ".join(DIMENSIONS))
    got = Gathering(client, MANIFEST, "codes", {"dataset": DATASET, "dimension": dimension})
    rows: list[dict[str, Any]] = []
    for row in _structure(got):
        if row["dimension"].lower() != dimension:
            continue
        if not row["codelist"]:
            raise SchemaChanged("names no code list", column=dimension, advice="look at it")
        path = (f"sdmx/2.1/codelist/{row['agency'] or 'ESTAT'}/{row['codelist']}/"
                f"{row['codelist_version'] or 'latest'}")  # fmt: skip
        answer = got.ask(path, part=dimension)
        if answer is not None:
            rows = got.read(answer, lambda it: _unfaulted(it, structures.codes_of), part=dimension)
            if not rows and not got.missing:
                got.cut(f"{dimension}: the list is empty")
    return got.collected(rows, CODES)


def _structure(got: Gathering) -> list[dict[str, Any]]:
    """Return the dimensions, from two answers that are captures like any other."""
    flow = got.ask(f"sdmx/2.1/dataflow/ESTAT/{DATASET}", part="dataflow")
    if flow is None:
        return []
    named = got.read(flow, lambda it: [_unfaulted(it, structures.definition_of)], part="dataflow")
    if not named:
        return []
    agency, definition = named[0]
    answer = got.ask(f"sdmx/2.1/datastructure/{agency}/{definition}/latest", part="structure")
    if answer is None:
        return []
    return got.read(answer, lambda it: _unfaulted(it, structures.structure_of), part="structure")


def _unfaulted(answer: Answer, parse: Any) -> Any:  # noqa: ANN401
    data = answer.data
    fault = structures.fault_of(structures.root_of(data)) if data.lstrip()[:1] == b"<" else None
    if fault is not None:
        raise _refused(fault)
    return parse(data)


def _refused(fault: structures.Fault) -> SourceRefusedError:
    return SourceRefusedError(
        f"{MANIFEST.title} answered: {strictly.told(fault.text.encode())}", status=200,
        advice="correct the question, or ask again later",
    )  # fmt: skip


class _Asking:
    """Asks one question, in halves where it is too much at once."""

    def __init__(self, got: Gathering, whole: Question, order: list[str]) -> None:
        self._got, self._whole, self._order = got, whole, order

    def rows(self, one: Question) -> list[dict[str, Any]]:
        path = f"sdmx/2.1/data/{DATASET}/{one.key(self._order)}"
        name, halves = one.name(self._whole), one.split()
        if len(self._got.client.address(MANIFEST, path)) > LONGEST_URL and halves is not None:
            return self.rows(halves[0]) + self.rows(halves[1])
        answer = self._got.ask(
            path, part=name, also=FAULTS,
            params={"format": "SDMX-CSV", "compressed": "false", "startPeriod": one.start,
                    "endPeriod": one.end},
        )  # fmt: skip
        if answer is None:
            return []
        told = self._told(answer)
        if isinstance(told, structures.Queued):
            answer = self._deferred(told, name)
            told = None if answer is None else self._told(answer)
        if answer is None:
            return []
        if isinstance(told, structures.Fault):
            return self._faulted(told, one, name)
        return self._got.read(answer, lambda it: self._parsed(it, one), part=name)

    def _parsed(self, answer: Answer, one: Question) -> list[dict[str, Any]]:
        if answer.status in FAULTS:
            raise SourceRefusedError(
                f"{MANIFEST.title} answered with status {answer.status}{answer.said()}",
                status=answer.status, advice="read what it says; the capture keeps it",
            )  # fmt: skip
        passed = self._got.client.tolerated(MANIFEST)
        return one.check(observations.parse(answer.data, tolerated=passed))

    def _faulted(self, fault: structures.Fault, one: Question, name: str) -> list[dict[str, Any]]:
        if fault.nothing:
            self._got.note(f"{name}: the source says that there are no results; it says so of "
                           "unknown codes as well (comext.codes lists them)")  # fmt: skip
            return []
        halves = one.split() if fault.too_big else None
        if halves is None:
            self._got.miss(name, _refused(fault))
            return []
        self._got.note(f"{name}: too much at once for the source, asked again in halves")
        return self.rows(halves[0]) + self.rows(halves[1])

    def _told(self, answer: Answer) -> structures.Fault | structures.Queued | None:
        """Return the fault or deferral an answer is; None when it is neither."""
        if answer.data.lstrip()[:1] != b"<":
            return None
        with contextlib.suppress(CollectError):
            root = structures.root_of(answer.data)
            return structures.fault_of(root) or structures.queued_of(root)
        return None

    def _deferred(self, queued: structures.Queued, name: str) -> Answer | None:
        """Wait for a deferred answer; None when it did not come, which is noted."""
        wait, state = FIRST_WAIT, queued.state
        for number in range(POLLS):
            # what the case holds is looked at first: a finished request needs no second call
            answer = self._got.ask(
                f"1.0/async/status/{queued.key}", part=f"{name} (state)", also=FAULTS,
                again=number > 0,
            )  # fmt: skip
            told = None if answer is None else self._told(answer)
            if not isinstance(told, structures.Queued):
                why = told.text if isinstance(told, structures.Fault) else "its state did not come"
                self._got.miss(name, f"the answer was deferred, and {why}")
                return None
            state = told.state
            if state == "AVAILABLE":
                return self._got.ask(f"1.0/async/data/{queued.key}", part=name, also=FAULTS)
            if state not in {"SUBMITTED", "PROCESSING"}:
                break
            self._hold(wait)
            wait = min(2 * wait, LONGEST_WAIT)
        self._got.miss(name, f"the answer was deferred, and is {state} after the longest wait"
                       if state in {"SUBMITTED", "PROCESSING"}
                       else f"the answer was deferred, and is {state}")  # fmt: skip
        return None

    def _hold(self, seconds: float) -> None:
        client = self._got.client
        if client.mode != "replay":
            client.rates.hold(urlsplit(client.address(MANIFEST, "")).netloc, seconds)


def _note(got: Gathering, whole: Question, rows: list[dict[str, Any]]) -> None:
    for own, column in ((own, column) for column, own in COLUMN.items()):
        lacking = [code for code in getattr(whole, own) if code not in {r[column] for r in rows}]
        if lacking and rows:
            got.note(f"no row has {column} {', '.join(lacking)}: an unknown code, or nothing "
                     "published")  # fmt: skip
    if len({row["product_digits"] for row in rows}) > 1:
        got.note("products of several lengths stand side by side: the longer are parts of the "
                 "shorter (column product_digits)")  # fmt: skip

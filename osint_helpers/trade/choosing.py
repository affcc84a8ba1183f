"""Which rows may be added up: no total beside its parts, no month beside its year, once each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from osint_helpers.trade import sifting, telling
from osint_helpers.trade.areas import FlowRule, is_nowhere
from osint_helpers.trade.headings import GoodsList
from osint_helpers.trade.keys import Keys
from osint_helpers.trade.reasons import (
    COARSER,
    FLOW,
    GROUP,
    NEGATIVE,
    NO_VALUE,
    NOWHERE,
    OUTSIDE,
    PART,
    PARTLESS,
    PARTNER,
    REASONS,
    REPORTER,
    WIDE,
    YEARS,
)  # fmt: skip
from osint_helpers.trade.results import Result, account, need
from osint_helpers.trade.sifting import SUBJECT, mark
from osint_helpers.trade.statements import NAMES, WORLD

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def choose(
    statements: pd.DataFrame,
    goods: GoodsList | None = None,
    *,
    rule: FlowRule = FlowRule(),  # noqa: B008  (frozen)
    reporters: tuple[str, ...] = (),
    partners: tuple[str, ...] = (),
    years: tuple[int, ...] = (),
) -> Result:
    """Return the statements that may be added up, with a reason for each that may not.

    Of one flow (reporter, flow, partner, year) at most one edition of the classification, either
    the year or its months, and of a product either its heading or its finer codes are kept: the
    edition the reporter used itself, else the newest; the year; the coarser product. Which row is
    kept never depends on rows of another reporter, nor on the order of rows.

    Parameters
    ----------
    statements
        Columns as in :data:`~osint_helpers.trade.statements.STATEMENTS`.
    goods
        The products that count; ``None``: every one given.
    rule
        Which statements count.
    reporters, partners, years
        What is asked for; ``()`` for all. Reporters and partners in the codes of the source.

    Returns
    -------
    Result
        Rows of ``statements`` with ``heading`` and ``family`` of the list (empty without one), in
        their order and with their index. ``left_out.example`` is reporter, flow, partner,
        product, period of the first row of a reason in the order of these.

    Raises
    ------
    TradeError
        When a column lacks.
    """
    import numpy as np

    need(statements, NAMES, what="statements", advice="make them with of_comtrade or of_comext")
    frame = statements[list(NAMES)].copy()
    keys = Keys(frame)
    state = np.zeros(len(frame), dtype=np.int8)
    for reason, column, wanted in (
        (FLOW, "flow", rule.flows), (YEARS, "year", years), (REPORTER, "reporter", reporters),
        (PARTNER, "partner", partners),
    ):  # fmt: skip
        if wanted or reason == FLOW:
            mark(state, ~keys.of(column, set(wanted).__contains__), reason)
    frame["heading"], frame["family"] = "", ""
    if goods is not None:
        _listed(state, keys, frame, goods)
    _valued(state, frame)
    areas = _sift(state, keys, frame, rule)
    kept = frame[state == 0]
    left = account(REASONS, state, _Examples(frame), first=partial(_least, keys))
    return Result(kept, left, rule, (*_notes(kept), *areas), len(frame), len(kept))


def _sift(
    state: np.ndarray, keys: Keys, frame: pd.DataFrame, rule: FlowRule
) -> tuple[str, ...]:  # fmt: skip
    """Run the steps that compare rows with each other on the rows that are asked for.

    Returns what must be said of groups and of partners that are no country.
    """
    import numpy as np

    asked = np.flatnonzero(state == 0)
    held, among, part = state[asked], keys.only(asked), frame.iloc[asked]
    _countries(held, among, rule)
    _parts(held, among, part)
    sifting.once(held, among, part)
    sifting.editions(held, among, part)
    sifting.months(held, among)
    sifting.products(held, among)
    state[asked] = held
    return telling.of_areas(held, among, part, rule)


def _listed(state: np.ndarray, keys: Keys, frame: pd.DataFrame, goods: GoodsList) -> None:
    """Find the heading of each product; the work is done once a code, not once a row."""
    places = {code: goods.place(code) for code in keys.values("commodity")}
    mark(state, keys.of("commodity", lambda code: places[code] == "coarser"), COARSER)
    mark(state, keys.of("commodity", lambda code: not isinstance(places[code], tuple)), OUTSIDE)
    for at, column in enumerate(("heading", "family")):
        texts = [held[at] if isinstance(held := places[code], tuple) else ""
                 for code in keys.values("commodity")]  # fmt: skip
        frame[column] = keys.spread("commodity", texts)


def _valued(state: np.ndarray, frame: pd.DataFrame) -> None:
    mark(state, frame["value"].isna().to_numpy(), NO_VALUE)
    mark(state, (frame["value"] < 0).to_numpy(), NEGATIVE)


def _countries(state: np.ndarray, keys: Keys, rule: FlowRule) -> None:
    group = keys.of("reporter", rule.groups.__contains__)
    mark(state, group | keys.of("group", lambda text: "reporter" in str(text)), GROUP)
    wide = keys.of("partner", (rule.partner_groups | {WORLD}).__contains__)
    mark(state, wide | keys.of("group", lambda text: "partner" in str(text)), WIDE)
    nowhere = keys.of("partner", rule.unspecified.__contains__)
    mark(state, nowhere | keys.of("partner_name", is_nowhere), NOWHERE)


def _parts(state: np.ndarray, keys: Keys, frame: pd.DataFrame) -> None:
    part = (frame["part"] != "").to_numpy()
    subject = keys.joined(SUBJECT)
    whole = keys.among(subject, (state == 0) & ~part)
    mark(state, part & whole, PART)
    mark(state, part, PARTLESS)


class _Examples:
    """The words by which an analyst finds a row, made only for those that are shown."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame

    def __getitem__(self, at: int) -> str:
        row = self._frame.iloc[at]
        return (f"reporter {row['reporter']}, flow {row['flow']}, partner {row['partner']}, "
                f"product {row['commodity']}, {row['period']}")  # fmt: skip


def _least(keys: Keys, rows: np.ndarray) -> int:
    """Return the first of some rows in the order of their cells, so that examples do not move."""
    for name in SUBJECT:
        ranks = keys.rank(name)[rows]
        rows = rows[ranks == ranks.min()]
    return int(rows[0])


def _notes(kept: pd.DataFrame) -> tuple[str, ...]:
    """Return what must be known of the rows that are kept."""
    said = []
    editions = sorted(set(kept["classification"].dropna()))
    if editions:
        said.append(f"Editions of the classification: {', '.join(editions)}. The same digits can "
                    "mean other goods in another edition.")  # fmt: skip
    added = int(kept["added_up"].fillna(value=False).sum())
    if added:
        said.append(f"{added:,} rows were added up by the publisher, not stated by the reporter.")
    estimated = int(kept["kg_estimated"].fillna(value=False).sum())
    if estimated:
        said.append(f"{estimated:,} weights were estimated by the publisher.")
    return tuple(said)

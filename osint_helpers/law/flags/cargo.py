"""RF13 re-export, RF14 value, RF15 physical implausibility, RF16 another container."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median

from osint_helpers.dates import DateInterval, days_between
from osint_helpers.errors import LawError
from osint_helpers.identifiers import check_container
from osint_helpers.law.flags.facts import Fact
from osint_helpers.law.flags.places import same_place
from osint_helpers.law.flags.result import (
    FIRED,
    NOT_FIRED,
    NOT_TESTABLE,
    Finding,
    Given,
    Outcome,
)


@dataclass(frozen=True, kw_only=True)
class ReExport(Fact):
    """Two exports of one item.

    Attributes
    ----------
    item
        Vehicle or container number; where none is published, the item in words.
    by_number
        Whether a number says that it is one item; ``False``: only the source does.
    first_to, second_to
        Destinations as declared.
    first_on, second_on
        Days of the two exports.
    """

    item: str
    by_number: bool
    first_to: str
    second_to: str
    first_on: DateInterval
    second_on: DateInterval


def rf13(fact: ReExport, given: Given) -> Finding:
    """Test for a second export to another destination within the days."""
    days, who = given.number("days"), "by number" if fact.by_number else "per the source"
    head = f"{fact.item} (one item {who}): to {fact.first_to}, then to {fact.second_to}"
    if same_place(fact.first_to, fact.second_to):
        return Finding(NOT_FIRED, fact.evidence, f"{head}, the same destination")
    if fact.first_on.earliest is None or fact.second_on.earliest is None:
        return Finding(NOT_TESTABLE, fact.evidence, f"{head}; days not published")
    low, high, _ = days_between(fact.first_on, fact.second_on)
    text = f"{head}, {low} to {high} days later" if low != high else f"{head}, {low} days later"
    if high < 0 or low > days:
        return Finding(NOT_FIRED, fact.evidence, text)
    sure = low >= 0 and high <= days
    return Finding(FIRED if sure else NOT_TESTABLE, fact.evidence, text)


@dataclass(frozen=True, kw_only=True)
class Valued(Fact):
    """A value and market values of the same goods.

    Attributes
    ----------
    goods
        What is valued.
    value, currency
        The value; its currency.
    declared
        Whether it was declared to an authority: a price in the press is no declared value.
    market, market_currency
        Market values.
    same_terms
        Whether both stand for the same: with or without duty, new or used, whole or damaged.
    """

    goods: str
    value: float
    currency: str
    declared: bool
    market: tuple[float, ...] = ()
    market_currency: str = ""
    same_terms: bool | None = None

    def __post_init__(self) -> None:
        """Refuse values that are none."""
        super().__post_init__()
        for one in (self.value, *self.market):
            if not math.isfinite(one) or one < 0:
                raise LawError(f"a value of {one}", advice="leave out what is not published")


def rf14(fact: Valued, given: Given) -> Finding:
    """Test the declared value against a share of the median market value."""
    head = f"{fact.goods}: {fact.value:,.0f} {fact.currency}"
    why = ""
    if not fact.declared:
        why = "a price in a publication, no declared value"
    elif not fact.market:
        why = "no market value published"
    elif fact.currency != fact.market_currency:
        why = f"market value in {fact.market_currency or 'no currency'}, so in different terms"
    elif not fact.same_terms:
        why = "values in different terms" if fact.same_terms is False else "terms not published"
    if why:
        return Finding(NOT_TESTABLE, fact.evidence, f"{head}; {why}")
    middle = median(fact.market)
    if middle <= 0:
        raise LawError("a market value of 0", advice="leave out what is not published")
    share = fact.value / middle
    text = f"{head} declared, median market value {middle:,.0f}, share {share:.3f}"
    result: Outcome = FIRED if share < given.number("share") else NOT_FIRED
    return Finding(result, fact.evidence, text)


@dataclass(frozen=True, kw_only=True)
class Load(Fact):
    """Pieces in transport units.

    Attributes
    ----------
    goods
        What they are.
    pieces
        Number, or least number where ``at_least``.
    containers
        Number of containers; ``None``: not published.
    piece_kg
        Least mass of a piece; ``None``: a half-litre bottle, from the parameter.
    """

    goods: str
    pieces: float
    containers: int | None = None
    piece_kg: float | None = None
    at_least: bool = False

    def __post_init__(self) -> None:
        """Refuse numbers that are none."""
        super().__post_init__()
        given = (self.pieces, self.containers, self.piece_kg)
        if any(one is not None and not (math.isfinite(one) and one > 0) for one in given):
            raise LawError(
                "a number of pieces, containers or kg of 0 or less", advice="leave it out"
            )


def rf15(fact: Load, given: Given) -> Finding:
    """Test whether the pieces can weigh little enough for the units."""
    payload = given.number("container_payload_kg")
    piece = given.number("bottle_half_litre_kg") if fact.piece_kg is None else fact.piece_kg
    count = f"{'at least ' if fact.at_least else ''}{fact.pieces:,.0f} {fact.goods}"
    if fact.containers is None:
        text = f"{count}; number of containers not published"
        return Finding(NOT_TESTABLE, fact.evidence, text)
    most = payload * fact.containers / fact.pieces
    text = (
        f"{count} in {fact.containers} container: at most {most:.2f} kg each, assumed {piece:g} kg"
    )
    if most < piece:
        more = "count, mass or number of units do not fit together, which says nothing on why"
        return Finding(FIRED, fact.evidence, f"{text}; {more}")
    return Finding(NOT_FIRED, fact.evidence, text)


@dataclass(frozen=True, kw_only=True)
class Transit(Fact):
    """Container numbers on both sides of a transit port; ``None``: not published."""

    port: str
    before: tuple[str, ...] | None = None
    after: tuple[str, ...] | None = None


def rf16(fact: Transit, given: Given) -> Finding:  # noqa: ARG001  (the rule has no parameter)
    """Test whether the numbers change at the port."""
    if not fact.before or not fact.after:
        text = f"{fact.port}: container numbers not published on both sides"
        return Finding(NOT_TESTABLE, fact.evidence, text)
    before, after = (
        sorted({check_container(one).normal for one in side}) for side in (fact.before, fact.after)
    )
    text = f"{fact.port}: {', '.join(before)} before, {', '.join(after)} after"
    return Finding(NOT_FIRED if before == after else FIRED, fact.evidence, text)

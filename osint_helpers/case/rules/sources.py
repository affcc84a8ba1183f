"""Sources and origins: where a text takes its facts from, and what it is worth alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from osint_helpers.case import strands
from osint_helpers.case.rules.registry import Spot, cell, rows, rule

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

_URL: Final = re.compile(r"https?://[^\s/]+\S*")
_NO_PAGE: Final = ("dataset", "project")


@rule("E160", "an origin rests on itself")
def circle(case: Case) -> Iterator[Spot]:
    """Find circles in origins.rests_on."""
    line = {name: index for index, name in enumerate(case.origins["origin"])}
    for way in strands.cycles(case):
        what = " rests on ".join((*way, way[0]))
        yield cell(case, "origins", line[way[0]], "rests_on", what, "cut the circle")


@rule("E161", "own gathering without a strand, or a strand without own gathering")
def strandless(case: Case) -> Iterator[Spot]:
    """Require ``strand`` exactly where ``parents`` holds ``own``."""
    for index, row in rows(case, "sources"):
        own = strands.OWN in row["parents"]
        if own and not row["strand"]:
            advice = "name the origin under which its own gathering counts"
            yield cell(case, "sources", index, "strand", "is empty", advice)
        if row["strand"] and not own:
            what, advice = "has no own gathering", f"add {strands.OWN!r} to parents, or clear it"
            yield cell(case, "sources", index, "strand", what, advice)


@rule("E162", "a URL is not http or https")
def bad_url(case: Case) -> Iterator[Spot]:
    """Check sources and documents to be obtained."""
    for table in ("sources", "to_obtain"):
        for index, url in enumerate(case.table(table)["url"]):
            if url and not _URL.fullmatch(url):
                advice = "write http:// or https:// and the address"
                yield cell(case, table, index, "url", f"{url!r} is no web address", advice)


@rule("E163", "a published source has no URL")
def no_url(case: Case) -> Iterator[Spot]:
    """Require an address of everything but data sets, the project's own work and kept files."""
    kept = set(case.exhibits["source"])  # a document obtained by hand is an exhibit instead
    for index, row in rows(case, "sources"):
        if not row["url"] and row["kind"] not in _NO_PAGE and row["source"] not in kept:
            advice = "give the address of the page, or the capture of the file in exhibits.csv"
            yield cell(case, "sources", index, "url", "is empty", advice)


@rule("E164", "credibility 1 below two strands")
def overrated(case: Case) -> Iterator[Spot]:
    """Admiralty credibility 1 means confirmed by other sources: the lower bound must be two."""
    for index, row in rows(case, "support"):
        if row["credibility"] == "1" and case.has("claims", row["claim"]):
            found = strands.count(case, row["claim"])
            if not found.confirmed:
                what = f"1 means confirmed, but there are {found.text}"
                yield cell(case, "support", index, "credibility", what, "2 is probably true")


@rule("W210", "a source is cited by nothing")
def uncited(case: Case) -> Iterator[Spot]:
    """Find sources behind no claim and no point."""
    used = set(case.support["source"]) | set(case.places["coordinate_source"])
    for index, source in enumerate(case.sources["source"]):
        if source not in used:
            what, advice = f"{source!r} is cited by nothing", "cite it or take it out"
            yield cell(case, "sources", index, "source", what, advice)


@rule("W211", "one URL stands under two ids")
def same_page(case: Case) -> Iterator[Spot]:
    """Find pages that would count as two articles."""
    seen: dict[str, str] = {}
    for index, row in rows(case, "sources"):
        url = row["url"].rstrip("/")
        if url and url in seen:
            what = f"is the page of {seen[url]!r}"
            yield cell(case, "sources", index, "url", what, "use one id for one page")
        seen.setdefault(url, row["source"])


@rule("W212", "a quotation has no locator")
def quote_without_place(case: Case) -> Iterator[Spot]:
    """Require a page, paragraph or time for every quotation."""
    for index, row in rows(case, "support"):
        if row["quote"] and not row["locator"]:
            advice = "say where in the source it stands"
            yield cell(case, "support", index, "locator", "is empty beside a quotation", advice)


@rule("W213", "a claim rests on unofficial copies only")
def copies_only(case: Case) -> Iterator[Spot]:
    """Find claims without any source that is not an unofficial copy."""
    copies = {row["source"] for _, row in rows(case, "sources") if row["kind"] == "unofficial_copy"}
    for index, claim in enumerate(case.claims["claim"]):
        behind = set(case.sources_of(claim))
        if behind and behind <= copies:
            advice = "obtain the original before it is cited to counsel"
            yield cell(case, "claims", index, "claim", "rests on unofficial copies only", advice)


@rule("W214", "an origin without own gathering rests on nothing")
def rootless(case: Case) -> Iterator[Spot]:
    """Find relays of an unknown origin: they count as a strand of their own."""
    for index, row in rows(case, "origins"):
        if row["own_gathering"] == "no" and not row["rests_on"]:
            advice = "say what it rests on; until then it counts as a strand"
            yield cell(case, "origins", index, "rests_on", "is empty", advice)

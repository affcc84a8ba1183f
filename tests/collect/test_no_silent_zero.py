"""No fault of a source becomes a complete empty table, whichever collector asks it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from osint_helpers.collect import pulling, registry
from osint_helpers.collect.shipping import comext
from osint_helpers.collect.vessels import transcripts
from osint_helpers.errors import CollectError, IncompleteError, OsintError
from tests.collect import every_call
from tests.collect.desk import Desk
from tests.collect.fakes import commoncrawl as crawl
from tests.collect.fakes import gdelt, un1718, un_list
from tests.collect.fakes.server import FakeSources, Reply, Request, as_json

PAGE: Final = b"<!DOCTYPE html><html><body>SYNTHETIC maintenance</body></html>"
Spoil = Callable[[Reply], Reply]


def _always(reply: Reply) -> Spoil:
    return lambda _: reply


def _body(data: bytes) -> Spoil:
    return lambda good: Reply(data, good.content_type)


def _half(good: Reply) -> Reply:
    return Reply(good.body[: len(good.body) // 2], good.content_type, good.status, good.headers)


def _killed(good: Reply) -> Reply:
    """Return a reply that promises more than comes before the connection ends."""
    size = {"Content-Length": str(len(good.body) + 9), "Connection": "close"}
    return Reply(_half(good).body, good.content_type, good.status, {**good.headers, **size})


FAULTS: Final[dict[str, Spoil]] = {
    "429 for ever": _always(Reply(b"SYNTHETIC limit", "text/plain", 429)),
    "404 of a gateway": _always(as_json({"message": "no Route matched with those values"}, 404)),
    "HTML with 200": _always(Reply(PAGE, "text/html")),
    "an error in JSON with 200": _always(as_json({"error": "SYNTHETIC"})),
    "an error in XML with 200": _always(Reply(b"<Error>SYNTHETIC</Error>", "text/xml")),
    "204": _always(Reply(status=204)),
    "empty body": _body(b""),
    "null": _body(b"null"),
    "{}": _body(b"{}"),
    "[]": _body(b"[]"),
    "truncated at half": _half,
    "killed connection": _killed,
}
# What a source says when it has nothing; a cut page of markup shows no end that could lack.
SAID: Final = {
    ("gdelt.articles", "{}"),
    *((f"opensky.{call}", "[]") for call in ("arrivals", "departures", "flights_of")),
    *((f"wayback.{call}", fault) for call in ("captures", "captures_of")
      for fault in ("[]", "empty body")),
}  # fmt: skip
MARKUP: Final = {
    (call, "truncated at half") for call in ("articles.read", "articles.dates", "wayback.replay")
}


def test_every_collector_is_asked_here() -> None:
    assert set(every_call.QUESTIONS) | every_call.FILES == set(registry.collectors())


@pytest.mark.parametrize("name", every_call.QUESTIONS)
def test_the_question_asked_here_finds_something(tmp_path: Path, name: str) -> None:
    found = every_call.ask(tmp_path, name)
    assert found.meta.complete, found.meta.reason
    assert len(found)
    assert found.meta.synthetic


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", every_call.QUESTIONS)
def test_a_fault_is_never_a_complete_empty_table(tmp_path: Path, name: str, fault: str) -> None:
    if (name, fault) in SAID | MARKUP:
        pytest.skip("the source's own way to say that there is nothing, or no fault to be seen")
    spoilt = every_call.Faulty(every_call.ANSWERS[name.partition(".")[0]], FAULTS[fault])
    try:
        found = every_call.ask(tmp_path, name, spoilt)
    except OsintError:
        return
    assert not found.meta.complete
    assert found.meta.reason
    with pytest.raises(IncompleteError):
        found.nothing_found("anything")


_PAGED: Final = (
    "comtrade.trade", "comext.trade", "korea_customs.item_country", "commoncrawl.captures",
    "gfw.search", "gfw.port_visits", "gleif.search", "gleif.parents", "companies_house.search",
    "companies_house.filing_history", "opensky.flights_of", "ofac.sdn_csv",
)  # fmt: skip


@pytest.mark.parametrize(
    "fault", ["HTML with 200", "empty body", "null", "{}", "killed connection"]
)
@pytest.mark.parametrize("name", _PAGED)
def test_what_fails_after_the_first_answer_is_missed(tmp_path: Path, name: str, fault: str) -> None:
    source = every_call.ANSWERS[name.partition(".")[0]]
    try:
        found = every_call.ask(tmp_path, name, every_call.Faulty(source, FAULTS[fault], first=1))
    except OsintError:
        return
    assert not found.meta.complete
    assert found.meta.reason


def test_the_page_of_an_index_that_comes_empty_is_missed_by_its_name(tmp_path: Path) -> None:
    last = every_call.Faulty(crawl.answer, FAULTS["empty body"], first=3)
    found = every_call.ask(tmp_path, "commoncrawl.captures", last)
    assert len(found) == 10
    assert [one.name for one in found.meta.missing] == [f"{crawl.CRAWLS[0]} page 3"]


def test_a_header_alone_is_no_list_of_vessels() -> None:
    with pytest.raises(CollectError, match="no vessel"):
        transcripts.parse(un1718.table(()))


def test_a_header_alone_is_no_statement_that_there_is_no_trade() -> None:
    from tests.collect.fakes.comext import csv_of

    with pytest.raises(CollectError, match="no observation"):
        comext.parse(csv_of([]).body)


@pytest.mark.parametrize(
    ("name", "nothing"),
    [
        ("wayback.captures", {"url": ""}), ("wayback.captures", {"url": " "}),
        ("wayback.captures_of", {"urls": ()}), ("wayback.captures_of", {"urls": ("",)}),
        ("commoncrawl.captures", {"url": ""}), ("commoncrawl.captures", {"crawls": ()}),
        ("comtrade.trade", {"periods": ()}), ("gfw.vessels", {"ids": ()}),
        ("gfw.gaps", {"vessels": ()}), ("gfw.insights", {"vessels": ()}),
        ("icij.reconcile", {"names": ()}), ("korea_customs.item_country", {"countries": ()}),
        ("earth_search.scenes", {"collections": ()}), ("cdse.scenes", {"place": ""}),
    ],
)  # fmt: skip
def test_a_question_about_nothing_is_no_empty_table(
    tmp_path: Path, name: str, nothing: dict[str, Any]
) -> None:
    with pytest.raises(OsintError):
        every_call.ask(tmp_path, name, **nothing)


LIMIT: Final = Reply(gdelt.LIMIT, "text/html")


@pytest.mark.parametrize(
    ("name", "answer", "trouble"),
    [
        ("gdelt.articles", gdelt.answer, LIMIT),
        ("un_list.consolidated", un_list.answer, Reply(PAGE, "text/html")),
    ],
)
def test_a_refusal_with_status_200_is_asked_again_when_recording(
    tmp_path: Path, name: str, answer: Callable[[Request], Reply], trouble: Reply
) -> None:
    source = name.partition(".")[0]
    texts = {
        key: ", ".join(value) if isinstance(value, tuple) else str(value)
        for key, value in every_call.QUESTIONS[name].items()
    }
    pull = pulling.Pull("one", name, texts, "SYNTHETIC")
    with FakeSources(**{source: answer}) as fakes:
        desk = Desk(tmp_path, fakes)

        def state(mode: str) -> Any:
            (done,) = pulling.run(desk.client(mode), [pull])
            return done.state

        fakes.trouble[source] = [trouble, trouble]
        assert state("record") == "not recorded"
        assert len(fakes.asked) == 1  # what was just asked is not asked twice
        assert state("replay") == "not recorded"
        assert state("record") == "not recorded"  # asked again, and refused again
        assert len(fakes.asked) == 2
        assert state("record") == "complete"
        assert state("replay") == "complete"
        assert state("record") == "complete"
        assert len(fakes.asked) == 3
    assert len(list((desk.case / "captures").iterdir())) == 3  # the refusals stay as evidence

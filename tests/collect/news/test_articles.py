"""Articles: which date is taken and which only listed; text, walls, encodings, hostile pages."""

from __future__ import annotations

import time
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers.collect.news import _article, articles
from osint_helpers.errors import CollectError, NotRecorded, OsintError, SourceRefusedError
from osint_helpers.evidence.record import captures
from tests.collect.fakes import articles as fake
from tests.collect.news.conftest import MakeDesk


@pytest.fixture
def outlet(desk: MakeDesk):
    made = desk(articles=fake.answer)
    return made, f"{made.fakes.url}/articles"


def of(name: str, **how: Any) -> articles.Article:
    return articles.parse(fake.PAGES[name], **how)


def test_a_page_is_a_row_with_its_stated_date(outlet):
    made, base = outlet
    got = articles.read(made.client("record"), url=f"{base}/meta")
    (one,) = got.frame.to_dict("records")
    assert got.meta.complete
    assert (one["state"], one["title"]) == ("article", "SYNTHETIC headline")
    assert (one["published_on"], one["published_at"]) == (
        "2018-10-01", pd.Timestamp("2018-09-30T22:00:00Z"),
    )  # fmt: skip
    assert "article:published_time" in one["published_rule"]
    assert "SYNTHETIC paragraph 0" in one["extract"]
    assert len(one["extract"]) <= 300
    assert one["text_from"].startswith("trafilatura")
    assert len(one["text_sha256"]) == 64


def test_both_calls_rest_on_one_capture_and_replay(outlet):
    made, base = outlet
    first = articles.read(made.client("record"), url=f"{base}/linked")
    listed = articles.dates(made.client("replay"), url=f"{base}/linked")
    again = articles.read(made.client("replay"), url=f"{base}/linked")
    assert len(made.fakes.asked) == 1
    pd.testing.assert_frame_equal(first.frame, again.frame)
    assert listed.frame["chosen"].sum() == 1
    assert set(listed.frame["method"]) >= {"json-ld", "htmldate", "text"}
    with pytest.raises(NotRecorded):
        articles.read(made.client("replay"), url=f"{base}/meta")


def test_a_capture_taken_by_anything_is_read(outlet):
    made, base = outlet
    articles.read(made.client("record"), url=f"{base}/meta")
    (capture,) = captures(made.case)
    held = articles.of_capture(capture)
    assert held.published is not None
    assert held.published.date.day == "2018-10-01"
    assert held.extract(40) == articles.article(made.client(), url=f"{base}/meta").extract(40)


@pytest.mark.parametrize(
    ("name", "locator"),
    [("meta", 'meta[property="article:published_time"]'), ("linked", "json-ld[0].datePublished"),
     ("time", "time[0]")],
)  # fmt: skip
def test_a_statement_of_the_page_is_taken(name: str, locator: str):
    held = of(name)
    assert held.published is not None
    assert (held.published.locator, held.published.date.day) == (locator, "2018-10-01")


@pytest.mark.parametrize("name", ["footer", "footer-time", "2018/10/01/slug"])
def test_a_date_of_the_footer_or_the_address_is_listed_and_not_taken(name: str):
    held = of(name, url=f"https://example.org/{name}")
    assert held.published is None
    assert "states no date" in held.rule
    assert held.dates
    assert not any(one.stated for one in held.dates)


def test_heuristics_take_the_footer_and_so_decide_nothing():
    held = of("footer")
    guessed = [one for one in held.dates if one.method == "htmldate"]
    assert {one.date.day for one in guessed} == {"2025-01-02"}
    printed = [one for one in held.dates if one.method == "text"]
    assert [(one.date.text, one.place) for one in printed] == [("2 Jan 2025", "footer")]


def test_the_date_of_an_address_is_a_candidate():
    held = of("2018/10/01/slug", url="https://example.org/2018/10/01/slug?x=/2019/01/01/")
    (one,) = [one for one in held.dates if one.method == "url"]
    assert (one.date.day, one.role, one.stated) == ("2018-10-01", "published", False)


def test_statements_that_contradict_each_other_are_all_listed_and_none_taken():
    held = of("conflict")
    assert held.published is None
    assert held.rule == "the page contradicts itself: 2018-10-01, 2019-03-03"
    assert sum(one.stated for one in held.dates) == 2


def test_one_moment_in_two_zones_is_no_contradiction():
    held = articles.parse(fake.page(
        fake.META + fake.linked(datePublished="2018-09-30T22:00:00Z")
    ))  # fmt: skip
    assert held.published is not None
    assert held.published.date.at is not None


def test_the_more_precise_of_two_statements_is_taken():
    held = articles.parse(fake.page(fake.linked(datePublished="2018-10") + fake.META))
    assert held.published is not None
    assert held.published.method == "meta"


def test_another_article_on_the_page_states_nothing_about_this_one():
    other = {"@type": "NewsArticle", "datePublished": "2020-05-05", "headline": "SYNTHETIC other"}
    head = fake.linked(**{"@type": "ItemList", "itemListElement": [other]})
    held = articles.parse(fake.page(head))
    assert held.published is None
    assert [one.date.day for one in held.dates if one.method == "json-ld"] == ["2020-05-05"]
    graph = fake.linked(**{"@type": "WebPage", "@graph": [other]})
    assert articles.parse(fake.page(graph)).published is not None


def test_modified_is_not_published():
    held = articles.parse(fake.page('<meta property="article:modified_time" content="2018-10-05">'))
    assert held.published is None
    assert [(one.role, one.date.day) for one in held.dates if one.method == "meta"] == [
        ("modified", "2018-10-05")
    ]


@pytest.mark.parametrize(
    ("text", "printed", "day"),
    [("on 26 August 2018,", "26 August 2018", "2018-08-26"),
     ("Aug. 26, 2018:", "Aug. 26, 2018", "2018-08-26"), ("x 2018-08-26 y", "2018-08-26",
     "2018-08-26"), ("2018년 8월 26일", "2018년 8월 26일", "2018-08-26"),
     ("2018年8月26日", "2018年8月26日", "2018-08-26")],
)  # fmt: skip
def test_dates_of_the_text_are_listed_with_their_line(text: str, printed: str, day: str):
    held = articles.parse(fake.page(body=f"<p>SYNTHETIC {text}</p>{fake.TEXT}", foot=""))
    (one,) = [one for one in held.dates if one.method == "text"]
    assert (one.date.text, one.date.day, one.role) == (printed, day, "other")
    assert one.locator.startswith("line ")


def test_an_author_is_as_printed():
    assert (of("linked").author, of("linked").author_from) == ("S. WRITER", "json-ld[0].author")
    meta = articles.parse(fake.page('<meta name="author" content="A. Writer">'))
    assert meta.author == "A. Writer"
    byline = articles.parse(fake.page(top='<p class="byline">By  A. Writer</p>'))
    assert (byline.author, byline.author_from) == ("By A. Writer", '[class="byline"]')
    assert of("meta").author == ""


@pytest.mark.parametrize(
    ("name", "state", "basis"),
    [("wall", "paywall", "Subscribe now to read"), ("locked", "paywall", "isAccessibleForFree"),
     ("empty", "empty", "characters")],
)  # fmt: skip
def test_what_is_no_whole_article_is_told_apart(outlet, name: str, state: str, basis: str):
    made, base = outlet
    got = articles.read(made.client("live"), url=f"{base}/{name}")
    (one,) = got.frame.to_dict("records")
    assert one["state"] == state
    assert basis in one["state_basis"]
    assert not got.meta.complete
    assert state in got.meta.reason


@pytest.mark.parametrize("name", ["login", "empty"])
def test_a_page_that_is_no_article_has_no_date(name: str):
    assert of(name).published is None


def test_errors_and_other_files_are_no_articles(outlet):
    made, base = outlet
    with pytest.raises(SourceRefusedError, match="404"):
        articles.read(made.client("live"), url=f"{base}/nowhere")
    with pytest.raises(SourceRefusedError, match="password field"):
        articles.read(made.client("live"), url=f"{base}/login")
    with pytest.raises(SourceRefusedError, match="no page of HTML"):
        articles.read(made.client("live"), url=f"{base}/file.pdf")


WORDS = "SYNTHETIC Zürich 제재 Москва"


@pytest.mark.parametrize(
    ("encoding", "content_type", "head", "charset"),
    [
        ("utf-8", "text/html; charset=iso-8859-1", "", "utf-8"),
        ("utf-8", "", '<meta charset="windows-1252">', "utf-8"),
        ("utf-8-sig", "text/html; charset=iso-8859-1", "", "utf-8"),
        ("utf-16", "text/html", "", "utf-16-le"),
        ("cp949", "", '<meta charset="euc-kr">', "cp949"),
        ("utf-8", "text/html", "", "utf-8"),
    ],
)
def test_bytes_decide_the_encoding(encoding: str, content_type: str, head: str, charset: str):
    words = "제재 SYNTHETIC" if encoding == "cp949" else WORDS
    text = fake.page(head, body=f"<p>{words}</p>{fake.TEXT}").decode()
    held = articles.parse(text.encode(encoding), content_type=content_type)
    assert words in held.text
    assert held.charset == charset


def test_a_wrong_charset_is_noted():
    text = fake.page(body=f"<p>{WORDS}</p>{fake.TEXT}")
    held = articles.parse(text, content_type="text/html; charset=iso-8859-1")
    assert "cp1252" in held.charset_note
    assert "UTF-8" in held.charset_note
    fits = fake.page(body=f"<p>SYNTHETIC Zürich</p>{fake.TEXT}")
    held = articles.parse(fits, content_type="text/html; charset=iso-8859-1")
    assert held.charset_note == "cp1252 is declared, the bytes are UTF-8"
    assert "Zürich" in held.text
    latin = fake.page(body=f"<p>Zürich</p>{fake.TEXT}").decode().encode("cp1252")
    held = articles.parse(latin, content_type="text/html; charset=iso-8859-1")
    assert (held.charset, held.charset_note) == ("cp1252", "")
    assert "Zürich" in held.text


@pytest.mark.parametrize("limit", [1, 10, 50, 300])
def test_an_extract_is_short_and_cut_between_words(limit: int):
    held = of("meta")
    cut = held.extract(limit)
    assert len(cut) <= limit
    assert " ".join(held.text.split()).startswith(cut.removesuffix("…"))
    assert len(held.extract(10**6)) < 10**4


HOSTILE = {
    "deep": "<div>" * 39_000,
    "spans": "<p>" + "<span>" * 39_000,
    "tags": "<p>word word</p>" * 19_000,
    "lists": "<ul>" + '<li><a href="/2018/10/01/x">x 2018-10-01</a></li>' * 9_000,
    "open": "<" * 39_000,
    "declarations": "<![" * 39_000,
    "comments": "<!--" * 39_000,
    "attributes": ("<a " + 'x="y" ' * 999 + ">") * 400,
    "dates": "<p>" + "12 October 2018, 2018-10-12 " * 100_000,
    "script": '<script type="application/ld+json">' + "[" * 100_000,
    "large": "<p>word word</p>" * 400_000,
    "null": "<p>\0</p>" * 1000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read_in_bounded_time(name: str):
    begun = time.monotonic()
    articles.parse(f"<html><body>{HOSTILE[name]}".encode(), url="https://example.org/")
    assert time.monotonic() - begun < 40  # measured: 0.1 to 5 s on a quiet core


def test_a_page_too_large_for_a_tree_gives_its_text_and_says_so():
    held = articles.parse(fake.page(fake.META, body=fake.TEXT + "<i></i>" * 40_000))
    assert (held.state, held.text_from, held.published) == ("too large", "stream of tags", None)
    assert "SYNTHETIC paragraph 5" in held.text
    assert any(one.method == "text" for one in held.dates)


def test_a_page_beyond_all_bounds_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(_article, "MOST_BYTES", 100)
    with pytest.raises(CollectError, match="more than 100"):
        of("meta")


def test_half_a_character_in_linked_data_is_no_text():
    held = articles.parse(fake.page(fake.linked(headline="SYN\ud800", datePublished="\ud800")))
    assert held.title.encode()
    assert all(one.date.text.encode() or True for one in held.dates)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["", "text/html; charset=utf-16", "x; charset=y"]))
def test_arbitrary_bytes_are_an_article_or_an_error_of_ours(data: bytes, content_type: str):
    for text in (data, b'<script type="application/ld+json">' + data, b"<meta content=" + data):
        try:
            articles.parse(text, content_type=content_type, url="https://example.org/")
        except OsintError:
            continue


@pytest.mark.parametrize(
    "tag",
    [
        "<p " + "a " * 1_001 + ">",
        "<p " + " ".join(f"a{n}='>'" for n in range(1_001)),
        "<P\n" + "/".join(f'a{n}=">"' for n in range(1_001)) + "/>",
        "<p " + "a = b\t" * 1_001 + ">",
    ],
    ids=["bare", "open", "quoted", "spaced"],
)
def test_a_tag_with_too_many_attributes_is_refused_before_it_is_parsed(
    tag: str, monkeypatch: pytest.MonkeyPatch
):
    data = fake.page(fake.META, body=fake.TEXT + tag)
    monkeypatch.setattr(_article, "text_of_html", lambda _: pytest.fail("it was parsed"))
    with pytest.raises(CollectError, match="more than 1000 attributes"):
        articles.parse(data)


def test_a_long_tag_of_few_attributes_is_read():
    picture = f"<img src='data:image/png;base64,{'A/ ' * 100_000}' alt=x>"
    held = articles.parse(fake.page(fake.META, body=fake.TEXT + picture + "<p " + "a " * 900 + ">"))
    assert held.state == "article"

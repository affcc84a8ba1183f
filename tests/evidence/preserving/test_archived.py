"""The archived copy nearest to a day: asked for, named, captured; or why not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from osint_helpers.errors import CaptureRefusedError
from osint_helpers.evidence import wayback
from osint_helpers.evidence.net.fetching import fetch
from osint_helpers.evidence.preserving import Result, Target, plan, preserve
from osint_helpers.evidence.record import captures
from osint_helpers.evidence.storing import Store
from tests.evidence.preserving.site import ARCHIVE, A, Reply, Site, settings
from tests.evidence.preserving.test_running import events

DAY = dt.date(2018, 6, 14)
PAGE = "http://example.org/synthetic"


def line(stamp: str, status: str = "200", original: str = PAGE) -> str:
    return f"org,example)/synthetic {stamp} {original} text/html {status} SYN{stamp} 512\n"


def server(site: Site) -> wayback.Server:
    return wayback.Server(site.url("/cdx", ARCHIVE), site.url("/web/", ARCHIVE))


def run(folder: Path, site: Site, *, day: dt.date | None = DAY, **facts) -> Result:
    planned = plan([Target(site.url("/1"), ("s1",), day)], captures(folder))
    facts = {"archive": "look", "pace": 0.05, **facts}
    (result,) = preserve(
        Store(folder, "ana"), planned, settings=settings(), server=server(site), **facts
    )
    return result


def pages(site: Site, *texts: str) -> None:
    """Let the index answer with one page after the other, each but the last with a key."""

    def answer(path: str) -> Reply:
        keys = parse_qs(urlsplit(path).query).get("resumeKey", ["key+0"])
        page = int(keys[0].replace("+", " ").rpartition(" ")[2])
        last = page == len(texts) - 1
        return Reply.text(texts[page] + ("" if last else f"\nkey+{page + 1}\n"))

    site.replies[ARCHIVE, "/cdx"] = answer


def test_the_nearest_copy_is_named_and_the_question_is_a_capture(tmp_path: Path, site: Site):
    pages(site, line("20120101") + line("20180615093000") + line("20200101"))
    result = run(tmp_path, site)
    assert (result.outcome, result.archived_at, result.archive_note) == ("ok", "2018-06-15", "")
    assert result.archived == f"{site.url('/web/', ARCHIVE)}20180615093000/{PAGE}"
    assert result.copy is None
    kept = next(one for one in captures(tmp_path) if "/cdx?" in one.addresses[0])
    assert kept.record["why"] == f"archived copies of {site.url('/1')}"
    asked = parse_qs(urlsplit(site.paths(ARCHIVE)[1]).query)
    assert asked["url"] == [site.url("/1")]
    assert site.paths(ARCHIVE)[0] == "/robots.txt"
    assert min(site.gaps(ARCHIVE)) >= 0.05


def test_without_a_day_the_latest_copy_is_named(tmp_path: Path, site: Site):
    pages(site, line("20120101") + line("20200101"))
    assert run(tmp_path, site, day=None).archived_at == "2020-01-01"


def test_the_archive_is_not_asked_when_it_shall_not_be(tmp_path: Path, site: Site):
    result = run(tmp_path, site, archive="no")
    assert (result.archived, result.archive_note, site.paths(ARCHIVE)) == ("", "", [])


def test_pages_of_the_index_are_followed_by_their_keys(tmp_path: Path, site: Site):
    pages(site, line("20100101"), line("20120101"), line("20180101"))
    assert run(tmp_path, site).archived_at == "2018-01-01"
    assert len(site.paths(ARCHIVE)) == 1 + 3


def test_paging_ends_once_a_nearer_copy_cannot_come(tmp_path: Path, site: Site):
    pages(site, line("20180101"), line("20180615"), line("20200101"))
    assert run(tmp_path, site).archived_at == "2018-06-15"
    assert len(site.paths(ARCHIVE)) == 1 + 2


def test_paging_is_bounded_and_says_so(tmp_path: Path, site: Site):
    pages(site, *(line(f"{1996 + n}0101") for n in range(wayback.MAX_PAGES + 5)))
    result = run(tmp_path, site, pace=0.0)
    assert len(site.paths(ARCHIVE)) == 1 + wayback.MAX_PAGES
    assert result.archived_at == "2005-01-01"
    assert result.archive_note == "only the first 10 copies of the index were looked at"


def test_a_key_that_comes_again_ends_the_paging(tmp_path: Path, site: Site):
    site.replies[ARCHIVE, "/cdx"] = Reply.text(line("20100101") + "\nsame\n")
    assert run(tmp_path, site).archived_at == "2010-01-01"
    assert len(site.paths(ARCHIVE)) == 1 + 2


def test_nothing_found_is_logged_as_a_search(tmp_path: Path, site: Site):
    pages(site, "")
    result = run(tmp_path, site)
    assert (result.archived, result.archive_note) == ("", "no archived copy found")
    (found,) = events(tmp_path, "search.nothing")
    assert found["where"] == server(site).cdx
    assert found["question"] == f"archived copies of {site.url('/1')}"
    run(tmp_path, site)  # the answer is used again: nobody searched a second time
    assert len(events(tmp_path, "search.nothing")) == 1


@pytest.mark.parametrize(
    ("reply", "note"),
    [
        (Reply.text("AdministrativeAccessControlException: Blocked Site Error", 403), "blocked"),
        (Reply(b"<html><title>SYNTHETIC</title>", 504), "a page, not a list"),
        (Reply.text("[[]]"), "JSON"),
        (Reply.text("", 503), "the index of the archive: http-status"),
        (Reply.text("no list\n"), "not in the plain CDX format"),
    ],
)
def test_an_index_that_does_not_answer_is_a_note_not_a_search(
    tmp_path: Path, site: Site, reply: Reply, note: str
):
    site.replies[ARCHIVE, "/cdx"] = reply
    result = run(tmp_path, site)
    assert result.outcome == "ok"
    assert note in result.archive_note
    assert result.archived == ""
    assert events(tmp_path, "search.nothing") == []


def test_a_cut_line_is_told(tmp_path: Path, site: Site):
    pages(site, line("20180101") + line("20180613")[:30])
    result = run(tmp_path, site)
    assert (result.archived_at, result.archive_note) == (
        "2018-01-01",
        "1 line of the index unreadable",
    )


def test_the_rules_of_the_archive_bind_us_too(tmp_path: Path, site: Site):
    site.replies[ARCHIVE, "/robots.txt"] = Reply.text("User-agent: *\nDisallow: /cdx\n")
    result = run(tmp_path, site)
    assert "the archive was not asked: robots.txt" in result.archive_note
    assert site.paths(ARCHIVE) == ["/robots.txt"]


def test_the_archive_is_asked_for_what_the_site_does_not_give(tmp_path: Path, site: Site):
    pages(site, line("20180615"))
    site.replies[A, "/robots.txt"] = Reply.text("User-agent: *\nDisallow: /\n")
    result = run(tmp_path, site)
    assert (result.outcome, result.archived_at) == ("robots", "2018-06-15")


def test_a_copy_is_captured_as_it_was_archived(tmp_path: Path, site: Site):
    pages(site, line("20180615093000"))
    path = f"/web/20180615093000id_/{PAGE}"
    site.replies[ARCHIVE, path] = Reply(b"<p>SYNTHETIC copy</p>")
    result = run(tmp_path, site, archive="copy")
    assert result.copy is not None
    assert result.copy.body is not None
    assert result.copy.body.read_bytes() == b"<p>SYNTHETIC copy</p>"
    assert result.copy.record["why"] == f"archived copy of {site.url('/1')} at 20180615093000"
    before = len(site.asked)
    again = run(tmp_path, site, archive="copy")
    assert again.outcome == "captured earlier"
    assert again.copy is not None
    assert again.copy.id == result.copy.id
    assert len(site.asked) == before


def test_a_copy_of_another_moment_is_named_as_what_it_is(tmp_path: Path, site: Site):
    pages(site, line("20180615093000"))
    other = f"/web/20170101000000id_/{PAGE}"
    site.replies[ARCHIVE, f"/web/20180615093000id_/{PAGE}"] = Reply(
        b"", 302, {"Location": site.url(other, ARCHIVE)}
    )
    result = run(tmp_path, site, archive="copy")
    assert result.archived_at == "2017-01-01"
    assert "/20170101000000/" in result.archived
    assert "its copy of 20170101000000 instead of 20180615093000" in result.archive_note


def test_a_copy_that_does_not_come_is_told(tmp_path: Path, site: Site):
    pages(site, line("20180615093000"))
    site.replies[ARCHIVE, f"/web/20180615093000id_/{PAGE}"] = Reply.text("gone", 404)
    result = run(tmp_path, site, archive="copy")
    assert result.archive_note.startswith("the archived copy was not captured: ")
    assert (result.outcome, result.archived_at) == ("ok", "2018-06-15")


def test_a_copy_whose_address_holds_a_key_is_not_asked_for(tmp_path: Path, site: Site):
    pages(site, line("20180615", original=f"{PAGE}?token=SYNTHETIC"))
    result = run(tmp_path, site, archive="copy")
    assert "cannot be asked for" in result.archive_note
    assert len(site.paths(ARCHIVE)) == 2


def test_an_address_with_a_key_is_never_told_to_the_archive(tmp_path: Path, site: Site):
    planned = plan([Target(site.url("/1?api_key=hunter2hunter2"))], [])
    store = Store(tmp_path, "ana")
    (result,) = preserve(store, planned, settings=settings(), server=server(site), pace=0.0)
    assert result.outcome == "secret-in-url"
    assert site.asked == []


def test_an_answer_of_the_index_is_used_again_for_what_is_captured(tmp_path: Path, site: Site):
    pages(site, line("20180615"))
    run(tmp_path, site)
    before = len(site.asked)
    assert run(tmp_path, site).archived_at == "2018-06-15"
    assert len(site.asked) == before


def test_an_address_whose_answer_held_a_key_is_not_told_to_the_archive(tmp_path: Path, site: Site):
    def echoed(url: str, folder: Path, limits: object) -> dict:
        if url.endswith("/1"):
            raise CaptureRefusedError("secret-echoed", "SYNTHETIC echo")
        return fetch(url, folder, limits)  # type: ignore[arg-type]

    store, planned = Store(tmp_path, "ana", fetch=echoed), plan([Target(site.url("/1"))], [])
    (result,) = preserve(store, planned, settings=settings(), server=server(site), pace=0.0)
    assert (result.outcome, result.reason) == ("secret-echoed", "SYNTHETIC echo")
    assert result.archive_note == "not looked for: the address holds a secret"
    assert site.paths(ARCHIVE) == []

"""A run against real servers: politely, side by side, resumable, with a way to stop."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path

import pytest

from osint_helpers.errors import CaptureRefusedError, EvidenceError
from osint_helpers.evidence.net.fetching import fetch
from osint_helpers.evidence.preserving import Result, Target, asking, plan, preserve, waiting
from osint_helpers.evidence.preserving.results import summary
from osint_helpers.evidence.record import captures
from osint_helpers.evidence.storing import Store
from tests.evidence.preserving.site import A, B, C, Reply, Site, settings


def run(folder: Path, urls: list[str], **facts) -> list[Result]:
    store = facts.pop("store", None) or Store(folder, "ana")
    planned = plan([Target(url, ("s1",)) for url in urls], captures(folder))
    facts = {"settings": settings(), "pace": 0.05, "archive": "no", **facts}
    return preserve(store, planned, **facts)


def events(folder: Path, name: str) -> list[dict]:
    lines = [line for path in (folder / "log").glob("*.jsonl") for line in path.open()]
    return [fact for fact in map(json.loads, lines) if fact["event"] == name]


def test_hosts_are_asked_side_by_side_each_politely_rules_first(tmp_path: Path, site: Site):
    hosts = (A, B, C)
    urls = [site.url(f"/{n}", host) for n in range(4) for host in hosts]
    site.replies = {(host, f"/{n}"): Reply(seconds=0.1) for n in range(4) for host in hosts}
    begin = time.monotonic()
    results = run(tmp_path, urls, pace=0.3)
    took = time.monotonic() - begin
    assert [one.outcome for one in results] == ["ok"] * 12
    assert [one.target.url for one in results] == urls
    for host in hosts:
        assert site.paths(host) == ["/robots.txt", "/0", "/1", "/2", "/3"]
        assert min(site.gaps(host)) >= 0.3
    assert took < 3 * 4 * 0.4


def test_one_worker_is_enough(tmp_path: Path, site: Site):
    urls = [site.url("/1", host) for host in (A, B, C)]
    assert all(one.captured for one in run(tmp_path, urls, workers=1))


def test_ports_of_one_machine_are_one_host(tmp_path: Path, site: Site):
    with Site() as second:
        urls = [site.url("/1"), second.url("/2"), site.url("/3"), second.url("/4")]
        run(tmp_path, urls, pace=0.2)
        site.asked += second.asked
    assert len(site.paths(A)) == 6
    assert min(site.gaps(A)) >= 0.2


def test_the_rules_of_a_site_are_a_capture_and_used_again_for_a_day(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
):
    run(tmp_path, [site.url("/1")])
    (kept,) = [one for one in captures(tmp_path) if one.addresses[0].endswith("/robots.txt")]
    assert kept.record["why"] == f"robots rules of {site.url('')}"
    run(tmp_path, [site.url("/2")])
    assert site.paths(A).count("/robots.txt") == 1
    monkeypatch.setattr(asking, "FRESH", -60.0)  # every answer is older than that
    run(tmp_path, [site.url("/3")])
    assert site.paths(A).count("/robots.txt") == 2


def test_a_fault_at_the_rules_is_not_remembered(tmp_path: Path, site: Site):
    site.replies[A, "/robots.txt"] = [Reply.text("SYNTHETIC", 500), Reply.text("", 404)]
    (first,) = run(tmp_path, [site.url("/1")])
    assert (first.outcome, first.capture) == ("robots", None)
    assert "status 500" in first.reason
    (second,) = run(tmp_path, [site.url("/1")])
    assert second.captured


def test_what_the_rules_disallow_is_not_asked_and_logged(tmp_path: Path, site: Site):
    site.replies[A, "/robots.txt"] = Reply.text("User-agent: *\nDisallow: /no\n")
    no, yes = run(tmp_path, [site.url("/no"), site.url("/yes")])
    assert (no.outcome, no.attempts, yes.outcome) == ("robots", 0, "ok")
    assert site.paths(A) == ["/robots.txt", "/yes"]
    (skipped,) = events(tmp_path, "capture.skipped")
    assert skipped["url"] == site.url("/no")
    assert "disallows it for osint-helpers" in skipped["why"]
    assert summary([no, yes]) == "1 of 2 addresses captured, 1 refused by robots"


def test_rules_behind_a_redirect_count(tmp_path: Path, site: Site):
    site.replies[A, "/robots.txt"] = Reply(b"", 301, {"Location": site.url("/rules", B)})
    site.replies[B, "/rules"] = Reply.text("User-agent: *\nDisallow: /\n")
    (one,) = run(tmp_path, [site.url("/1")])
    assert one.outcome == "robots"


def test_rules_nobody_answers_for_forbid(tmp_path: Path):
    (one,) = run(tmp_path, [f"http://{A}:9/1"])
    assert (one.outcome, one.reason) == (
        "refused",
        "robots.txt of the site could not be read (refused)",
    )


@pytest.mark.parametrize("data", [b"\x00\xff\xfe" * 1000, b"# filler\n" * 1_200_000])
def test_hostile_rules_are_kept_in_part_and_do_not_stop_the_run(
    tmp_path: Path, site: Site, data: bytes
):
    site.replies[A, "/robots.txt"] = Reply(data)
    (one,) = run(tmp_path, [site.url("/1")])
    assert one.captured
    kept = next(one for one in captures(tmp_path) if one.addresses[0].endswith("/robots.txt"))
    assert kept.body is not None
    assert kept.body.stat().st_size <= 1 << 20


def test_a_crawl_delay_is_kept(tmp_path: Path, site: Site):
    site.replies[A, "/robots.txt"] = Reply.text("User-agent: *\nCrawl-delay: 0.6\n")
    run(tmp_path, [site.url("/1"), site.url("/2")])
    assert min(site.gaps(A)) >= 0.6
    again = len(site.asked)
    run(tmp_path, [site.url("/3"), site.url("/4")])  # the delay is known from the first run
    assert site.asked[again + 1].begin - site.asked[again].end >= 0.6


def test_a_crawl_delay_of_minutes_is_left_to_a_person(tmp_path: Path, site: Site):
    site.replies[A, "/robots.txt"] = Reply.text("User-agent: *\nCrawl-delay: 90\n")
    (one,) = run(tmp_path, [site.url("/1")])
    assert (one.outcome, site.paths(A)) == ("robots", ["/robots.txt"])
    assert "90 s" in one.reason


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_once_more_after_its_time(tmp_path: Path, site: Site, status: int):
    busy = Reply.text("busy", status, **{"Retry-After": "1"})
    site.replies[A, "/1"] = [busy, Reply()]
    one, _ = run(tmp_path, [site.url("/1"), site.url("/2")])
    assert (one.outcome, one.attempts) == ("ok", 2)
    assert site.paths(A) == ["/robots.txt", "/1", "/1", "/2"]
    assert site.gaps(A)[1] >= 1.0
    assert sum(site.url("/1") in made.addresses for made in captures(tmp_path)) == 2


def test_a_server_that_stays_busy_is_not_asked_a_third_time(tmp_path: Path, site: Site):
    site.replies[A, "/1"] = Reply.text("busy", 429, **{"Retry-After": "0"})
    one, two, other = run(tmp_path, [site.url("/1"), site.url("/2"), site.url("/3", B)])
    assert (one.outcome, one.attempts, site.paths(A).count("/1")) == ("http-status", 2, 2)
    assert (two.outcome, "/2" in site.paths(A)) == ("asked to wait", False)
    assert (one.captured, other.captured) == (False, True)


def test_a_site_that_is_down_for_one_page_is_asked_for_the_next(tmp_path: Path, site: Site):
    site.replies[A, "/1"] = Reply.text("down", 503, **{"Retry-After": "0"})
    one, two = run(tmp_path, [site.url("/1"), site.url("/2")])
    assert (one.outcome, one.attempts, two.outcome) == ("http-status", 2, "ok")


def test_too_many_requests_without_a_time_is_a_minute(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
):
    assert waiting.ASSUMED == 60.0
    monkeypatch.setattr(waiting, "ASSUMED", 0.7)
    site.replies[A, "/1"] = [Reply.text("busy", 429), Reply()]
    (one,) = run(tmp_path, [site.url("/1")])
    assert (one.outcome, one.attempts) == ("ok", 2)
    assert site.gaps(A)[1] >= 0.7


def test_a_server_that_asks_for_an_hour_is_left_alone(tmp_path: Path, site: Site):
    site.replies[A, "/1"] = Reply.text("busy", 429, **{"Retry-After": "3600"})
    first, second, other = run(tmp_path, [site.url("/1"), site.url("/2"), site.url("/3", B)])
    assert (first.outcome, first.attempts) == ("http-status", 1)
    assert (second.outcome, second.attempts) == ("asked to wait", 0)
    assert "3600 s" in second.reason
    assert site.paths(A) == ["/robots.txt", "/1"]
    assert other.captured
    assert [fact["url"] for fact in events(tmp_path, "capture.skipped")] == [site.url("/2")]


def test_a_busy_host_behind_a_redirect_is_left_alone_too(tmp_path: Path, site: Site):
    site.replies[A, "/1"] = Reply(b"", 302, {"Location": site.url("/busy", B)})
    site.replies[B, "/busy"] = Reply.text("busy", 429, **{"Retry-After": "3600"})
    urls = [site.url("/1"), site.url("/2", B)]
    # /2 waits for its rules while /1 is answered
    site.replies[B, "/robots.txt"] = Reply(b"none", 404, seconds=2.0)
    assert [one.outcome for one in run(tmp_path, urls)] == ["http-status", "asked to wait"]
    assert "/2" not in site.paths(B)


def test_a_second_run_asks_for_nothing_that_is_there(tmp_path: Path, site: Site):
    site.replies[A, "/2"] = [Reply.text("gone", 404), Reply()]
    urls = [site.url("/1"), site.url("/2")]
    assert [one.outcome for one in run(tmp_path, urls)] == ["ok", "http-status"]
    before = len(site.asked)
    again = run(tmp_path, urls)
    assert [one.outcome for one in again] == ["captured earlier", "ok"]
    assert again[0].captured
    assert [one.path for one in site.asked[before:]] == ["/2"]


def test_many_addresses_of_one_host_all_come(tmp_path: Path, site: Site):
    urls = [site.url(f"/{n}") for n in range(60)]
    results = run(tmp_path, urls, pace=0.0)
    assert all(one.captured for one in results)
    assert max(site.gaps(A)) < 5
    assert min(site.gaps(A)) >= 0


def test_refused_addresses_are_told_and_never_asked(tmp_path: Path, site: Site):
    told: list[str] = []
    urls = ["ftp://example.org/", f"http://user:hunter2@{A}:{site.ports[A]}/1", site.url("/2")]
    results = run(tmp_path, urls, progress=lambda one: told.append(one.outcome))
    assert [one.outcome for one in results] == ["bad-url", "userinfo-in-url", "ok"]
    assert sorted(told) == ["bad-url", "ok", "userinfo-in-url"]
    assert site.paths(A) == ["/robots.txt", "/2"]
    assert b"hunter2" not in b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())


def test_a_redirect_gives_the_host_it_led_to_its_pause_too(tmp_path: Path, site: Site):
    site.replies[A, "/1"] = Reply(b"", 302, {"Location": site.url("/end", B)})
    run(tmp_path, [site.url("/1"), site.url("/2", B), site.url("/3", B)], pace=0.4, workers=1)
    begin = next(one.end for one in site.asked if one.path == "/end")
    later = [one.begin for one in site.asked if one.host == B and one.begin > begin]
    assert later
    assert min(later) - begin >= 0.4


def test_each_result_is_told_once(tmp_path: Path, site: Site):
    told: list[str] = []
    urls = [site.url(f"/{n}", host) for n in range(3) for host in (A, B)]
    run(tmp_path, urls, progress=lambda one: told.append(one.target.url))
    assert sorted(told) == sorted(urls)


def test_what_comes_after_a_capture_is_done_once_for_each_sound_one(tmp_path: Path, site: Site):
    site.replies[A, "/2"] = Reply.text("gone", 404)
    seen: list[str] = []
    for _ in range(2):
        run(tmp_path, [site.url("/1"), site.url("/2")], after=lambda c: seen.append(c.addresses[0]))
    assert seen == [site.url("/1")] * 2


def test_a_fault_after_a_capture_stands_in_the_result(tmp_path: Path, site: Site):
    def fail(_: object) -> None:
        raise EvidenceError("SYNTHETIC fault of a document")

    (one,) = run(tmp_path, [site.url("/1")], after=fail)
    assert (one.outcome, one.reason) == ("ok", "SYNTHETIC fault of a document")


def test_a_fault_of_the_program_is_raised_and_ends_the_run(tmp_path: Path, site: Site):
    def fail(_: object) -> None:
        raise ZeroDivisionError

    urls = [site.url(f"/{n}") for n in range(50)]
    with pytest.raises(ZeroDivisionError):
        run(tmp_path, urls, after=fail)
    assert len(site.asked) < 10


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (CaptureRefusedError("disk-low", "SYNTHETIC no space"), "disk-low"),
        (OSError(28, "SYNTHETIC no space"), "failed"),
    ],
)
@pytest.mark.parametrize("path", ["/1", "/robots.txt"])
def test_a_full_disk_ends_the_run_and_is_named(
    tmp_path: Path, site: Site, error: Exception, outcome: str, path: str
):
    asked: list[str] = []

    def full(url: str, folder: Path, limits: object) -> dict:
        asked.append(url)
        if url.endswith(path):
            raise error
        return fetch(url, folder, limits)  # type: ignore[arg-type]

    store = Store(tmp_path, "ana", fetch=full)
    first, *rest = run(tmp_path, [site.url(f"/{n}") for n in range(1, 5)], store=store)
    assert first.outcome == (outcome if path == "/1" else "stopped")
    assert "SYNTHETIC no space" in first.reason
    assert {one.outcome for one in rest} == {"stopped"}
    assert all("SYNTHETIC no space" in one.reason for one in rest)
    assert asked[-1] == site.url(path)


def test_a_capture_that_cannot_be_stored_is_named_and_the_rest_goes_on(tmp_path: Path, site: Site):
    def sometimes(url: str, folder: Path, limits: object) -> dict:
        if url.endswith("/1"):
            raise EvidenceError("SYNTHETIC fault")
        return fetch(url, folder, limits)  # type: ignore[arg-type]

    store = Store(tmp_path, "ana", fetch=sometimes)
    first, second = run(tmp_path, [site.url("/1"), site.url("/2")], store=store)
    assert (first.outcome, first.reason, first.attempts) == ("failed", "SYNTHETIC fault", 1)
    assert second.captured


def test_a_stopped_run_begins_nothing_new_and_says_so(tmp_path: Path, site: Site):
    stop = threading.Event()
    urls = [site.url(f"/{n}") for n in range(5)]

    def progress(_: Result) -> None:
        stop.set()

    results = run(tmp_path, urls, stop=stop, progress=progress, pace=0.5)
    assert results[0].captured
    assert {one.outcome for one in results[2:]} == {"stopped"}
    assert len(site.asked) <= 3
    assert "stopped" in summary(results)


def test_a_stopped_run_does_not_wait_for_a_slow_server(tmp_path: Path, site: Site):
    site.replies[A, "/slow"] = Reply(seconds=8.0)
    stop = threading.Event()
    threading.Timer(0.5, stop.set).start()
    begin = time.monotonic()
    (one,) = run(tmp_path, [site.url("/slow")], stop=stop, grace=0.5)
    assert time.monotonic() - begin < 5
    assert one.outcome == "stopped"


def test_a_stopped_run_lets_a_capture_under_way_end(tmp_path: Path, site: Site):
    site.replies[A, "/slow"] = Reply(seconds=1.0)
    stop = threading.Event()
    threading.Timer(0.5, stop.set).start()
    first, second = run(tmp_path, [site.url("/slow"), site.url("/2")], stop=stop, grace=10.0)
    assert (first.outcome, second.outcome) == ("ok", "stopped")


def test_what_an_earlier_process_left_is_settled_first(tmp_path: Path, site: Site):
    order: list[str] = []

    class Watched(Store):
        def settle(self) -> list[str]:
            order.append("settle")
            return super().settle()

    run(
        tmp_path,
        [site.url("/1")],
        store=Watched(tmp_path, "ana"),
        after=lambda _: order.append("x"),
    )
    assert order == ["settle", "x"]

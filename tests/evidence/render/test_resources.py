"""Each address once, within limits, without the analyst's keys; everything said."""

import asyncio
import threading
import time
from dataclasses import replace

import pytest

from osint_helpers.errors import CaptureRefusedError, EvidenceError
from osint_helpers.evidence.net.settings import Settings
from osint_helpers.evidence.render import kept, resources
from osint_helpers.evidence.render.options import Limits, View

KEYED = Settings(headers={"X-Api-Key": "SYNTHETIC-KEY"}, secrets={"k": "SYNTHETIC-SECRET"})


def fetching(size=10, outcome="ok", seconds=0.0, calls=None):
    def fetch(url, folder, settings):
        if calls is not None:
            calls.append((url, settings))
        time.sleep(seconds)
        (folder / "wire.warc").write_bytes(b"")
        (folder / "body.bin").write_bytes(b"S" * size)
        return {"outcome": outcome, "reason": "", "complete": outcome == "ok", "status": 200,
                "body": "body.bin"}  # fmt: skip

    return fetch


def run(tmp_path, fetch, urls, limits=Limits(), settings=Settings()):  # noqa: B008
    async def job():
        made = resources.Resources(tmp_path, settings, limits, fetch)
        found = await asyncio.gather(*(made.get(url, "image") for url in urls))
        await made.settle()
        return made, found

    return asyncio.run(job())


def test_an_address_is_asked_once_whatever_its_fragment(tmp_path):
    calls = []
    made, _ = run(tmp_path, fetching(calls=calls), ["http://a.invalid/x", "http://a.invalid/x#y"])
    assert len(calls) == 1
    assert made.all[0].requests == 2


def test_own_headers_and_secrets_stay_at_home(tmp_path):
    calls = []
    run(tmp_path, fetching(calls=calls), ["http://a.invalid/"], settings=KEYED)
    assert calls[0][1].headers == calls[0][1].secrets == {}


def test_a_secret_in_an_address_is_not_written_down(tmp_path):
    made, _ = run(tmp_path, fetching(), ["http://a.invalid/?q=SYNTHETIC-SECRET"], settings=KEYED)
    made.block("http://u:p@b.invalid/SYNTHETIC-KEY", "image", "offline")
    written = kept.write(made.all, made.unlisted, tmp_path)["resources.json"].read_text()
    assert "SYNTHETIC-SECRET" not in written
    assert "SYNTHETIC-KEY" not in written
    assert "u:p" not in written


def test_never_more_bytes_than_the_limit_are_handed_over(tmp_path):
    limits = Limits(all_bytes=25)
    made, found = run(
        tmp_path, fetching(seconds=0.05), [f"http://a.invalid/{n}" for n in range(4)], limits
    )
    assert sum(len(one.data or b"") for one in found) <= 25
    assert made.limits_reached == {"byte limit"}


def test_a_resource_may_not_use_more_than_its_share(tmp_path):
    calls = []
    limits = Limits(each_bytes=7, all_bytes=100, seconds=3)
    run(tmp_path, fetching(calls=calls), ["http://a.invalid/"], limits)
    assert calls[0][1].max_body == 7
    assert calls[0][1].seconds <= 3


def test_after_the_time_is_up_nobody_is_asked(tmp_path):
    calls = []
    made, found = run(tmp_path, fetching(calls=calls), ["http://a.invalid/"], Limits(seconds=-1))
    assert (calls, found) == ([], [None])
    assert made.limits_reached == {"time limit"}


def test_those_who_wait_for_a_turn_when_the_time_is_up_are_not_asked(tmp_path):
    calls = []
    urls = [f"http://a.invalid/{n}" for n in range(resources.AT_ONCE + 1)]
    made, _ = run(tmp_path, fetching(seconds=0.4, calls=calls), urls, Limits(seconds=0.2))
    assert len(calls) == resources.AT_ONCE
    assert "time limit" in made.limits_reached


def test_no_more_than_a_few_are_asked_at_once(tmp_path):
    now, most, lock = [0], [0], threading.Lock()
    inner = fetching(seconds=0.05)

    def fetch(*given):
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        try:
            return inner(*given)
        finally:
            with lock:
                now[0] -= 1

    run(tmp_path, fetch, [f"http://a.invalid/{n}" for n in range(20)])
    assert 1 < most[0] <= resources.AT_ONCE


@pytest.mark.parametrize("outcome", ["truncated", "too-large", "timeout", "unknown-coding"])
def test_what_is_not_whole_is_kept_but_not_given_to_the_page(tmp_path, outcome):
    made, (one,) = run(tmp_path, fetching(outcome=outcome), ["http://a.invalid/"])
    assert one.data is None
    assert one.wire is not None
    assert kept.counts(made.all, 0) == {"loaded": 0, "failed": 1, "blocked": 0, "bytes": 0}


def test_an_address_the_fetcher_refuses_is_blocked_with_its_code(tmp_path):
    def fetch(*_):
        raise CaptureRefusedError("secret-in-url", "SYNTHETIC")

    made, (one,) = run(tmp_path, fetch, ["http://a.invalid/"])
    assert (one.outcome, one.reason) == ("blocked", "secret-in-url")
    assert kept.counts(made.all, 0)["blocked"] == 1


def test_a_full_disk_is_an_error_not_a_gap_in_the_picture(tmp_path):
    def fetch(*_):
        raise OSError(28, "no space")

    with pytest.raises(OSError, match="no space"):
        run(tmp_path, fetch, ["http://a.invalid/"])


def test_a_flood_of_blocked_requests_is_counted_not_listed(tmp_path):
    async def job():
        made = resources.Resources(tmp_path, Settings(), Limits(), fetching())
        for n in range(resources.LISTED + 5):
            made.block(f"http://a.invalid/{n}", "ping", "kind ping")
        made.block("http://a.invalid/0", "ping", "kind ping")
        return made

    made = asyncio.run(job())
    assert len(made.all) == resources.LISTED
    assert made.unlisted == 5
    assert kept.counts(made.all, made.unlisted)["blocked"] == resources.LISTED + 6


@pytest.mark.parametrize("width", [239, 3841, -1])
def test_a_window_no_screen_has_is_refused(width):
    with pytest.raises(EvidenceError, match="cannot be drawn"):
        View(width=width)
    assert replace(View(), width=390).width == 390

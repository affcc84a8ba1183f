"""The collector of archived copies against pywb: index, copies, digests, what is not there."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from osint_helpers.collect.client import Client
from osint_helpers.collect.news import wayback
from osint_helpers.collect.rates import Rates
from osint_helpers.errors import SourceRefusedError
from tests.collect.desk import QUICK
from tests.collect.fakes import commoncrawl as made
from tests.conformance.environment import run
from tests.conformance.test_pywb import replaying
from tests.conftest import shared_folder

pytestmark = pytest.mark.conformance

PAGE = "http://www.example.org/synthetic"
PACKED = gzip.compress(b"<p>SYNTHETIC packed page</p>", mtime=0)
RECORDS = {
    f"{PAGE}/plain": (b"<html><p>SYNTHETIC plain page</p></html>", b""),
    f"{PAGE}/query?b=2&a=1": (b"<html><p>SYNTHETIC page of a query</p></html>", b""),
    f"{PAGE}/packed": (PACKED, b"Content-Encoding: gzip\r\n"),
    f"{PAGE}/letters/%C3%BC": (b"<html><p>SYNTHETIC letters</p></html>", b""),
}


def served(folder: Path, warc: Path) -> Iterator[int]:
    for arguments in (["init", "coll"], ["add", "coll", warc]):
        done = run("wb-manager", *arguments, folder=folder)
        assert done.returncode == 0, done.stderr
    with replaying(folder) as port:
        yield port


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("pywb-own")
    warc = folder / "synthetic.warc.gz"
    warc.write_bytes(b"".join(made.member(url, *held) for url, held in RECORDS.items()))
    yield from served(folder, warc)


@pytest.fixture(scope="module")
def iana(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    shared = shared_folder()
    packed = None if shared is None else shared / "data" / "web_archive" / "pywb_iana.warc.gz"
    if packed is None or not packed.is_file():
        pytest.skip("pywb_iana.warc.gz is not on this machine")
    folder = tmp_path_factory.mktemp("pywb-iana")
    warc = folder / "iana.warc.gz"
    warc.write_bytes(packed.read_bytes())
    yield from served(folder, warc)


def client(port: int, folder: Path) -> Client:
    clock = [0.0]

    def sleep(seconds: float) -> None:
        clock[0] += seconds

    base = f"http://127.0.0.1:{port}/coll"
    (folder / "case").mkdir(exist_ok=True)
    return Client(
        folder / "case", "record", who="tester", policy=QUICK, environment={},
        servers={"wayback": base, "wayback:replay": base},
        rates=Rates(folder / "rates", now=lambda: clock[0], sleep=sleep),
    )  # fmt: skip


@pytest.mark.parametrize("url", RECORDS)
def test_each_copy_is_listed_and_replayed_with_its_digest(own: int, tmp_path: Path, url: str):
    asking = client(own, tmp_path)
    listed = wayback.captures(asking, url=url)
    assert listed.meta.complete
    (row,) = listed.frame.to_dict("records")
    assert (row["original"], row["timestamp"]) == (url, "20181016070000")
    assert (row["status"], row["digest"]) == (200, made.sha1(RECORDS[url][0]))
    got = wayback.replay(asking, url=url, timestamp=row["timestamp"], digest=row["digest"])
    (one,) = got.frame.to_dict("records")
    assert one["memento_at"] == pd.Timestamp("2018-10-16T07:00:00Z")
    assert (one["same_moment"], one["same_address"], one["digest_check"]) == (True, True, "agrees")


def test_the_nearest_copy_is_said_to_be_of_another_time(own: int, tmp_path: Path):
    got = wayback.replay(client(own, tmp_path), url=f"{PAGE}/plain", timestamp="20180101000000")
    (one,) = got.frame.to_dict("records")
    assert (one["same_moment"], one["memento_at"]) == (False, pd.Timestamp("2018-10-16T07:00:00Z"))


def test_an_unknown_address_is_an_empty_list_with_status_200(own: int, tmp_path: Path):
    got = wayback.captures(client(own, tmp_path), url="http://never.example.org/")
    assert len(got) == 0
    assert "Not found" in got.nothing_found("copies")
    with pytest.raises(SourceRefusedError, match="no copy"):
        wayback.replay(client(own, tmp_path), url="http://never.example.org/", timestamp="2018")


def test_below_an_address_all_copies_are_listed(own: int, tmp_path: Path):
    got = wayback.captures(client(own, tmp_path), url=PAGE, match="prefix")
    assert set(got.frame["original"]) == set(RECORDS)


def test_a_server_without_resume_keys_is_said_to_be_cut_off_at_the_limit(
    own: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(wayback, "PAGE", 2)
    got = wayback.captures(client(own, tmp_path), url=PAGE, match="prefix")
    assert not got.meta.complete
    assert len(got) == 2


def test_a_real_crawl_is_listed_whole_and_its_copies_have_their_digests(iana: int, tmp_path: Path):
    asking = client(iana, tmp_path)
    got = wayback.captures(asking, url="iana.org", match="domain")
    assert got.meta.complete
    assert len(got) == 171
    assert got.frame["revisit"].sum() == 123
    pages = got.frame[~got.frame["revisit"] & (got.frame["status"] == 200)]
    checks = []
    for row in pages.to_dict("records"):
        copy = wayback.replay(
            asking, url=row["original"], timestamp=row["timestamp"], digest=row["digest"]
        )
        checks += copy.frame["digest_check"].tolist()
    assert checks == ["agrees"] * len(pages)
    assert len(checks) > 30

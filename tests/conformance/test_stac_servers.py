"""A real STAC server, rustac, answers our collectors; pystac-client asks it the same questions."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from pandas.testing import assert_frame_equal

from osint_helpers.collect.client import Client
from osint_helpers.collect.imagery import cdse, earth_search
from osint_helpers.collect.rates import Rates
from osint_helpers.errors import SourceRefusedError
from tests.collect.fakes import cdse as cdse_items
from tests.collect.fakes import earth_search as earth_search_items
from tests.collect.fakes.stac_scenes import SCENES
from tests.conformance.environment import ask, home

pytestmark = pytest.mark.conformance

START_SECONDS = 60  # the machine may be busy with other tests
AUTUMN = {"start": "2018-09-01", "end": "2018-10-31"}
FORMATS = {"earth_search": (earth_search, earth_search_items), "cdse": (cdse, cdse_items)}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def collection(name: str) -> dict:
    return {
        "type": "Collection", "stac_version": "1.0.0", "id": name, "description": "SYNTHETIC",
        "license": "other", "links": [],
        "extent": {"spatial": {"bbox": [[-180, -90, 180, 90]]},
                   "temporal": {"interval": [["2018-01-01T00:00:00Z", None]]}},
    }  # fmt: skip


def written(folder: Path, items: object) -> list[Path]:
    """Write collections and items as files a server loads; links are left to the server."""
    out = []
    for name in ("sentinel-1-grd", "sentinel-2-l2a"):
        out.append(folder / f"{name}.json")
        out[-1].write_text(json.dumps(collection(name)))
    found = [items.item(one, "https://example.org") for one in SCENES]
    collected = {"type": "FeatureCollection", "features": [{**one, "links": []} for one in found]}
    out.append(folder / "items.json")
    out[-1].write_text(json.dumps(collected))
    return out


@contextmanager
def serving(folder: Path, items: object) -> Iterator[str]:
    """Run rustac on the items; yield its address, end it afterwards."""
    port = free_port()
    with (folder / "rustac.log").open("wb") as log:
        process = subprocess.Popen(
            [home() / "bin" / "rustac", "serve", "--addr", f"127.0.0.1:{port}",
             *written(folder, items)],
            cwd=folder, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            _wait(port, process, folder / "rustac.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(START_SECONDS)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"rustac does not answer: {log.read_text('utf-8', 'replace')[-2000:]}")


@pytest.fixture(scope="module", params=FORMATS)
def catalogue(request, tmp_path_factory):
    """One server with the items of one catalogue, the collector for it, and a case."""
    module, items = FORMATS[request.param]
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "case").mkdir()
    with serving(folder, items) as address:
        yield request.param, module, folder, address


def client(catalogue, mode: str = "live") -> Client:
    name, _, folder, address = catalogue
    return Client(folder / "case", mode, who="tester", servers={name: address}, environment={},
                  rates=Rates(folder / "rates", sleep=lambda _: None))  # fmt: skip


def peer(catalogue, **question) -> list[str]:
    asked = {"collections": ["sentinel-1-grd", "sentinel-2-l2a"], "limit": 5,
             "datetime": "2018-09-01T00:00:00Z/2018-10-31T23:59:59Z", **question}  # fmt: skip
    return sorted(ask("stac_search", {"server": catalogue[3], **asked}))


def test_all_pages_of_a_place_come_as_the_other_client_gets_them(catalogue):
    got = catalogue[1].scenes(client(catalogue), place="RUNJK", **AUTUMN, limit=5)
    assert got.meta.complete, got.meta.reason
    assert len(got.meta.parts) >= 4
    assert sorted(got.frame["id"]) == peer(catalogue, bbox=got.meta.parameters["boxes"][0])
    assert len(got) == 20


def test_the_days_asked_for_are_kept_to(catalogue):
    got = catalogue[1].scenes(
        client(catalogue), place="RUNJK", start="2018-09-03", end="2018-09-05"
    )
    assert sorted(got.frame["id"]) == ["SYNTHETIC_S1_20180903T092107_T1",
                                       "SYNTHETIC_S2_20180905_SYN-01_0206"]  # fmt: skip


def test_a_collection_asked_for_alone_comes_alone(catalogue):
    got = catalogue[1].scenes(client(catalogue), place="KRPUS", **AUTUMN,
                              collections=("sentinel-1-grd",))  # fmt: skip
    assert set(got.frame["collection"]) == {"sentinel-1-grd"}
    assert sorted(got.frame["id"]) == peer(
        catalogue, bbox=got.meta.parameters["boxes"][0], collections=["sentinel-1-grd"]
    )
    assert len(got) == 3


def test_both_sides_of_the_antimeridian_come(catalogue):
    got = catalogue[1].scenes(client(catalogue), bbox=(177, 8, -177, 12), **AUTUMN)
    both = [peer(catalogue, bbox=box) for box in got.meta.parameters["boxes"]]
    assert sorted(got.frame["id"]) == sorted(both[0] + both[1])
    assert len(got) == 2


def test_nothing_there_is_a_whole_answer_without_rows(catalogue):
    got = catalogue[1].scenes(client(catalogue), place="SGSIN", **AUTUMN)
    assert len(got) == 0
    assert got.nothing_found("scenes")


def test_one_item_comes_by_its_name_and_an_unknown_one_is_an_error(catalogue):
    name = "SYNTHETIC_S2_20180925_SYN-01_0206"
    got = catalogue[1].item(client(catalogue), collection="sentinel-2-l2a", id=name, place="RUNJK")
    assert got.frame["covers_point"].tolist() == [True]
    assert got.frame["cloud_cover"].tolist() == [0.4]
    with pytest.raises(SourceRefusedError) as caught:
        catalogue[1].item(client(catalogue), collection="sentinel-2-l2a", id="NONE")
    assert caught.value.status == 404


@pytest.mark.parametrize("more", [
    {"ids": ["SYNTHETIC_S2_20180925_SYN-01_0206", "SYNTHETIC_S1_20180903T092107_T1"]},
    {"intersects": {"type": "Point", "coordinates": [132.883333, 42.8]}},
])  # fmt: skip
def test_pages_of_questions_we_do_not_ask_are_read_as_well(catalogue, more):
    from osint_helpers.collect.imagery import stac

    answer = requests.post(
        f"{catalogue[3]}/search", json={"limit": 100, **more}, timeout=START_SECONDS
    )
    rows = stac.parse(answer.content)
    expected = more.get("ids") or [one.id for one in SCENES if one.track in {1, 3}]
    assert sorted(row["id"] for row in rows) == sorted(expected)


def test_what_was_recorded_replays_when_the_server_is_not_asked(catalogue):
    recorded = catalogue[1].scenes(client(catalogue, "record"), place="RUNJK", **AUTUMN, limit=5)
    replayed = catalogue[1].scenes(client(catalogue, "replay"), place="RUNJK", **AUTUMN, limit=5)
    assert_frame_equal(recorded.frame, replayed.frame)
    assert replayed.meta.captures == recorded.meta.captures

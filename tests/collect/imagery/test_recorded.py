"""Recorded answers of real catalogues are read whole. Skips where they are not on the machine."""

import gzip
import json

import pytest

from osint_helpers.collect.columns import frame
from osint_helpers.collect.imagery import pages, stac
from osint_helpers.collect.imagery.footprints import shape_of
from osint_helpers.collect.imagery.scenes import SCENES
from tests.conftest import shared_folder

FILES = {"earthsearch_filter_1.json": 10, "earthsearch_filter_2.json": 10,
         "pc_s2_datetime_0.json.gz": 33}  # fmt: skip


def recorded(name):
    folder = shared_folder()
    path = None if folder is None else folder / "data" / "stac" / name
    if path is None or not path.is_file():
        pytest.skip("the recorded answers of STAC catalogues are not on this machine")
    data = path.read_bytes()
    found = json.loads(gzip.decompress(data) if name.endswith(".gz") else data)
    return json.dumps({k: v for k, v in found.items() if k != "_request"}).encode()


@pytest.mark.parametrize("name", FILES)
def test_every_item_becomes_a_row(name):
    made = frame(stac.parse(recorded(name)), SCENES)
    assert len(made) == FILES[name]
    assert made["datetime"].notna().all()
    assert made["acquisition"].notna().all()
    assert made["footprint"].map(lambda one: shape_of(one).area > 0).all()
    assert not made["assets"].astype(str).str.contains(r"\?").any()


def test_radar_came_through_a_cloud_filter_without_any_cloud():
    rows = stac.parse(recorded("earthsearch_filter_1.json"))
    radar = [row for row in rows if row["collection"] == "sentinel-1-grd"]
    assert len(radar) == 3
    assert all(row["cloud_cover"] is None for row in radar)
    assert any(row["cloud_cover"] > 40 for row in rows if row["cloud_cover"] is not None)


def test_one_acquisition_stands_in_two_collections():
    rows = stac.parse(recorded("earthsearch_filter_1.json"))
    by_text = {}
    for row in rows:
        by_text.setdefault(row["acquisition"], set()).add(row["collection"])
    assert {"sentinel-2-c1-l2a", "sentinel-2-l2a"} in by_text.values()


def test_its_next_link_holds_a_token_and_no_question():
    page = pages.read(recorded("earthsearch_filter_1.json"), source="s")
    base = "https://earth-search.aws.element84.com/v1"
    asked = pages.Ask(f"{base}/search", {"filter": {}})
    following = pages.following(page.link, asked, base)
    assert list(following.body) == ["next"]
    assert (page.matched, page.returned) == (115912757, 10)

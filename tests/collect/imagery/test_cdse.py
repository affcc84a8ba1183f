"""The catalogue of the Copernicus Data Space: token paging, no count, its own item format."""

import pytest
from pandas.testing import assert_frame_equal

from osint_helpers.collect.imagery import cdse
from osint_helpers.errors import NotRecorded, SourceRefusedError
from tests.collect.desk import Desk
from tests.collect.fakes import cdse as fake
from tests.collect.fakes.server import FakeSources, Reply

ASK = {"place": "RUNJK", "start": "2018-09-01", "end": "2018-10-31"}


@pytest.fixture
def desk(tmp_path):
    with FakeSources(cdse=fake.answer) as fakes:
        yield Desk(tmp_path, fakes)


def test_every_page_comes_by_its_token(desk):
    got = cdse.scenes(desk.client("live"), **ASK, limit=8)
    tokens = [one.json().get("token") for one in desk.fakes.asked]
    assert tokens == [None, "next:8", "next:16"]
    assert all(one.json()["collections"] for one in desk.fakes.asked)
    assert len(got) == 20
    assert got.meta.complete
    assert any("gives no number of matches" in note for note in got.meta.notes)


def test_its_items_fill_the_same_columns(desk):
    frame = cdse.scenes(desk.client("live"), **ASK).frame
    optical = frame[frame["collection"] == "sentinel-2-l2a"].iloc[0]
    assert (optical["epsg"], optical["orbit_state"], optical["relative_orbit"]) == (
        32652, "descending", 3,
    )  # fmt: skip
    assert optical["licence"] == "https://example.org/SYNTHETIC-legal-notice"
    assert optical["assets"]["product"] == {
        "href": f"s3://eodata/SYNTHETIC/{optical['id']}.zip", "type": "application/zip",
        "roles": ["data"], "size": 1000000, "checksum": "d50110" + "00" * 16,
    }  # fmt: skip
    radar = frame[frame["collection"] == "sentinel-1-grd"].iloc[0]
    assert (radar["polarizations"], radar["mode"]) == (("VV", "VH"), "IW")
    assert radar["processing_version"] == "002.91"


def test_both_catalogues_give_the_same_scenes(desk):
    from osint_helpers.collect.imagery import earth_search
    from tests.collect.fakes import earth_search as other

    desk.fakes.sources["earth_search"] = other.answer
    desk.servers |= desk.fakes.servers
    first = cdse.scenes(desk.client("live"), **ASK, limit=3).frame
    second = earth_search.scenes(desk.client("live"), **ASK, limit=20).frame
    same = ["id", "collection", "datetime", "cloud_cover", "footprint", "covers_point"]
    assert_frame_equal(first[same], second[same])


def test_a_refused_question_says_what_the_server_said(desk):
    desk.fakes.sources["cdse"] = lambda _: Reply(b'{"code": "RequestValidationError"}', status=400)
    with pytest.raises(SourceRefusedError) as caught:
        cdse.scenes(desk.client("live"), **ASK)
    assert caught.value.status == 400


def test_a_recorded_question_replays_to_the_same_table_and_asks_nothing(desk):
    recorded = cdse.scenes(desk.client("record"), **ASK, limit=8)
    asked = len(desk.fakes.asked)
    assert_frame_equal(recorded.frame, cdse.scenes(desk.client(), **ASK, limit=8).frame)
    assert len(desk.fakes.asked) == asked
    with pytest.raises(NotRecorded):
        cdse.scenes(desk.client(), **ASK, limit=9)


def test_an_unknown_item_is_an_error(desk):
    with pytest.raises(SourceRefusedError) as caught:
        cdse.item(desk.client("live"), collection="sentinel-1-grd", id="NONE")
    assert caught.value.status == 404

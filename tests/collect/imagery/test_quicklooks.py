"""Quicklooks: bytes as evidence, a picture made from them, and what is refused."""

import hashlib
import io
import json
from types import SimpleNamespace

import pytest
from PIL import Image

from osint_helpers.collect.imagery import cdse, earth_search, quicklooks
from osint_helpers.errors import CollectError, NotRecorded
from osint_helpers.evidence import record
from tests.collect.desk import Desk
from tests.collect.fakes import cdse as fake_cdse
from tests.collect.fakes import earth_search as fake
from tests.collect.fakes.server import FakeSources, Reply
from tests.collect.fakes.stac_scenes import picture

ASK = {"place": "RUNJK", "start": "2018-09-05", "end": "2018-09-05"}


@pytest.fixture
def desk(tmp_path):
    with FakeSources(earth_search=fake.answer, cdse=fake_cdse.answer) as fakes:
        yield Desk(tmp_path, fakes)


@pytest.fixture
def scene(desk):
    return earth_search.scenes(desk.client("record"), **ASK).frame.iloc[0]


def test_the_bytes_become_a_capture_and_the_picture_a_derived_one(desk, scene):
    look = earth_search.quicklook(desk.client("record"), scene, width=200)
    held = {one.id: one for one in record.captures(desk.case)}
    assert held[look.capture].body.read_bytes() == picture()
    made = held[look.derived]
    assert made.kind == "derived"
    assert made.body.read_bytes() == look.png
    assert made.record["method"] == dict(look.method)
    assert look.method["resize"] == [200, 200]
    assert look.method["of"] == [343, 343]
    assert made.record["derived_from"]["sha256"] == look.sha256
    assert Image.open(io.BytesIO(look.png)).size == (200, 200)
    assert look.checked == "sha256 as the item gives it"
    assert look.synthetic


def test_replay_gives_the_same_and_asks_and_writes_nothing(desk, scene):
    first = earth_search.quicklook(desk.client("record"), scene, width=200)
    asked, held = len(desk.fakes.asked), len(list(record.captures(desk.case)))
    assert earth_search.quicklook(desk.client(), scene, width=200) == first
    assert earth_search.quicklook(desk.client("record"), scene, width=200) == first
    other = earth_search.quicklook(desk.client(), scene, width=100)
    assert other.derived == ""
    assert Image.open(io.BytesIO(other.png)).width == 100
    assert (len(desk.fakes.asked), len(list(record.captures(desk.case)))) == (asked, held)


def test_a_quicklook_that_was_not_recorded_is_not_recorded(desk, scene):
    with pytest.raises(NotRecorded):
        earth_search.quicklook(desk.client(), scene)


def test_a_live_one_is_kept_nowhere(desk, scene):
    held = len(list(record.captures(desk.case)))
    look = earth_search.quicklook(desk.client("live"), scene)
    assert (look.capture, look.derived) == ("", "")
    assert len(list(record.captures(desk.case))) == held


def test_it_is_never_made_larger(desk, scene):
    look = earth_search.quicklook(desk.client("live"), scene, width=900)
    assert look.method["resize"] == [343, 343]
    assert look.method["filter"] == "none"


def test_bytes_that_are_not_those_of_the_checksum_are_refused(desk, scene):
    desk.fakes.trouble["earth_search"] = [Reply(picture(8, 8), "image/png")]
    with pytest.raises(CollectError, match="is not the one its item names"):
        earth_search.quicklook(desk.client("record"), scene)


def test_an_item_without_a_checksum_says_so(desk):
    frame = cdse.scenes(desk.client("record"), **ASK).frame
    look = cdse.quicklook(desk.client("record"), frame.iloc[0])
    assert look.checked == "the item gives no checksum"
    assert cdse.quicklook(desk.client("record"), frame.to_dict("records")[0]) == look


def test_a_quicklook_in_a_bucket_is_refused_with_advice(desk):
    ask = {**ASK, "start": "2018-09-03", "end": "2018-09-03"}
    radar = earth_search.scenes(desk.client("live"), **ask).frame.iloc[0]
    asked = len(desk.fakes.asked)
    with pytest.raises(CollectError, match="bucket that wants an account") as caught:
        earth_search.quicklook(desk.client("live"), radar)
    assert "nothing is signed here" in caught.value.advice
    assert len(desk.fakes.asked) == asked


@pytest.mark.parametrize("kind", ["image/jp2", "image/tiff; application=geotiff"])
def test_jpeg_2000_and_tiff_are_refused_with_advice(kind):
    assets = {"preview": {"href": "https://example.org/a", "type": kind, "roles": ["overview"]}}
    with pytest.raises(CollectError, match=kind) as caught:
        quicklooks.chosen(assets, "c/i")
    assert "QGIS" in caught.value.advice


def test_an_open_picture_is_taken_before_one_that_is_not():
    assets = {
        "preview": {"href": "https://example.org/a.tif", "type": "image/tiff",
                    "roles": ["thumbnail"]},
        "small": {"href": "https://example.org/a.jpg", "type": "image/jpeg", "roles": ["overview"]},
    }  # fmt: skip
    assert quicklooks.chosen(assets, "c/i")[0] == "small"


def test_a_scene_without_one_says_so():
    with pytest.raises(CollectError, match="has no quicklook"):
        quicklooks.chosen({"red": {"href": "https://example.org/r.tif", "roles": ["data"]}}, "c/i")


@pytest.mark.parametrize("data", [b"", b"<html>", b"\x00\x00\x00\x0cjP  \r\n", picture()[:60],
                                  b"\xff\xd8\xffbroken"])  # fmt: skip
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(CollectError, match="quicklook"):
        quicklooks.picture(data, 200)


def test_a_picture_of_too_many_pixels_is_refused_before_it_unfolds(monkeypatch):
    monkeypatch.setattr(quicklooks, "MOST_PIXELS", 343 * 343 - 1)
    with pytest.raises(CollectError, match="343 by 343 pixels"):
        quicklooks.picture(picture(), 200)
    monkeypatch.setattr(quicklooks, "MOST_PIXELS", 343 * 343)
    assert quicklooks.picture(picture(), 200)[1]["resize"] == [200, 200]


@pytest.mark.parametrize("width", [15, 4001])
def test_a_width_out_of_range_is_refused(desk, scene, width):
    with pytest.raises(CollectError) as caught:
        earth_search.quicklook(desk.client("live"), scene, width=width)
    assert caught.value.column == "width"


def test_no_key_and_no_query_goes_with_the_picture(desk, scene):
    earth_search.quicklook(desk.client("live"), scene)
    last = desk.fakes.asked[-1]
    assert last.query == {}
    assert "Authorization" not in json.dumps(dict(last.headers))


@pytest.mark.parametrize(("kind", "code"), [("sha256", "1220"), ("sha1", "1114"),
                                            ("md5", "d50110")])  # fmt: skip
def test_checksums_are_read_as_multihashes(kind, code):
    answer = SimpleNamespace(data=b"SYNTHETIC")
    digest = hashlib.new(kind, b"SYNTHETIC", usedforsecurity=False).hexdigest()
    assert quicklooks.compared({"checksum": code + digest}, answer, "x") == (
        f"{kind} as the item gives it"
    )
    with pytest.raises(CollectError, match=kind):
        quicklooks.compared({"checksum": code + digest[:-1] + "x"}, answer, "x")


def test_a_checksum_of_another_kind_is_said_to_be_unread():
    answer = SimpleNamespace(data=b"")
    assert "is not read" in quicklooks.compared({"checksum": "1340ff"}, answer, "x")

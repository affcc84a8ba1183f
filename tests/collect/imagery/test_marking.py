"""What is left out, kept and marked at the edges of a question."""

from datetime import date

import pytest

from osint_helpers.collect.imagery import question
from osint_helpers.collect.imagery.marking import left_out, mark, radar
from osint_helpers.collect.imagery.scenes import row
from osint_helpers.errors import SchemaChanged
from tests.collect.imagery.items import item


class Notes(list):
    def note(self, text):
        self.append(text)


def asked(**changes):
    how = {"place": "", "bbox": (129, 35, 130, 36), "start": date(2018, 10, 3),
           "end": date(2018, 10, 3), "collections": question.COLLECTIONS, "max_cloud": None,
           "radius_km": 25.0, "limit": 100, "at_most": 100}  # fmt: skip
    return question.question(**{**how, **changes})


def made(**changes):
    return row(item(**changes), where="a test")


def kept(*rows, **changes):
    return len(left_out(Notes(), asked(**changes), list(rows)))


@pytest.mark.parametrize(("start", "end", "count"), [
    ("2018-10-02T23:59:50Z", "2018-10-03T00:00:00Z", 1),
    ("2018-10-02T23:59:50Z", "2018-10-02T23:59:59Z", 0),
    ("2018-10-03T23:59:59.999999Z", "2018-10-04T00:00:10Z", 1),
    ("2018-10-04T00:00:00Z", "2018-10-04T00:00:10Z", 0),
    ("2018-10-04T08:59:00+09:00", "2018-10-04T08:59:10+09:00", 1),
])  # fmt: skip
def test_a_span_that_touches_a_day_asked_for_is_kept(start, end, count):
    facts = {"datetime": None, "start_datetime": start, "end_datetime": end}
    assert kept(made(facts=facts)) == count


def test_cloud_at_the_limit_is_within_it():
    facts = {"eo:cloud_cover": 20.0, "sar:polarizations": "absent", "sar:instrument_mode": "absent"}
    scene = made(collection="sentinel-2-l2a", facts=facts)
    assert kept(scene, max_cloud=20.0) == 1
    assert kept(scene, max_cloud=19.9) == 0


def test_radar_stays_even_where_a_catalogue_gives_it_a_cloud_cover():
    assert kept(made(facts={"eo:cloud_cover": 100}), max_cloud=0) == 1


@pytest.mark.parametrize(("name", "facts", "expected"), [
    ("sentinel-1-grd", {"sar:polarizations": "absent", "sar:instrument_mode": "absent"}, True),
    ("other-radar", {}, True),
    ("sentinel-2-l2a", {"sar:polarizations": "absent", "sar:instrument_mode": "absent"}, False),
])  # fmt: skip
def test_radar_is_known_by_its_collection_or_by_what_it_says(name, facts, expected):
    assert radar(made(collection=name, facts=facts)) is expected


def test_an_item_sent_twice_is_no_version_of_itself():
    one, other = made(id="SYNTHETIC-1"), made(id="SYNTHETIC-2")
    rows = mark(Notes(), [one, other, one])
    assert [found["other_versions"] for found in rows] == [
        ("sentinel-1-grd/SYNTHETIC-2",), ("sentinel-1-grd/SYNTHETIC-1",),
        ("sentinel-1-grd/SYNTHETIC-2",),
    ]  # fmt: skip
    assert mark(Notes(), [one, one])[1]["other_versions"] == ()


def test_the_baseline_of_the_mission_goes_before_the_version_of_the_catalogue():
    facts = {"s2:processing_baseline": "05.00", "processing:version": "1"}
    assert made(facts=facts)["processing_version"] == "05.00"


def test_a_time_that_is_none_is_a_changed_schema():
    with pytest.raises(SchemaChanged):
        kept(made(facts={"datetime": "soon"}))

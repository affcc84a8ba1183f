"""Tables of tracks: columns with units, counts, two engines side by side."""

from dataclasses import replace

import pytest

from osint_helpers import exhibits
from osint_helpers.errors import ExhibitError
from tests.exhibits import voyages


def texts(exhibit):
    return [[one["text"] for one in row] for row in exhibit.spec["rows"]]


def test_events_say_their_units_words_and_ids():
    made = exhibits.events_table(voyages.gaps(), "T-1")
    assert [one["label"] for one in made.spec["columns"]] == [
        "MMSI", "In words", "Hours", "Distance, nm", "Implied, kn", "Fixes before", "Event id",
    ]  # fmt: skip
    assert texts(made) == [[voyages.A, "not received from 04:00 to 08:00", "4.00", "14.8", "3.7",
                            "17", "a" * 16]]  # fmt: skip
    assert "GapRule(longer_than_h = 2.0)" in made.spec["provenance"]
    assert "What it does not show." in made.spec["provenance"]


def test_columns_can_be_chosen_and_a_strange_one_is_refused():
    made = exhibits.events_table(voyages.gaps(), "T-1", columns=("off_t", "off_lat", "open"))
    assert texts(made) == [["2020-01-02 04:00:00", "54.16000", ""]]
    with pytest.raises(ExhibitError, match="no column 'cargo'"):
        exhibits.events_table(voyages.gaps(), "T-1", columns=("cargo",))


def test_counts_by_receiver_stand_only_where_a_receiver_is_named():
    row = voyages.gap(terrestrial_before=0, satellite_before=0)
    keys = [c["key"] for c in exhibits.events_table(voyages.gaps(row), "T-1").spec["columns"]]
    assert "satellite_before" not in keys
    row |= {"off_receiver": "terrestrial"}
    keys = [c["key"] for c in exhibits.events_table(voyages.gaps(row), "T-1").spec["columns"]]
    assert "satellite_before" in keys


def test_how_many_there_are_is_said():
    rows = [voyages.gap(event=f"{n:016d}") for n in range(30)]
    made = exhibits.events_table(voyages.gaps(*rows), "T-1", limit=5)
    assert len(texts(made)) == 5
    assert made.spec["provenance"].startswith("5 of 30 events printed")


def test_no_event_is_a_row_that_says_so():
    none = replace(voyages.gaps(), frame=voyages.gaps().frame.head(0))
    assert texts(exhibits.events_table(none, "T-1"))[0][0] == "no gap under this rule"


def test_two_engines_that_agree_differ_in_nothing():
    other = voyages.gaps(engine="spark")
    made = exhibits.comparison_table([(voyages.gaps(), other)], "T-1")
    assert texts(made) == [["gap", "DuckDB with numpy and Apache Spark", "1", "1", "0", "0", "0"]]


def test_every_difference_of_two_engines_is_counted():
    moved = voyages.gap(event="e" * 16)
    two = voyages.gaps(voyages.gap(text="other", hours=4.5), moved, engine="spark")
    row = texts(exhibits.comparison_table([(voyages.gaps(), two)], "T-1"))[0]
    assert row[2:] == ["1", "2", "1", "1", "0.5 (h, hours)"]
    near = voyages.gaps(voyages.gap(hours=4.0 + 1e-9), engine="spark")
    assert (
        texts(exhibits.comparison_table([(voyages.gaps(), near)], "T-1"))[0][-1] == "at most 1e-06"
    )
    lost = voyages.gaps(voyages.gap(hours=None), engine="spark")
    assert texts(exhibits.comparison_table([(voyages.gaps(), lost)], "T-1"))[0][5] == "1"


def test_two_questions_are_not_compared():
    for other in (replace(voyages.gaps(), inputs=("another",)),
                  replace(voyages.gaps(), rule=voyages.GapRule(3.0))):  # fmt: skip
        with pytest.raises(ExhibitError, match="two questions"):
            exhibits.comparison_table([(voyages.gaps(), other)], "T-1")
    with pytest.raises(ExhibitError, match="nothing to compare"):
        exhibits.comparison_table([], "T-1")


def test_quality_says_what_was_taken_out_and_why(tmp_path):
    pytest.importorskip("duckdb", reason="the extra tracks is not installed")
    import pandas as pd

    from osint_helpers import tracks

    frame = voyages.positions()
    rows = frame.assign(mmsi=frame["track"] // 100).drop(columns=["track", "t_us"])
    rows = pd.concat([rows, rows.head(1).assign(lat=95.0)], ignore_index=True)
    rows["mmsi"] += 200_000_000
    store = tracks.import_positions(rows, tmp_path / "store")
    made = exhibits.quality_table(store, "T-1")
    held = {row[0]: (row[1], row[3]) for row in texts(made)}
    assert held["kept"] == ("51", "kept")
    assert [state for name, (count, state) in held.items() if name != "kept"] == ["taken out"]
    assert made.spec["provenance"].startswith("52 rows read; 51 positions of 2 vessels kept")
    assert str(tmp_path) not in str(made.to_json())

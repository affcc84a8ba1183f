from __future__ import annotations

import pytest

from osint_helpers import journey
from osint_helpers.case import open_case
from osint_helpers.errors import CaseError
from osint_helpers.journey.reach.cases import case_reach
from tests.case.builder import write_case
from tests.case.rules.cases import scenario
from tests.conftest import REPO


@pytest.fixture
def of(tmp_path, equator):
    """Work out one scenario of the synthetic case: last received 11 April, next 20 April 2001."""

    made = []

    def make(**cells):
        made.append(cells)
        folder = tmp_path / f"reach-case-{len(made)}"
        cells = {"last_lat": "0", "last_lon": "5", **cells}
        return case_reach(open_case(write_case(folder, **scenario(**cells))), "r1")

    return make


def test_hours_come_from_the_days_which_alone_are_known(of):
    found = of()
    assert found.reach.given.hours == (8 * 24, 10 * 24)
    assert ("hours between", "192 to 240 h") in [one[:2] for one in found.basis]


def test_written_hours_win_and_keep_their_basis(of):
    found = of(hours_low="10", hours_high="20", hours_basis="SYNTHETIC clock")
    assert found.reach.given.hours == (10, 20)
    assert ("hours between", "10 to 20 h", "SYNTHETIC clock") in found.basis


def test_a_deadline_to_begin_counts_from_the_last_day(of):
    found = of(by_claim="c_ais_next")
    assert found.reach.given.by_h == (8 * 24, 10 * 24)
    assert found.claims == ("c_ais_last", "c_ais_next")


def test_a_deadline_to_end_takes_the_stay_off(of):
    found = of(by_claim="c_ais_next", by_means="end")
    assert found.reach.given.by_h == (8 * 24 - 6, 10 * 24)


def test_a_stay_that_ends_after_the_deadline_is_no_call_even_where_the_vessel_was(of):
    """The port at the last position itself: 0 miles, and no time for the stay."""
    late = {"ports": "XX005", "by_means": "end", "dwell_low_h": "6", "dwell_high_h": "6"}
    short = of(by_low_h="3", by_high_h="3", **late).reach
    vague = of(by_low_h="3", by_high_h="30", **late).reach
    assert short.given.by_h == (-3, -3)
    assert [list(one.frame["answer"]) for one in (short, vague)] == [
        ["unreachable"], ["undetermined"],
    ]  # fmt: skip


def test_a_scenario_without_ports_answers_all(of, equator):
    found = of()
    assert not found.named
    assert len(found.reach.frame) == len(equator)
    assert of(ports="XX004; XX005").named


def test_speeds_are_sorted_and_default_to_the_bounds(of):
    assert of(assumed_kn="10; 5").assumed_kn == (5, 10)
    assert of(assumed_kn="").assumed_kn == (5, 10)


def test_an_open_side_is_no_end(of):
    assert of().reach.given.next is None


def test_opened_passages_are_not_closed(of):
    assert of(opened="northwest").reach.given.closed == ("northern_sea_route",)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"next_claim": ""}, "no hours"),
        ({"next_claim": "c_ais_last", "last_claim": "c_ais_next"}, "lies before"),
        ({"hours_low": "3"}, "one bound is empty"),
        ({"speed_low_kn": "20"}, "no range"),
        ({"assumed_kn": "fast"}, "no number"),
        ({"last_lat": "91"}, "latitude 91"),
        ({"last_lat": "", "last_lon": "", "last_radius_nm": ""}, "last or a next position"),
        ({"ports": "ZZZZZ"}, "no seaport"),
        ({"by_claim": "c_model"}, "no sharp bounds"),
    ],
)
def test_a_scenario_that_cannot_be_worked_out_names_its_line(of, cells, words):
    with pytest.raises(CaseError, match=words) as caught:
        of(**cells)
    assert str(caught.value).startswith("reach.csv:2: ")


def test_an_unknown_scenario_lists_the_known(tmp_path):
    case = open_case(write_case(tmp_path / "reach-case", **scenario()))
    with pytest.raises(CaseError, match=r"no reach 'r9'.*scenarios: r1"):
        case_reach(case, "r9")


def test_a_case_without_the_table_has_no_reach(tmp_path):
    assert journey.reaches(open_case(write_case(tmp_path / "plain-case"))) == []


# ------------------------------------------------------------------ the case of the suite
@pytest.fixture(scope="module")
def dn5505():
    case = open_case(REPO / "data" / "cases" / "maybach-2018")
    return {one.id: one for one in journey.reaches(case)}


def test_days_of_the_gap_are_408_to_456_hours(dn5505):
    assert {one.reach.given.hours for one in dn5505.values()} == {(408, 456)}
    assert dn5505["dn5505-5oct"].reach.given.by_h == (72, 120)
    assert dn5505["dn5505-7oct"].reach.given.by_h == (72, 162)


def test_at_walking_speed_the_gap_rules_out_no_port_of_north_korea(dn5505):
    """The conclusion is what it is: reach rules out nothing near, and proves no call."""
    north = [port for port in dn5505["dn5505"].reach.ports["port"] if port.startswith("KP")]
    assert len(north) == 7
    for one in (dn5505["dn5505"], dn5505["dn5505-wide"]):
        at = one.reach.at(4)
        assert set(at[north]) == {"reachable"}
        assert at["RUNJK"] == "reachable"
        assert one.reach.counts["unreachable"] == 0


def test_a_deadline_raises_the_speed_from_which_nakhodka_is_within_reach(dn5505):
    speed = {key: one.reach.frame.set_index("port").loc["RUNJK"] for key, one in dn5505.items()}
    assert speed["dn5505"]["reachable_from_kn"] < 4 < speed["dn5505-5oct"]["reachable_from_kn"] < 8
    assert (
        speed["dn5505-5oct"]["unreachable_below_kn"] > speed["dn5505-7oct"]["unreachable_below_kn"]
    )


def test_every_end_speed_and_stay_says_that_it_is_assumed(dn5505):
    for one in dn5505.values():
        why = {what: text for what, _, text in one.basis}
        for what in ("last position", "next position", "average speed under way", "stay in port"):
            assert why[what].startswith("assumed by the analyst: ")

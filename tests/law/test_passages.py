from __future__ import annotations

import pytest

from osint_helpers import law
from osint_helpers.dates import DateInterval
from osint_helpers.errors import GoodsError
from osint_helpers.law import states
from osint_helpers.law.passages import COLUMNS

of = DateInterval.of_text


def leg(**more: object) -> law.Leg:
    given = {"id": "l1", "departed": of("2018-06-20"), "arrived": of("2018-07-31"),
             "origin": "NLRTM", "destination": "CNDAL", "flag": "PA"}  # fmt: skip
    return law.Leg(**{**given, **more})


def test_every_role_is_asked_for_its_own_days() -> None:
    frame = law.timeline([leg(transit=("SGSIN",))], "motor cars")
    when = frame.drop_duplicates(["role"]).set_index("role")["when"].to_dict()
    assert when == {
        "origin": "20 June 2018",
        "transit": "20 June to 31 July 2018",
        "destination": "31 July 2018",
        "flag": "20 June to 31 July 2018",
    }
    assert list(frame.columns) == list(COLUMNS)


def test_destination_has_its_own_law_and_that_of_the_united_nations() -> None:
    frame = law.timeline([leg()], "motor cars")
    there = frame[frame["role"] == "destination"]
    assert set(there["jurisdiction"]) == {"UN", "CN"}
    row = there.set_index("measure").loc["CN-2018-4"]
    assert row["standing"] == "in force, verified"
    assert row["citation"] == "notice 4 of 2018"


def test_law_of_the_union_applies_to_a_member() -> None:
    frame = law.timeline([leg()], "motor cars")
    union = frame[frame["jurisdiction"] == "EU"].set_index("measure")
    assert set(union["membership"]) == {"applies"}
    assert union.loc["EU-2006-795", "standing"] == "in force, verified"


def test_law_of_a_union_whose_membership_is_undetermined_is_for_counsel(monkeypatch) -> None:
    monkeypatch.setattr(states, "rows", lambda name: ())
    frame = law.timeline([leg()], "motor cars")
    union = frame[frame["jurisdiction"] == "EU"]
    assert set(union["membership"]) == {"undetermined"}
    assert set(union["standing"]) == {"to be checked by counsel"}
    assert "EU-2006-795" in set(union["measure"])
    assert union["text"].str.contains("day of accession is not in the reference data").all()


def test_a_month_stays_a_month_and_says_what_it_crosses() -> None:
    frame = law.timeline(
        [leg(departed=of("2017-12"), origin="CNDAL", arrived=of("2018-01"))], "8703"
    )
    rows = frame[frame["measure"] == "UN-2397-7"].set_index("role")
    assert rows.loc["origin", "when"] == "December 2017"
    assert rows.loc["origin", "crosses"] == "begins on 2017-12-22, within December 2017"
    assert (
        rows.loc["flag", "crosses"] == "begins on 2017-12-22, within December 2017 to January 2018"
    )
    assert rows.loc["destination", "crosses"] == ""
    assert rows.loc["destination", "when"] == "January 2018"
    cn = frame[frame["measure"] == "CN-2018-4"].set_index("role")
    assert list(cn.index) == ["destination"]
    assert cn.loc["destination", "standing"] == "to be checked by counsel"


def test_an_end_within_the_days_says_so() -> None:
    frame = law.timeline(
        [leg(departed=of("2017-08-20"), arrived=of("2017-09-20"), flag="NL")], "wine"
    )
    rows = frame[(frame["measure"] == "EU-329-2007-ANNEX3") & (frame["role"] == "flag")]
    assert list(rows["crosses"]) == ["ends on 2017-08-31, within 20 August to 20 September 2017"]


def test_a_state_without_measures_has_a_row_that_says_so() -> None:
    frame = law.timeline([leg()], "wine")
    row = frame[(frame["role"] == "flag") & (frame["jurisdiction"] == "PA")].iloc[0]
    assert row["measure"] == ""
    assert row["standing"] == "no measure found in the table"
    assert "sha256" in row["text"]


@pytest.mark.parametrize(
    ("change", "role", "problem"),
    [
        ({"origin": ""}, "origin", "origin not published"),
        ({"departed": DateInterval.none()}, "origin", "no date published"),
        ({"departed": DateInterval.none()}, "flag", "departure or arrival not published"),
        ({"arrived": of("2018-05")}, "flag", "arrival before departure"),
        ({"origin": "Atlantis SYNTHETIC"}, "origin", "neither a country nor a place"),
    ],
)
def test_what_cannot_be_asked_is_a_row_and_the_rest_is_answered(change, role, problem) -> None:
    frame = law.timeline([leg(**change), leg(id="l2")], "motor cars")
    row = frame[(frame["leg"] == "l1") & (frame["role"] == role)]
    assert list(row["standing"]) == ["not asked"]
    assert problem in row["problem"].iloc[0]
    assert (frame["leg"] == "l2").sum() > 10


def test_only_rows_not_asked_have_a_problem() -> None:
    frame = law.timeline([leg(origin="")], "motor cars")
    assert ((frame["standing"] == "not asked") == (frame["problem"] != "")).all()


def test_a_measure_met_by_its_code_alone_is_for_counsel() -> None:
    frame = law.timeline([leg()], "8528")
    rows = frame[frame["met_by"] == "code"]
    assert "UN-2397-7" in set(rows["measure"])
    assert set(rows["standing"]) == {"to be checked by counsel"}


def test_no_row_says_verified_while_something_is_open() -> None:
    frame = law.timeline([leg(departed=of("2017"), arrived=of("2018"))], "any")
    sure = frame[frame["standing"] == "in force, verified"]
    assert len(sure)
    assert (sure["crosses"] == "").all()
    assert (sure["membership"] == "applies").all()
    assert all(fields == () for fields in sure["unverified_fields"])


def test_an_approximate_day_makes_the_span_approximate() -> None:
    soft = DateInterval.parse("2018-06-20", precision="approx")
    frame = law.timeline([leg(departed=soft)], "motor cars")
    assert set(frame[frame["role"] == "flag"]["when"]) == {"about 20 June to 31 July 2018"}


def test_no_legs_give_no_rows() -> None:
    assert list(law.timeline([]).columns) == list(COLUMNS)
    assert len(law.timeline([])) == 0


def test_goods_in_no_family_are_an_error() -> None:
    with pytest.raises(GoodsError):
        law.timeline([leg()], "2701")


@pytest.mark.parametrize(("basis", "standing"), [("UTC", "to be checked by counsel"),
                                                 ("not stated", "in force, verified")])  # fmt: skip
def test_one_end_in_utc_gives_the_span_a_day_of_slack(basis: str, standing: str) -> None:
    departed = DateInterval.parse("2018-01-06", time_basis=basis)
    frame = law.timeline([leg(departed=departed, arrived=of("2018-02"), flag="CN")], "motor cars")
    row = frame[(frame["role"] == "flag") & (frame["measure"] == "CN-2018-4")]
    assert list(row["standing"]) == [standing]

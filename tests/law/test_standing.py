from __future__ import annotations

from datetime import date

import pytest

from osint_helpers import law
from osint_helpers.dates import DateInterval
from osint_helpers.errors import GoodsError, LawError
from osint_helpers.law.tables import split
from osint_helpers.reference.provenance import rows

VECTORS = rows("measure_vectors.csv")


def ids(frame) -> set[str]:
    return set(frame["measure"])


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: one["vector"])
def test_vector(vector: dict[str, str]) -> None:
    answer = law.in_force(day(vector["date"]), vector["jurisdiction"], vector["goods"])
    found = ids(answer.verified) | ids(answer.to_check)
    assert set(split(vector["must_include"])) <= found
    assert not set(split(vector["must_exclude"])) & found
    assert not len(answer.crosses), "a day crosses nothing"


def test_all_eight_vectors_are_there() -> None:
    assert [one["vector"] for one in VECTORS] == [f"tv0{n}" for n in range(1, 9)]


def test_verified_and_unverified_stand_apart() -> None:
    answer = law.in_force(day("2018-06-14"), "EU", "motor cars")
    assert ids(answer.verified) == {"EU-2006-795"}
    assert "EU-2017-2062-ANNEX8" in ids(answer.to_check)
    assert answer.verified["verified"].all()
    assert not answer.to_check["verified"].any()
    assert "in force, verified" in answer.verified["text"][0]
    assert "in force, verified" not in " ".join(answer.to_check["text"])
    assert "to be checked by counsel (not verified: effective_from, hs_codes" in " ".join(
        answer.to_check["text"]
    )


@pytest.mark.parametrize(
    ("when", "group"),
    [("2017-08-30", "to_check"), ("2017-08-31", "to_check"), ("2017-09-01", None),
     ("2007-03-28", None), ("2007-03-29", "to_check")],
)  # fmt: skip
def test_first_and_last_day_are_in_force(when: str, group: str | None) -> None:
    answer = law.in_force(day(when), "EU", "wine")
    found = "EU-329-2007-ANNEX3" in ids(answer.to_check)
    assert found is (group == "to_check")


def test_a_month_that_crosses_an_entry_into_force_says_so() -> None:
    answer = law.in_force(DateInterval.of_text("2017-09"), "UN")
    assert ids(answer.crosses) == {"UN-2375-11"}
    assert "UN-2375-11" not in ids(answer.verified) | ids(answer.to_check)
    assert "this date lies within September 2017" in answer.crosses["text"][0]


def test_a_month_that_crosses_an_end_says_so() -> None:
    span = DateInterval.parse("2017-08-20", "2017-09-10")
    assert "EU-329-2007-ANNEX3" in ids(law.in_force(span, "EU", "wine").crosses)


def test_a_verified_measure_that_crosses_is_not_called_in_force() -> None:
    answer = law.in_force(DateInterval.of_text("2018-01"), "CN", "motor cars")
    assert ids(answer.crosses) == {"CN-2018-4"}
    assert "in force, verified" not in answer.crosses["text"][0]
    assert "to be checked by counsel" in answer.crosses["text"][0]


def test_a_month_wholly_in_force_is_in_force() -> None:
    answer = law.in_force(DateInterval.of_text("2018-02"), "CN", "motor cars")
    assert ids(answer.verified) == {"CN-2018-4"}


def test_soft_edges_cross() -> None:
    firm = DateInterval.parse("2018-01-06", precision="day")
    soft = DateInterval.parse("2018-01-06", precision="approx")
    assert ids(law.in_force(firm, "CN", "motor cars").verified) == {"CN-2018-4"}
    assert ids(law.in_force(soft, "CN", "motor cars").crosses) == {"CN-2018-4"}


def test_a_day_in_utc_can_be_another_day_on_the_spot() -> None:
    utc = DateInterval.parse("2018-01-06", time_basis="UTC")
    assert ids(law.in_force(utc, "CN", "motor cars").crosses) == {"CN-2018-4"}


@pytest.mark.parametrize("measure", ["CN-LUXURY-NONE", "RU-2018-DRAFT", "BD-NONE-FOUND"])
def test_a_gap_or_a_draft_is_never_in_force(measure: str) -> None:
    answer = law.in_force(day("2020-01-01"), measure[:2])
    found = [*answer.verified["measure"], *answer.to_check["measure"], *answer.crosses["measure"]]
    assert measure not in found


def test_a_measure_without_a_first_day_is_not_in_force() -> None:
    answer = law.in_force(day("2020-01-01"), "NL")
    assert not len(answer.verified)
    assert not len(answer.to_check)
    assert answer.text.startswith("NL, 1 January 2020, any: no measure found in cited fact: data/")


def test_vehicles_are_met_by_the_ban_on_vehicles_and_wine_is_not() -> None:
    for family, met in (("motor cars", True), ("motorcycles", True), ("snowmobiles", True),
                        ("yachts and pleasure boats", True), ("wine", False)):  # fmt: skip
        answer = law.in_force(day("2018-06-14"), "UN", family)
        assert ("UN-2397-7" in ids(answer.to_check)) is met, family


def test_a_family_the_measure_does_not_name_is_left_out() -> None:
    assert "UN-2321-ANNEX4" not in ids(law.in_force(day("2018-06-14"), "UN", "wine").to_check)
    assert "UN-2321-ANNEX4" in ids(
        law.in_force(day("2018-06-14"), "UN", "carpets rugs tapestries").to_check
    )


def test_any_takes_every_measure_in_force() -> None:
    answer = law.in_force(day("2018-06-14"), "UN", "any")
    assert {"UN-2371", "UN-2397-14"} <= ids(answer.verified)


def test_an_hs_code_asks_for_its_family() -> None:
    by_code, by_name = (
        law.in_force(day("2018-06-14"), "UN", text) for text in ("8703.23", "motor cars")
    )
    assert ids(by_code.to_check) == ids(by_name.to_check)
    row = by_code.to_check.set_index("measure").loc["UN-2397-7"]
    assert row["instrument_codes"] == ("87",)
    assert row["our_codes"] == ()
    assert by_code.to_check.set_index("measure").loc["UN-2094-ANNEX4", "our_codes"] == ("8703",)


def test_a_code_of_a_measure_that_its_family_rule_leaves_out_is_shown_apart() -> None:
    answer = law.in_force(day("2018-06-14"), "UN", "8528")
    assert ids(answer.by_code) == {"UN-2397-7"}
    assert "UN-2397-7" not in ids(answer.to_check)
    assert not len(law.in_force(day("2018-06-14"), "UN", "consumer electronics").by_code)


def test_a_note_of_the_table_is_printed_with_the_measure() -> None:
    text = law.in_force(day("2023-08-15"), "JP", "motor cars").verified.set_index("measure")["text"]
    assert "Later renewals (2021, 2023, 2025) are unverified" in text["JP-TOTAL-EXPORT-BAN"]


def test_an_open_end_is_called_open() -> None:
    text = law.in_force(day("2018-06-14"), "UN", "wine").verified["text"][0]
    assert "from 14 October 2006, no end date found" in text


def test_no_date_is_an_error() -> None:
    with pytest.raises(LawError, match="without a date"):
        law.in_force(DateInterval.none(), "UN")


def test_unknown_goods_and_jurisdictions_are_errors() -> None:
    with pytest.raises(GoodsError):
        law.in_force(day("2018-06-14"), "UN", "gold bars of the moon")
    with pytest.raises(LawError, match="no jurisdiction"):
        law.in_force(day("2018-06-14"), "XX")


def test_the_united_kingdom_by_either_code() -> None:
    assert law.in_force(day("2022-01-01"), "gb").jurisdiction == "UK"
    assert ids(law.in_force(day("2022-01-01"), "UK").verified) == {"UK-2019-411"}

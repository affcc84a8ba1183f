"""What went by a list of areas is named, with its rows. All records are SYNTHETIC."""

from __future__ import annotations

from osint_helpers import trade
from osint_helpers.collect.columns import frame
from osint_helpers.collect.shipping import comext, korea_customs
from osint_helpers.trade import telling
from tests.trade.made import CARS, KP, record, statements
from tests.trade.test_areas import PARTNERS, REPORTERS, listed
from tests.trade.test_korea import ROW as KOREA


def notes(*records, rule=None, **how):
    found = trade.choose(statements(*records), CARS, rule=rule or trade.FlowRule(), **how)
    return [text for text in found.notes if not text.startswith("Editions")]


def of_lists(**more):
    return trade.FlowRule.of_lists(REPORTERS, PARTNERS, basis="SYNTHETIC lists", **more)


def test_one_sentence_says_whose_list_decided_and_what_other_codes_are():
    (said,) = notes(record(901, "X", "2016", 1.0))
    assert said == (
        f"Whose list says what is a group or no country: {trade.FlowRule().basis}. Every other "
        "code counts as a country."
    )


def test_the_rows_that_went_by_it_are_named_with_their_number():
    said = notes(
        record(97, "X", "2015", 1.0), record(97, "X", "2016", 1.0),
        record(901, "X", "2016", 1.0, partner=4000, partnerDesc="Europe"),
        record(901, "X", "2016", 1.0, partner=899),
    )  # fmt: skip
    (went,) = said[1:]
    assert went == (
        "Left out by that list: reporter 97 SYNTHETIC union (2 rows); partner 4000 Europe (1 row); "
        "partner 899 SYNTHETIC areas, nes (1 row)."
    )


def test_all_partners_together_are_no_matter_of_a_list():
    assert len(notes(record(901, "X", "2016", 1.0, partner=0))) == 1


def test_a_partner_that_went_by_its_name_alone_is_told_apart():
    said = notes(record(901, "X", "2016", 1.0, partner=555, partnerDesc="SYNTHETIC Asia nes"))
    assert said[1:] == ["Left out by their names alone: partner 555 SYNTHETIC Asia nes (1 row)."]


def test_a_reporter_that_is_an_area_is_kept_under_its_own_name_and_told():
    area = {"reporterDesc": "Other Asia, nes"}
    held = [{**record(901, "X", year, 5.0), "reporterCode": 490, **area}
            for year in ("2015", "2016", "201601")]  # fmt: skip
    found = trade.choose(statements(*held), CARS)
    assert found.frame["reporter_name"].tolist() == ["Other Asia, nes"] * 2
    assert found.notes[-1] == f"{telling.KEPT}: reporter 490 Other Asia, nes (2 rows)."
    flows = trade.flows(statements(*held), CARS, partner=str(KP))
    assert flows.frame["reporter_name"].tolist() == ["Other Asia, nes"] * 2
    assert found.notes[-1] in flows.notes


def test_a_reporter_that_only_its_name_makes_an_area_is_told_too():
    held = {**record(901, "X", "2016", 5.0), "reporterCode": 950, "reporterDesc": "SYNTHETIC, nes"}
    assert notes(held)[1:] == [f"{telling.KEPT}: reporter 950 SYNTHETIC, nes (1 row)."]


def test_a_code_in_neither_list_is_told_and_counts():
    rule = of_lists()
    held = [record(901, "X", "2016", 1.0, partner=901),
            record(903, "X", "2016", 2.0, partner=901),
            record(901, "M", "2016", 2.0, partner=902)]  # fmt: skip
    found = trade.choose(statements(*held), CARS, rule=rule)
    assert found.used == 3
    whose, lost = found.notes[1:]
    assert whose == (
        "Whose list says what is a group or no country: SYNTHETIC lists; of their entries 1 "
        "without a word on groups count as none."
    )
    assert lost == (
        "Not in the list of their side, treated as countries: reporter 903 SYNTHETIC Isle (1 "
        "row); partner 902 SYNTHETIC Southland (1 row)."
    )


def test_a_code_in_no_list_that_is_left_out_by_its_name_is_not_told_as_a_country():
    said = notes(record(901, "X", "2016", 1.0, partner=555, partnerDesc="SYNTHETIC, nes"),
                 rule=of_lists())  # fmt: skip
    assert said[1:] == ["Left out by their names alone: partner 555 SYNTHETIC, nes (1 row)."]


def test_a_list_without_the_world_does_not_make_it_an_unknown_code():
    rule = trade.FlowRule.of_lists(REPORTERS, listed(("901", "SYNTHETIC", False)))
    assert len(notes(record(901, "X", "2016", 1.0, partner=0), rule=rule)) == 1


def test_a_recorded_list_decides_for_each_side_alone():
    rule = of_lists()
    held = [{**record(901, "X", "2016", 1.0, partner=901), "reporterCode": 96},
            record(901, "X", "2016", 1.0, partner=95, partnerDesc=None)]  # fmt: skip
    found = trade.choose(statements(*held), CARS, rule=rule)
    assert found.used == 2  # 96 is a group among partners only, 95 among reporters only


def test_rows_that_nobody_asked_for_are_not_told():
    assert notes(record(97, "X", "2016", 1.0), years=(2015,)) == []


def test_codes_in_letters_are_told_to_be_in_no_list():
    row = {"frequency": "A", "period": "2016", "period_precision": "year", "reporter": "XA",
           "partner": "KP", "product": "8703", "flow": "2", "indicator": "VALUE_IN_EUROS",
           "value": 1.0, "unit": "EUR", "total_over": ()}  # fmt: skip
    held = trade.of_comext(frame([row], comext.COLUMNS["trade"]))
    assert trade.choose(held, CARS, rule=of_lists()).notes == (telling.LETTERS,)


def test_no_more_than_twelve_codes_stand_in_a_sentence():
    held = [record(901, "X", "2016", 1.0, partner=code, partnerDesc="SYNTHETIC, nes")
            for code in range(500, 515)]  # fmt: skip
    said = notes(*held)[1]
    assert said.count("partner 5") == 12
    assert said.endswith("partner 511 SYNTHETIC, nes (1 row); and 3 more codes.")
    assert "more" not in notes(*held[:12])[1]


def test_a_name_with_control_characters_is_written_out():
    name = "SYNTHETIC \u202eeman, nes"
    assert "\\u202eeman" in notes(record(901, "X", "2016", 1.0, partner=555, partnerDesc=name))[1]


def test_a_code_without_a_name_stands_alone():
    said = notes(record(97, "X", "2016", 1.0, reporterDesc=None))
    assert said[1] == "Left out by that list: reporter 97 (1 row)."


def test_a_group_among_partners_goes_by_the_list_of_partners():
    held = record(901, "X", "2016", 1.0, partner=96, partnerDesc="SYNTHETIC bloc")
    assert notes(held, rule=of_lists())[1:] == [
        "Left out by that list: partner 96 SYNTHETIC bloc (1 row)."
    ]


def test_all_countries_together_make_letters_no_codes_of_comtrade():
    row = {**KOREA, "country": None, "country_name": None}
    held = trade.of_korea_customs(frame([row], korea_customs.TRADE))
    assert trade.choose(held, CARS).notes == (telling.LETTERS,)

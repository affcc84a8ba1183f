"""Where the fact files say that a rule must fire, and where not: inputs built from their claims."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import yaml

from osint_helpers.dates import DateInterval
from osint_helpers.law import flags
from osint_helpers.law.tables import split
from osint_helpers.reference.provenance import rows
from tests.conftest import shared_folder

CASES = [row for row in rows("red_flag_cases.csv") if row["case"]]
# SYNTHETIC hash: no list file stands behind it
SHA = "SYNTHETIC-0000"


@cache
def claims(case: str) -> dict[str, dict[str, Any]]:
    folder = shared_folder()
    assert folder is not None
    told = yaml.safe_load((folder / "facts" / f"{case}.yaml").read_text("utf-8"))
    return {one["id"]: one for one in told["claims"]}


class Claims:
    """The claims of one row: `d` its days, `v` value, `s` statement."""

    def __init__(self, row: dict[str, str]) -> None:
        self.case = row["case"]
        self.ids = split(row["refs"])

    def __getitem__(self, name: str) -> dict[str, Any]:
        assert name in self.ids
        return claims(self.case)[name]

    def d(self, name: str) -> DateInterval:
        one = self[name]
        return DateInterval.parse(one["date_start"], one["date_end"], one["date_precision"])

    def v(self, name: str) -> str:
        return str(self[name]["value"])

    def responses(self, name: str) -> tuple[str, ...]:
        return tuple(self[name]["responses"])


def gap(c: Claims, off: DateInterval, on: DateInterval, **more: Any) -> flags.Gap:
    return flags.Gap.between(off, on, ship="the ship", evidence=c.ids, **more)


def rf01(c: Claims) -> Any:
    if c.case == "maybach-2018":
        if "l4_repair" in c.ids:
            # a synthetic gap on the days of the repair: no gap of that time is published
            first, last = (DateInterval.of_text(f"2018-09-{day}") for day in ("10", "20"))
            assert "Busan" in c["l4_repair"]["statement"]
            return gap(c, first, last, at_sea=False)
        return gap(c, c.d("l6_off"), c.d("l6_on"))
    if c.case == "courageous-2019":
        off, on = c.v("a_off").split("/")
        return gap(c, DateInterval.of_text(off), DateInterval.of_text(on))
    if c.case == "wise-honest-2018":
        return gap(c, c.d("h_ais"), c.d("h_intercept"))
    assert c.v("a_track_sept") == "gap 24 Sept - 1 Oct"
    return gap(c, DateInterval.of_text("2017-09-24"), DateInterval.of_text("2017-10-01"))


def rf02(c: Claims) -> Any:
    if "im_kingsway" in c.ids:
        return [flags.ShipIdentity(ship=c[i]["subject"], imo=c.v(i), evidence=(i,)) for i in c.ids]
    return stated(c)


def paper(name: str, kind: str, **fields: str) -> flags.Document:
    return flags.Document(paper=name, kind=kind, fields=fields)


def rf04(c: Claims) -> Any:  # noqa: PLR0911  (one a row of the facts)
    def made(first: flags.Document, second: flags.Document) -> flags.Papers:
        return flags.Papers(movement="one movement", first=first, second=second, evidence=c.ids)

    def one_paper(name: str, a: str, b: str, field: str) -> flags.Papers:
        return made(paper(name, "reading", **{field: a}), paper(name, "reading", **{field: b}))

    one = set(c.ids)
    if "l2_decl_sg" in one:
        assert "actual Bangladesh" in c.v("l2_export_aug")
        return made(
            paper("declaration", "export declaration", destination=c.v("l2_decl_sg")),
            paper("arrival", "report", destination=c["l2_export_aug"]["place"],
                  consignee=c.v("l2_true_embassy")),
        )  # fmt: skip
    if "p_rr_misdeclared" in one:
        declared, found = c.v("p_rr_misdeclared").split(" / ")
        return made(
            paper("a", "declaration", goods=declared), paper("b", "inspection", goods=found)
        )
    if "js_bl" in one:
        found = c["js_cargo"]["statement"]
        return made(paper("a", "bill of lading", goods=c.v("js_bl")),
                    paper("b", "inspection", goods=found))  # fmt: skip
    if "r_hidden_port" in one:
        assert c.v("r_hidden_port") == "port withheld"
        return made(paper("a", "declaration", destination=""),
                    paper("b", "court finding", destination="DPRK"))  # fmt: skip
    if "l6_bl" in one:
        assert "Nakhodka" in c["l6_bl"]["statement"]
        return made(paper("a", "bill of lading", origin="Nakhodka"),
                    paper("b", "port record", origin=c.v("l6_no_record")))  # fmt: skip
    if "h_nakhodka" in one:
        return made(paper("a", "papers", origin=c.v("h_nakhodka")),
                    paper("b", "image", origin=c["h_load"]["place"]))  # fmt: skip
    if "l2_false_dest" in one:
        return one_paper(
            "declaration", c.v("l2_false_dest"), c.v("l2_false_transit"), "destination"
        )
    subjects = [c[i]["subject"] for i in ("l4_cons_mino_kr", "l4_cons_captain")]
    return one_paper("bill of lading", *subjects, "consignee")


def stated(c: Claims) -> Any:
    return flags.Stated(text=c[c.ids[0]]["statement"], evidence=c.ids)


def rf05(c: Claims) -> Any:
    name = c.ids[0]
    return flags.Encounter(ships=("one ship", "another"), when=c.d(name), evidence=c.ids)


def rf06(c: Claims) -> Any:
    calls = {
        "l3_dep": ("CNDAL", "JPOSA", "KRPUS", "RUNJK", "KPNAM"),
        "l2_export_aug": ("JPYOK", "BDCGP", "KPNAM"),
        "l1_dep20": ("NLRTM", "CNDAL", "JPOSA", "KRPUS", "RUNJK"),
    }
    if "r_nampo" in c.ids:
        assert c.v("r_route") == "JPUKB-KRINC / JPUKB-KRPUS"
        ways = (("JPUKB", "KRINC", "KPNAM"), ("JPUKB", "KRPUS", "KPNAM"))
        return [flags.Voyage(calls=way, evidence=c.ids) for way in ways]
    if c.case == "kobe-mercedes-2008":
        return stated(c)
    if "r_dalian" in c.ids:
        assert c.v("r_dalian") == "SGSIN-CNDAL-KP"
        ways = (("SGSIN", "CNDAL", "KPNAM"), ("JPUKB", "CNDAL", "KPNAM"))
        return [flags.Voyage(calls=way, evidence=c.ids) for way in ways]
    return flags.Voyage(calls=calls[c.ids[0]], evidence=c.ids)


def rf07(c: Claims) -> Any:
    if "o_dep" in c.ids:
        assert "Taiwan" in c["o_dep"]["statement"]
        return flags.DeclaredCall(ship="the tanker", port="Taiwan", day=c.d("o_dep"),
                                  record="the account of the authorities",
                                  evidence=c.ids)  # fmt: skip
    if "l6_un_est" in c.ids:
        assert "no unloading record" in c["l6_un_est"]["statement"]
        return flags.DeclaredCall(ship="DN5505", port="Nakhodka", day=c.d("l6_un_est"),
                                  record="the record of the port side", complete=False,
                                  evidence=c.ids)  # fmt: skip
    return flags.DeclaredCall(ship="DN5505", port="Nakhodka", day=c.d("l5_eta"),
                              record="the harbour records of six ports",
                              evidence=c.ids)  # fmt: skip


def rf08(c: Claims) -> Any:
    if "v_sl" in c.ids:
        assert "Falsely claimed" in c["v_sl"]["statement"]
        return flags.FlagHistory(ship="the ship", denied_by=("v_sl",), evidence=c.ids)
    if "v_prima" in c.ids:
        entries = (
            flags.FlagEntry(country=c.v("v_flag_cm"), basis="register", evidence="v_flag_cm"),
            flags.FlagEntry(country=c.v("v_flag_kh"), basis="shown", day=c.d("v_flag_kh"),
                            evidence="v_flag_kh"),
            flags.FlagEntry(country=c.v("v_prima").split("; ")[1], basis="register",
                            evidence="v_prima"),
        )  # fmt: skip
        assert c["v_flag_cm"]["contradicts"] == ["v_flag_kh"], "of one time"
        return flags.FlagHistory(ship="the ship", entries=entries, registered=c.v("v_flag_cm"),
                                 shown=c.v("v_flag_kh"), evidence=c.ids)  # fmt: skip
    entries = (
        flags.FlagEntry(country=c.v("v_flag_hk"), basis="register", evidence="v_flag_hk"),
        flags.FlagEntry(country=c.v("d_flag_panama"), basis="press", evidence="d_flag_panama"),
    )
    return flags.FlagHistory(ship="the tanker", entries=entries, evidence=c.ids)


def rf09(c: Claims) -> Any:
    if "az_order" in c.ids:
        assert "the order then passed to a Chinese firm" in c["az_order"]["statement"]
        return flags.Ownership(entity="the buyer", buyer_replaced=True, evidence=c.ids,
                               responses=c.responses("az_order"))  # fmt: skip
    if "l4_shared_address" in c.ids:
        return flags.Ownership(entity="the owner of the ship", shared_address=True, evidence=c.ids,
                               responses=c.responses("l4_shared_address"))  # fmt: skip
    if "l4_framed" in c.ids:
        # the rebuttal itself states no condition of the rule
        return flags.Ownership(entity="the owner of the ship", evidence=c.ids)
    if "v_bought" in c.ids:
        return [flags.Ownership(entity="the shell company", bought=c.d("v_bought"),
                                evidence=c.ids), stated(c)]  # fmt: skip
    return stated(c)


def rf10(c: Claims) -> Any:
    places = {"l1_arr": "Dalian", "r_dalian": "Dalian", "h_load": "Nampo"}
    name = c.ids[0]
    if name == "o_sts":
        return [stated(c), flags.AreaVisit(leg="l1", places=(), when=c.d(name), evidence=c.ids)]
    assert places[name] in c[name]["place"]
    return [flags.AreaVisit(leg="l1", places=(places[name],), when=c.d(i), evidence=(i,))
            for i in c.ids]  # fmt: skip


def rf11(c: Claims) -> Any:
    if "l4_kr_denial" in c.ids:
        assert c["l4_kr_denial"]["subject"] == "staff of the Korean forwarder"
        return flags.Consignee(name="the Korean firm", forwarder=True, last_document=True,
                               explained=flags.Explanation(text=c["l4_kr_denial"]["statement"],
                                                           evidence=c.ids),
                               evidence=c.ids)  # fmt: skip
    return flags.Consignee(name=c["l4_cons_mino_kr"]["subject"], forwarder=True, last_document=True,
                           evidence=c.ids, responses=c.responses("l4_cons_mino_kr"))  # fmt: skip


def rf12(c: Claims) -> Any:
    assert "DPRK" in c.v("l2_true_embassy")
    change = flags.Change(day=c.d("l1_order_switch"), evidence="l1_order_switch")
    return flags.ConsigneeVersions(shipment="the car", changes=(change,), mission_of="KP",
                                   listed_states=("KP",), evidence=c.ids)  # fmt: skip


def rf13(c: Claims) -> Any:
    assert "Bangladesh" in c["l1_sail_july"]["statement"]
    assert "declared for Singapore" in c["l2_export_aug"]["statement"]
    return flags.ReExport(item="the car", by_number=False, first_to="Bangladesh",
                          second_to="Singapore", first_on=c.d("l1_sail_july"),
                          second_on=c.d("l2_export_aug"), evidence=c.ids)  # fmt: skip


def rf14(c: Claims) -> Any:
    name = c.ids[0]
    number, unit = c[name]["number"], c[name]["unit"]
    if name == "tb_export":
        assert c.v(name) == "JPY 250,000 / 3,750,000"
        return flags.Valued(goods=c[name]["subject"], value=number, currency=unit, declared=True,
                            market=(3_750_000.0,), market_currency=unit, same_terms=True,
                            evidence=c.ids)  # fmt: skip
    if name == "pr_iwc_1185":
        return flags.Valued(goods=c[name]["subject"], value=number, currency=unit, declared=False,
                            market=(1600.0,), market_currency=unit, same_terms=True,
                            evidence=c.ids)  # fmt: skip
    usd = c["p_rr_value_usd"]
    return flags.Valued(goods="the car", value=usd["number"], currency=usd["unit"], declared=True,
                        market=(number,), market_currency=unit, evidence=c.ids)  # fmt: skip


def rf15(c: Claims) -> Any:
    if "it_atleast" in c.ids:
        assert c.v("it_atleast") == ">= 90,000 bottles"
        return flags.Load(goods="bottles", pieces=90_000, at_least=True, evidence=c.ids)
    assert "90,000 bottles" in c["x_mass"]["statement"]
    return flags.Load(goods="bottles", pieces=90_000, containers=1, evidence=c.ids)


def rf16(c: Claims) -> Any:
    return stated(c) if "sl_restuffed" in c.ids else flags.Transit(port="Dalian", evidence=c.ids)


def rf18(c: Claims) -> Any:
    if "s_impounded_nov" in c.ids:
        return flags.Lapse(ship="the tanker", what="class", event=c["s_impounded_nov"]["subject"],
                           accusation=True, event_on=c.d("s_impounded_nov"),
                           evidence=c.ids)  # fmt: skip
    return stated(c)


def rf19(c: Claims) -> Any:
    def official(name: str, subject: str, day: str, listed: DateInterval | None) -> Any:
        return flags.ListAnswer(subject=subject, day=DateInterval.of_text(day), answer="listed",
                                list="the list of the US Treasury, per an official statement",
                                matched_by="official statement", listed_on=listed,
                                evidence=(name,))  # fmt: skip

    if "v_saeb" in c.ids:
        return official("v_saeb", f"{c['v_saeb']['subject']}, {c.v('v_saeb')}", "2019", None)
    if "v_operator" in c.ids:
        return official("v_operator", c.v("v_operator"), "2018", c.d("v_operator"))
    if "e_danxing" in c.ids:
        return official("e_danxing", c["e_danxing"]["subject"], "2018-06", c.d("e_danxing"))
    return flags.ListAnswer(subject="KATRINA", day=DateInterval.of_text("2019-04"),
                            list=f"a list with {c['k_particulars']['subject']}", answer="listed",
                            list_date=DateInterval.of_text("2019-03-21"), sha256=SHA,
                            matched_by="part of a word", evidence=c.ids)  # fmt: skip


BUILD = {name: made for name, made in globals().items() if name.startswith("rf")}
# What the expectations of the facts mean for a result.
MEANS = {"fired": "fired", "fired_text_only": "not_testable", "ground_truth_only": "not_testable"}
# Of the rows that must stay silent: those that cannot be tested at all on what is published.
OPEN = {
    "l2_false_dest;l2_false_transit", "l4_cons_mino_kr;l4_cons_captain", "l6_un_est", "l4_framed",
    "p_rr_value_bdt;p_rr_value_usd", "pr_iwc_1185", "it_atleast", "l3_slow",
    "p_insurance;s_impounded_nov",
}  # fmt: skip


def built(row: dict[str, str]) -> Any:
    if row["rule"] in {"RF03", "RF17"}:
        return stated(Claims(row))
    return BUILD[row["rule"].lower()](Claims(row))


@pytest.mark.parametrize(
    "row", CASES, ids=lambda r: f"{r['rule']}-{r['must']}-{r['case']}-{r['refs'][:20]}"
)
def test_the_expectation_of_the_facts_holds(row: dict[str, str], facts: Any) -> None:
    result = flags.run(row["rule"], built(row))
    if row["must"] == "fires_on":
        assert result.result == MEANS[row["expect"]], result.text
    else:
        assert result.result == ("not_testable" if row["refs"] in OPEN else "not_fired"), (
            result.text
        )
    assert set(result.evidence) <= set(split(row["refs"]))
    assert result.evidence


def test_every_named_case_is_tried() -> None:
    assert len(CASES) == 59
    assert {row["expect"] for row in CASES if row["must"] == "fires_on"} == set(MEANS)


def test_the_gap_of_the_main_case_is_told_with_its_length(facts: Any) -> None:
    row = next(r for r in CASES if r["rule"] == "RF01")
    text = flags.run("RF01", built(row)).text
    assert "from 1 October 2018 to 19 October 2018 (408 to 456 h)" in text
    assert "positions not published" in text


def test_wise_honest_was_silent_for_241_days(facts: Any) -> None:
    row = next(r for r in CASES if (r["rule"], r["case"]) == ("RF01", "wise-honest-2018"))
    made = built(row)
    assert made.hours == (240 * 24, 242 * 24)


def test_the_papers_of_the_main_case_leave_open_who_is_right(facts: Any) -> None:
    row = next(r for r in CASES if r["refs"] == "l6_bl;l6_no_record")
    assert "which of the two is right is open" in flags.run("RF04", built(row)).text


def test_a_missing_call_is_not_found_never_false(facts: Any) -> None:
    for row in CASES:
        if row["rule"] == "RF07":
            text = flags.run("RF07", built(row)).text
            assert "not found in" in text
            assert "false" not in text


def test_contested_firms_are_printed_with_their_responses(facts: Any) -> None:
    answers = {
        "l4_shared_address": "l4_framed, l4_mino_denial",
        "l4_cons_mino_kr": "l4_kr_denial",
        "az_order": "none found",
    }
    for refs, answer in answers.items():
        row = next(r for r in CASES if r["refs"] == refs and r["must"] == "fires_on")
        assert f"responses: {answer}" in flags.run(row["rule"], built(row)).text


def test_the_trailer_was_declared_at_a_fifteenth(facts: Any) -> None:
    row = next(r for r in CASES if r["refs"] == "tb_export")
    assert "share 0.067" in flags.run("RF14", built(row)).text


def test_the_bottles_weigh_at_most_031_kg_each(facts: Any) -> None:
    row = next(r for r in CASES if r["refs"] == "x_mass")
    assert "at most 0.31 kg each, assumed 0.9 kg" in flags.run("RF15", built(row)).text


def test_the_car_went_out_again_within_61_days(facts: Any) -> None:
    row = next(r for r in CASES if r["rule"] == "RF13")
    result = flags.run("RF13", built(row))
    assert "1 to 61 days later" in result.text
    assert "one item per the source" in result.text
    assert flags.run("RF13", built(row), days=60).result == "not_testable"


def test_a_transfer_of_october_2017_falls_after_the_measure(facts: Any) -> None:
    row = next(r for r in CASES if r["rule"] == "RF05" and r["refs"] == "o_sts")
    near = replace(
        built(row), distance_m=(10.0, 100.0), speed_kn=(0.0, 1.0), hours=5.0, port_nm=90.0
    )
    text = flags.run("RF05", near).text
    assert "UN-2375-11 dates from 11 September 2017 (to be checked by counsel)" in text

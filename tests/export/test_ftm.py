from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from itertools import groupby

import pytest

from osint_helpers import export
from osint_helpers.case import open_case
from osint_helpers.case.tables import TABLES
from osint_helpers.errors import ExportError
from osint_helpers.export import ftm_model as model
from osint_helpers.export.account import rows
from osint_helpers.export.ftm_builder import Builder, Cell
from osint_helpers.export.ftm_movement import BAD_NUMBER, DISPUTED, DISTORTION, UNRESOLVED
from osint_helpers.screening import ledger
from tests.case.builder import edit
from tests.export.conftest import changed, unaccounted


@pytest.fixture(scope="module")
def made(maybach):
    return export.ftm(maybach)


def of(made, schema):
    return [one["properties"] for one in made.entities if one["schema"] == schema]


def named(made, name):
    (found,) = [one for one in made.entities if one["properties"].get("name") == [name]]
    return found


def lost(made, ours, key=None):
    found = made.losses[made.losses["ours"] == ours]
    return found if key is None else found[found["id"] == key]


def test_counts_are_those_of_the_tables(made, maybach):
    schemata = Counter(one["schema"] for one in made.entities)
    for schema, count in Counter(maybach.entities["schema"]).items():
        assert schemata[schema] == count
    assert schemata["Trip"] == len(maybach.legs)
    assert schemata["Document"] == len(maybach.sources)
    assert schemata["Vehicle"] + schemata["Asset"] == len(maybach.items)
    places = {row["name"] for _, row in rows(maybach, "places")}
    assert places <= {name for one in of(made, "Address") for name in one["name"]}


def test_every_claim_is_exported_or_a_loss(made, maybach):
    origins = {one["origin"] for one in made.statements}
    whole = lost(made, "claims").query("field == ''")
    assert origins & set(maybach.claims["claim"])
    for claim in maybach.claims["claim"]:
        assert (claim in origins) != (claim in set(whole["id"])), claim


def test_every_row_of_every_table_is_exported_or_a_loss(made, maybach):
    for table in TABLES:
        told = set(lost(made, table)["id"])
        for key, row in rows(maybach, table):
            origins = {one["origin"] for one in made.statements}
            known = {f"{table}.csv:{key}", str(row.get("claim", ""))} & origins
            assert key in told or known, (table, key)


@pytest.mark.parametrize("name", ["maybach-2018", "demonstration"])
def test_every_cell_that_is_no_loss_stands_in_the_export(name):
    case = open_case(name)
    made = export.ftm(case)
    text = "\n".join(
        f"{one['value']}\n{one['original_value']}\n{one['origin']}\n{one['schema']}"
        for one in made.statements
    )
    # the form of a date says its precision, the name of an event its predicate in plain words
    said = {("claims", "predicate"), ("claims", "precision"), ("sources", "precision")}
    assert unaccounted(case, made.losses, text) <= said


def test_statements_and_entities_say_the_same(made):
    said: dict[str, dict[str, set[str]]] = {}
    for one in made.statements:
        if one["prop"] != "id":
            said.setdefault(one["entity_id"], {}).setdefault(one["prop"], set()).add(one["value"])
    assert said == {
        one["id"]: {prop: set(values) for prop, values in one["properties"].items()}
        for one in made.entities
    }
    assert len({one["id"] for one in made.statements}) == len(made.statements)
    runs = [entity for entity, _ in groupby(one["entity_id"] for one in made.statements)]
    assert runs == [one["id"] for one in made.entities]  # those of an entity stand together
    assert {one["dataset"] for one in made.statements} == {"maybach-2018"}


def test_names_ranges_and_required_properties_are_those_of_the_model(made):
    schema = {one["id"]: one["schema"] for one in made.entities}
    for one in made.entities:
        for name in model.schemata()[one["schema"]].required:
            assert one["properties"][name]
        for name, values in one["properties"].items():
            known = model.property_of(one["schema"], name)
            coded = known.type == "language"  # three letters already
            assert coded or all(model.clean(known.type, value) for value in values)
            if known.type == "entity":
                for value in values:
                    assert known.range in model.schemata()[schema[value]].is_a


def test_both_days_at_rotterdam_stand_and_the_dispute_is_a_loss(made):
    (trip,) = [one for one in of(made, "Trip") if one["name"] == ["L1 Rotterdam \u2013 Dalian"]]
    assert trip["startDate"] == ["2018-06-14", "2018-06-20"]
    assert trip["endDate"] == ["2018-07-31"]
    assert any(text.startswith("Disputed, departed: 14 June 2018") for text in trip["summary"])
    assert trip["summary"][0].startswith("Status: documented (")
    assert DISPUTED in set(lost(made, "claims", "l1_dep14")["reason"])
    assert list(lost(made, "legs", "L1").query("field == 'status'")["value"]) == ["documented"]


def test_a_known_wrong_statement_fills_no_property(made, maybach):
    wrong = [claim for claim in maybach.claims["claim"] if claim.startswith("d_")]
    assert wrong
    allowed = {"notes", "recordId", "description"}
    for one in made.statements:
        if one["origin"] in wrong:
            assert one["prop"] in allowed, one
            if one["prop"] == "notes":
                assert one["value"].startswith("Contradicted statement, kept to be recognised: ")
    assert DISTORTION in set(lost(made, "claims", "d_arr_august")["reason"])


def test_a_schedule_is_no_arrival(made):
    names = [name for one in of(made, "Event") for name in one["name"]]
    assert "scheduled arrival (planned, not observed): L5 Busan \u2013 Nakhodka" in names
    for one in made.statements:
        if one["prop"] == "endDate" and one["schema"] == "Trip":
            assert one["origin"] not in ("l5_eta", "l5_planned")


def test_a_gap_is_an_event_with_two_ends_and_says_no_more(made):
    (gap,) = [one for one in of(made, "Event") if one["name"] == ["gap in AIS reception: DN5505"]]
    assert (gap["startDate"], gap["endDate"]) == (["2018-10-01"], ["2018-10-19"])
    assert gap["summary"][0].startswith("not received from 1 October 2018 to 19 October 2018")


def test_a_gap_known_to_the_month_alone_has_no_end_it_could_be_drawn_to(synthetic):
    def widen(cells):
        return edit(cells, "c_ais_next", date_from="2001-05", precision="month", value="2001-05")

    made = export.ftm(synthetic(claims=widen))
    (gap,) = [one for one in of(made, "Event") if one["name"][0].startswith("gap in AIS")]
    assert gap["startDate"] == ["2001-04-11"]
    assert "endDate" not in gap
    assert "May 2001" in gap["summary"][0]
    assert "date_from" in set(lost(made, "claims", "c_ais_next")["field"])


def test_cells_of_a_thing_fill_the_properties_the_model_has(made):
    ship, owner = named(made, "DN5505"), named(made, "Do Young Shipping")["id"]
    assert ship["properties"]["buildDate"] == ["1987"]
    assert ship["properties"]["flag"] == ["tg"]
    assert ship["properties"]["previousName"] == ["Xiang Jin"]
    owned = [one["owner"] for one in of(made, "Ownership")
             if one["role"] == ["owner"] and one["asset"] == [ship["id"]]]  # fmt: skip
    assert owned == [[owner]]


def test_modes_disputes_and_places_stand_in_words(made):
    trips = {one["name"][0].split(" ")[0]: one for one in of(made, "Trip")}
    assert "road to the terminal" in trips["L0b"]["keywords"]
    (note,) = [text for text in trips["L1"]["notes"] if "[claim l1_dep14;" in text]
    assert "; Rotterdam; 14 June 2018; contradicted by l1_dep20]" in note


def test_a_quote_stands_at_the_documentation_and_its_page_is_a_loss(synthetic):
    def quote(cells):
        return [{**row, "quote": "SYNTHETIC words", "locator": "p. 3"} if row["claim"] == "c_model"
                and row["source"] == "s_report" else row for row in cells]  # fmt: skip

    made = export.ftm(synthetic(support=quote))
    (found,) = [one for one in of(made, "Documentation") if one.get("description")]
    assert (found["description"], found["role"]) == (["SYNTHETIC words"], ["supports"])
    assert "c_model" in found["recordId"]
    told = lost(made, "support", "c_model/s_report/supports")
    assert set(told["field"]) == {"locator", "credibility"}


def test_carriage_is_an_edge_only_where_a_relation_says_so(made):
    carried = [one for one in of(made, "UnknownLink") if one["role"][0].startswith("carried")]
    ship, box = named(made, "DN5505")["id"], named(made, "two sealed containers, one car each")
    assert [(one["subject"], one["object"]) for one in carried] == [([ship], [box["id"]])]
    assert carried[0]["recordId"] == ["l5_transfer"]


def test_an_edge_has_the_date_of_its_claim_and_no_start_or_end(made):
    bought = [one for one in of(made, "Ownership") if "l0_ecm" in one.get("recordId", ())]
    assert [one["date"] for one in bought] == [["2018-02"]]
    assert [one["status"] for one in bought] == [["certainty of its claim: documented_record"]]
    for schema in ("Ownership", "Representation", "UnknownLink", "Documentation"):
        assert all("startDate" not in one and "endDate" not in one for one in of(made, schema))


def test_consignor_and_consignee_keep_every_version(made):
    found = [one for one in of(made, "EconomicActivity") if "L4 " in one["summary"][0]]
    ids = {named(made, name)["id"] for name in ("Mino Logistics (Busan)", "captain of DN5505")}
    assert set(found[0]["receiver"]) == ids
    assert UNRESOLVED in set(lost(made, "readings")["reason"])


def test_a_reply_stands_beside_the_claim(made, maybach):
    notes = [note for one in made.entities for note in one["properties"].get("notes", ())]
    for claim, responses in zip(maybach.claims["claim"], maybach.claims["responses"], strict=True):
        own = [note for note in notes if f"[claim {claim};" in note]
        for reply in responses if own else ():
            words = "No reply was found." if reply == "none found" else f"Reply, claim {reply}:"
            assert words in own[0]


def test_certainty_and_grade_are_lost_in_so_many_words(made, maybach):
    told = lost(made, "claims").query("field == 'certainty'")
    assert "in the words of a note" in told["reason"].iloc[0]
    graded = lost(made, "sources").query("field == 'reliability'")
    assert len(graded) == len(maybach.sources)
    assert set(graded["reason"]) == {"the model has no grade of sources or statements"}


def test_losses_have_a_reason_each_and_are_counted(made):
    assert made.losses["reason"].map(bool).all()
    assert sum(made.reasons.values()) == len(made.losses)
    assert "the target has no place for it" not in set(lost(made, "entities")["reason"])


def test_a_person_without_a_reason_to_be_named_stands_by_role(synthetic):
    def rename(cells):
        return edit(cells, "synth_owner", name="SYNTHETIC NAME", name_original="SYNTHETIC ORIG")

    made = export.ftm(synthetic(entities=rename))
    text = made.entities_json() + made.statements_json()
    assert "SYNTHETIC NAME" not in text
    assert "SYNTHETIC ORIG" not in text
    assert of(made, "Person")[0]["name"] == ["owner of the SYNTHETIC firm"]
    told = lost(made, "entities", "synth_owner")
    assert {"name", "name_original"} <= set(told["field"])


def test_a_person_with_a_reason_is_named(synthetic):
    def rename(cells):
        return edit(cells, "synth_owner", name="SYNTHETIC NAME", named_because="SYNTHETIC verdict")

    (person,) = of(export.ftm(synthetic(entities=rename)), "Person")
    assert person["name"] == ["SYNTHETIC NAME"]
    assert person["summary"] == ["owner of the SYNTHETIC firm"]


def add_numbers(cells):
    base = {"claim": "c_model", "subject": "synth_ship", "precision": "none"}
    numbers = (("imo", "1234568"), ("imo", "IMO 9999993"), ("call_sign", "SYNTH"),
               ("flag", "Togo"), ("flag", "Korea"), ("name_before", "SYNTHETIC Old"))  # fmt: skip
    return [*cells, *({**base, "predicate": name, "value": value} for name, value in numbers)]


def test_a_number_that_fails_its_check_is_a_loss_and_a_sound_one_stands(synthetic):
    made = export.ftm(synthetic(readings=add_numbers))
    (ship,) = of(made, "Vessel")
    assert ship["imoNumber"] == ["IMO9999993"]  # the form the library keeps
    (said,) = [one for one in made.statements if one["prop"] == "imoNumber"]
    assert said["original_value"] == "IMO 9999993"
    assert (ship["callSign"], ship["flag"]) == (["SYNTH"], ["tg"])
    assert ship["previousName"] == ["SYNTHETIC Old"]
    told = lost(made, "readings", "c_model/synth_ship/imo/1234568")
    assert list(told["reason"]) == [BAD_NUMBER]
    told = lost(made, "readings", "c_model/synth_ship/flag/Korea")  # two countries
    assert "no value the type" in told["reason"].iloc[0]


def test_an_approximate_date_is_a_loss_and_stands_in_words(synthetic):
    def soften(cells):
        return edit(cells, "c_arr", precision="approx")

    made = export.ftm(synthetic(claims=soften, resolutions=[]))
    trip = next(one for one in of(made, "Trip") if one["name"] == ["Port A to Port B"])
    assert "endDate" not in trip
    assert any("about 2 April 2001" in note for note in trip["notes"])
    assert any("approximate" in reason for reason in lost(made, "claims", "c_arr")["reason"])


def test_a_trip_without_an_end_says_that_none_is_published(synthetic):
    made = export.ftm(synthetic(readings=[], claims=lambda cells: [
        row for row in cells if row["claim"] != "c_presumed"],
        legs=lambda cells: edit(cells, "leg-2", claims="c_dep2"),
        judgements=[]))  # fmt: skip
    names = {one["id"]: one["properties"].get("name") for one in made.entities}
    for trip in of(made, "Trip"):
        for end in ("startLocation", "endLocation"):
            assert names[trip[end][0]][0].startswith("not published (")


def test_judgements_that_hold_are_edges_and_those_taken_back_are_losses(synthetic):
    case = synthetic()
    (case.folder / ledger.FILE).write_text(
        "a,b,verdict,why,by,on,retracted_on\n"
        "synth_firm,SYNTHETIC LIST 1,different,another seat,analyst,2002-01-02,\n"
        "synth_ship,SYNTHETIC LIST 2,same,same number,analyst,2002-01-02,2002-01-03\n",
        encoding="utf-8",
    )
    made = export.ftm(case)
    firm = named(made, "SYNTHETIC Firm")["id"]
    (line,) = made.judgements
    assert json.loads(line)[:2] == sorted([firm, "SYNTHETIC LIST 1"], reverse=True)
    assert json.loads(line)[2:] == ["negative", None, "analyst", "2002-01-02"]
    told = lost(made, ledger.FILE)
    assert [row.split(" ")[0] for row in told["value"]] == ["another", "same"]


def test_a_captured_source_dates_its_statements():
    from osint_helpers.case import captured

    case = open_case("demonstration")
    at = dict(zip(*(captured.sources(case)[name] for name in ("source", "at")), strict=True))
    seen = {one["origin"]: one["first_seen"] for one in export.ftm(case).statements}
    dated = {claim: moment for claim, moment in seen.items() if moment}
    assert dated
    for claim, moment in dated.items():
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", moment)
        assert moment in {at[source][:19] for source in case.sources_of(claim)}


HOSTILE = "\x00\u202e<script>\"'=1+1\ufffe;\r\n"


def test_hostile_text_reaches_no_file_and_is_counted(maybach):
    made = export.ftm(changed(maybach, HOSTILE, ("name", "statement", "note", "title", "label")))
    for text in (made.entities_json(), made.statements_json()):
        text.encode("utf-8")
        for line in text.splitlines():
            assert not re.search("[\x00-\x1f\u202e\ufffe]", json.dumps(
                json.loads(line), ensure_ascii=False))  # fmt: skip
    assert any("characters that are not shown" in reason for reason in made.reasons)


def test_a_name_that_cannot_be_shown_is_replaced_by_its_row(synthetic):
    case = synthetic()
    case.entities["name"] = ["\x00\u200b", *case.entities["name"][1:]]
    made = export.ftm(case)
    assert of(made, "Company")[0]["name"] == ["entities synth_firm"]
    assert "no value the type" in lost(made, "entities", "synth_firm")["reason"].iloc[0]


def test_an_overlong_value_is_a_loss(synthetic):
    case = synthetic()
    case.entities["note"] = ["x" * 65001, "", ""]
    told = lost(export.ftm(case), "entities", "synth_firm")
    assert "longer than" in told.query("field == 'note'")["reason"].iloc[0]


def test_an_entity_without_what_its_schema_asks_for_is_refused(synthetic):
    from osint_helpers.export.account import Account

    out = Builder("SYNTHETIC", Account(synthetic()), {})
    made = out.add("entity", "a", "Vessel", "x")
    with pytest.raises(ExportError, match="lacks name"):
        out.entities()
    with pytest.raises(ExportError, match="would be Vessel and Person"):
        out.add("entity", "a", "Person", "x")
    assert out.put(made, "name", "SYNTHETIC", Cell("entities", "synth_ship", "name"))
    assert out.entities()[0]["properties"] == {"name": ["SYNTHETIC"]}


def test_a_reference_to_another_schema_than_the_range_is_a_loss(synthetic):
    from osint_helpers.export.account import Account

    account = Account(synthetic())
    out = Builder("SYNTHETIC", account, {})
    trip, firm = out.add("leg", "leg-1", "Trip", "x"), out.add("entity", "f", "Company", "x")
    assert not out.put(trip, "vehicle", firm, Cell("legs", "leg-1", "mode"))
    told = account.losses({}, {}).query("ours == 'legs' and id == 'leg-1'")
    assert list(told["reason"]) == ["the property takes entities of another schema"]


def test_serials_stand_only_where_they_are_sound_and_the_model_has_a_place(synthetic):
    def items(cells):
        car = {"kind": "vehicle", "name": "SYNTHETIC car", "serial_kind": "VIN"}
        return [*cells, {**car, "item": "good", "serial": "SYNTHETC000000001"},
                {**car, "item": "bad", "serial": "SYNTH"},
                {**car, "item": "none", "serial": "not published"},
                {"item": "box", "kind": "container", "name": "SYNTHETIC box",
                 "serial_kind": "ISO 6346", "serial": "SYNU0000000"}]  # fmt: skip

    made = export.ftm(synthetic(items=items))
    numbers = [one.get("registrationNumber") for one in of(made, "Vehicle")]
    assert numbers == [["SYNTHETC000000001"], None, None]
    told = {
        row["id"]: row["reason"].split(":")[0]
        for row in lost(made, "items").query("field == 'serial'").to_dict("records")
    }
    assert told == {
        "crate": "that nothing is published", "bad": "no vehicle identification number",
        "none": "that nothing is published", "box": "the model has no property for serials of "
        "this kind",
    }  # fmt: skip


def test_ids_do_not_collide_where_their_parts_share_letters(synthetic):
    from osint_helpers.export.account import Account

    out = Builder("SYNTHETIC", Account(synthetic()), {})
    assert out.id("ab", "c") != out.id("a", "bc")
    assert re.fullmatch("[0-9a-f]{40}", out.id("entity", "x"))


def test_the_same_bytes_under_another_hash_seed():
    code = (
        "import hashlib; from osint_helpers import export;"
        "from osint_helpers.case import open_case;"
        "x = export.ftm(open_case('maybach-2018'));"
        "print(hashlib.sha256((x.entities_json() + x.statements_json() + x.losses.to_csv())"
        ".encode()).hexdigest())"
    )
    found = {
        subprocess.run([sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PATH": ""},
                       capture_output=True, text=True, check=True).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(found) == 1

"""Changed synthetic cases, each of which breaks exactly one rule: code, spot, overrides."""

from __future__ import annotations

from typing import Any, NamedTuple

from osint_helpers.case.tables import TABLES
from tests.case.builder import edit
from tests.evidence.pdfs import pdf

Spot = tuple[str, int | None, str]


class Breach(NamedTuple):
    """What to change, the captures to put there, and the one finding that must follow."""

    code: str
    spot: Spot
    change: dict[str, Any]
    captures: tuple[dict[str, Any], ...] = ()

    @property
    def label(self) -> str:
        return f"{self.code} {self.spot[0]}:{self.spot[1]}:{self.spot[2]}"


def cells(key: str, **new: str):
    """Replace cells of the row with this key."""
    return lambda rows: edit(rows, key, **new)


def at(index: int, **new: str):
    """Replace cells of the row at this index (tables whose key is a pair)."""
    return lambda rows: [{**row, **new} if n == index else row for n, row in enumerate(rows)]


def plus(*more: dict[str, str]):
    """Add rows."""
    return lambda rows: [*rows, *more]


def without(key: str, value: str):
    """Drop the rows whose column `key` has `value`."""
    return lambda rows: [row for row in rows if row.get(key) != value]


def reading(claim: str, subject: str, predicate: str, value: str, **more: str) -> dict[str, str]:
    """Return one more cell of a claim."""
    row = {"claim": claim, "subject": subject, "predicate": predicate, "value": value}
    return row | {"precision": "none"} | more


PERSON = {"entity": "synth_person", "schema": "Person", "name": "SYNTHETIC role",
          "role": "SYNTHETIC role"}  # fmt: skip
QUESTION = {"question": "q_sea", "title": "Where it was", "asks": "Where was the SYNTHETIC ship?",
            "would_tell": "register of Port C: a call, or none"}  # fmt: skip
FLAG = {"flag": "f_1", "rule": "RF04", "kind": "Stated", "inputs": '{"text": "SYNTHETIC"}',
        "claims": "c_arr", "by": "analyst", "on": "2002-01-01"}  # fmt: skip
JUDGED = {"a": "synth_firm", "b": "OFAC SDN 1", "verdict": "same", "why": "SYNTHETIC",
          "by": "analyst", "on": "2002-01-01"}  # fmt: skip
FIRST = {"thread": "SYNTHETIC arrival", "claim": "c_eta2", "change": "first", "why": "due"}
WORDING = {"thread": "SYNTHETIC arrival", "claim": "d_arrived", "of": "c_eta2",
           "change": "raised", "why": "a plan told as an event"}  # fmt: skip
BLANK = {"place": "ZZDDD", "name": "SYNTHETIC Port D", "kind": "seaport", "country": "ZZ"}
TEXT = "text/summary.md"


def prose(line: str) -> dict[str, Any]:
    """Replace the prose by one line."""
    return {"texts": {"summary": line + "\n"}}


# evidence: row 2 of support.csv rests on s_report, and W212 asks for a locator
QUOTE = "SYNTHETIC words of the report"
REPORT = "https://example.org/s_report"
PAGE = {"url": REPORT, "body": f"<p>The {QUOTE} and more".encode()}
SCAN = {"url": REPORT, "content_type": "application/pdf", "body": pdf([QUOTE, "SYNTHETIC"])}
NOBODY = "20020105T100000Z-00000000"


def quoting(quote: str = QUOTE, **more: str) -> dict[str, Any]:
    """Quote the report."""
    return {"support": at(2, **{"quote": quote, "locator": "second paragraph"} | more)}


def pull(**more: str):
    """Add a pull; its collector has no parameter."""
    row = {
        "pull": "p_1",
        "collector": "dprk_reports.entities",
        "parameters": "",
        "why": "SYNTHETIC",
    }
    return plus(row | more)


REACH = {
    "reach": "r1", "subject": "leg-2", "title": "SYNTHETIC reach", "last_claim": "c_ais_last",
    "next_claim": "c_ais_next", "last_lat": "10", "last_lon": "20", "last_radius_nm": "5",
    "last_basis": "SYNTHETIC", "speed_low_kn": "5", "speed_high_kn": "10",
    "assumed_kn": "5; 10", "speed_basis": "SYNTHETIC", "dwell_low_h": "0", "dwell_high_h": "6",
    "dwell_basis": "SYNTHETIC",
}  # fmt: skip


def scenario(**new: str) -> dict[str, Any]:
    """Add one scenario of reach, its cells replaced."""
    return {"reach": plus({**REACH, **new})}


OPENED = {"break": "b1", "step": "opened", "record": "tip", "claims": "c_gate",
          "why": "SYNTHETIC", "by": "analyst", "on": "2002-01-20"}  # fmt: skip
SHOWN = {**OPENED, "break": "b2", "step": "shown", "record": "port record"}

BREACHES = (
    # references
    Breach("E110", ("support.csv", 4, "source"),
           {"support": at(2, source="s_reprot")}),
    Breach("E110", ("legs.csv", 2, "claims"),
           {"legs": cells("leg-1", claims="c_gate; c_dep_14; c_dep_20; c_arr; c_arrr")}),
    Breach("E110", ("sources.csv", 3, "parents"),
           {"sources": cells("s_daily", parents="org_a; org_z")}),
    Breach("E110", ("claims.csv", 11, "responses"),
           {"claims": cells("c_firm", responses="c_denial; c_denied")}),
    Breach("E111", ("unknowns.csv", 2, "subject"),
           {"unknowns": cells("u_1", subject="crate; leg-9")}),
    Breach("E111", ("relations.csv", 2, "object"),
           {"relations": cells("synth_owner", object="synth_film")}),
    Breach("E112", ("readings.csv", 9, "value"),
           {"readings": plus(reading("c_eta2", "leg-2", "to", "ZZCCD"))}),
    Breach("E113", ("readings.csv", 7, "value"),
           {"readings": at(5, value="synth_shop")}),
    Breach("E114", ("readings.csv", 7, "predicate"),
           {"readings": at(5, predicate="vesel")}),
    Breach("E115", ("claims.csv", 2, "topic"),
           {"claims": cells("c_model", topic="items")}),
    # claims
    Breach("E101", ("claims.csv", 2, "claim"),
           {"support": without("claim", "c_model")}),
    Breach("E102", ("claims.csv", 13, "computed_from"),
           {"claims": cells("c_days", computed_from="", premises="c_arr")}),
    Breach("E103", ("claims.csv", 14, "confidence"),
           {"claims": cells("c_presumed", confidence="")}),
    Breach("E103", ("claims.csv", 14, "likelihood"),
           {"claims": cells("c_presumed", likelihood="")}),
    Breach("E104", ("claims.csv", 11, "responses"),
           {"claims": cells("c_firm", responses="")}),
    Breach("E106", ("claims.csv", 14, "premises"),
           {"claims": cells("c_presumed", premises="c_dep2; d_arrived")}),
    Breach("E107", ("claims.csv", 11, "responses"),
           {"claims": cells("c_firm", responses="none found; c_denial")}),
    Breach("W201", ("claims.csv", 11, "responses"),
           {"claims": cells("c_firm", responses="c_model")}),
    Breach("W236", ("claims.csv", 2, "claim"),
           {"claims": cells("c_model", certainty="denied")}),
    # contradictions
    Breach("E120", ("contradictions.csv", 4, "other"),
           {"contradictions": plus({"claim": "c_arr", "other": "c_arr"})}),
    Breach("E121", ("contradictions.csv", 4, "claim"),
           {"contradictions": plus({"claim": "c_dep_20", "other": "c_dep_14"})}),
    Breach("E122", ("legs.csv", 2, "claims"),
           {"legs": cells("leg-1", claims="c_gate; c_dep_20; c_arr")}),
    Breach("E123", ("claims.csv", 15, "claim"),
           {"contradictions": without("claim", "d_arrived")}),
    Breach("E124", ("resolutions.csv", 3, "chosen_claim"),
           {"resolutions": plus({"subject": "leg-2", "predicate": "arrived", "by": "analyst",
                                 "chosen_claim": "d_arrived", "why": "SYNTHETIC"})}),
    Breach("E125", ("resolutions.csv", 2, "why"),
           {"resolutions": cells("leg-1", why="")}),
    Breach("E126", ("resolutions.csv", 2, "chosen_claim"),
           {"resolutions": cells("leg-1", chosen_claim="c_arr")}),
    Breach("W202", ("contradictions.csv", 4, "claim"),
           {"contradictions": plus({"claim": "c_arr", "other": "c_dep_20"})}),
    Breach("W203", ("legs.csv", 3, "status"),
           {"legs": cells("leg-2", status="disputed", claims="c_dep2; c_presumed")}),
    # dates
    Breach("E130", ("claims.csv", 3, "date_from"),
           {"claims": cells("c_gate", date_from="2001-02-03")}),
    Breach("E130", ("claims.csv", 3, "date_from"),
           {"claims": cells("c_gate", date_from="")}),
    Breach("E130", ("claims.csv", 2, "date_from"),
           {"claims": cells("c_model", date_from="2001")}),
    Breach("E130", ("claims.csv", 3, "date_to"),
           {"claims": cells("c_gate", date_to="March 2001")}),
    Breach("E130", ("sources.csv", 3, "published"),
           {"sources": cells("s_daily", published="2001-06")}),
    Breach("E130", ("searches.csv", 2, "on"),
           {"searches": cells("q_1", on="5 January 2002")}),
    Breach("E131", ("claims.csv", 7, "date_from"),
           {"claims": cells("c_dep2", date_from="2001-02-29")}),
    Breach("E131", ("claims.csv", 3, "date_from"),
           {"claims": cells("c_gate", date_from="2001-13")}),
    Breach("E131", ("corrections.csv", 2, "on"),
           {"corrections": cells("x_1", on="2001-04-31")}),
    Breach("E132", ("claims.csv", 9, "date_to"),
           {"claims": cells("c_ais_last", date_to="2001-04-10")}),
    Breach("E133", ("claims.csv", 3, "value"),
           {"claims": cells("c_gate", value="2001-02-01")}),
    Breach("E133", ("readings.csv", 9, "value"),
           {"readings": plus(reading("c_arr", "leg-1", "discharged", "2001-04-03",
                                     date_from="2001-04", precision="month"))}),
    Breach("E134", ("claims.csv", 12, "known_since"),
           {"claims": cells("c_denial", known_since="2002-02-01")}),
    Breach("E134", ("sources.csv", 7, "published"),
           {"sources": cells("s_points", published="2002-03", precision="month")}),
    Breach("E135", ("case.toml", None, "evidence_states"),
           {"toml": '[[evidence_states]]\ndate = "2002-02"\nwhat = "SYNTHETIC"'}),
    Breach("E135", ("case.toml", None, "evidence_states"),
           {"toml": '[[evidence_states]]\ndate = "soon"\nwhat = "SYNTHETIC"'}),
    Breach("W204", ("claims.csv", 10, "date_from"),
           {"claims": cells("c_ais_next", date_from="2001-06-02")}),
    Breach("W205", ("claims.csv", 10, "date_from"),
           {"claims": cells("c_ais_next", date_from="2001-05-01", date_to="2001-05-31")}),
    # events
    Breach("E140", ("readings.csv", 9, "predicate"),
           {"readings": plus(reading("c_eta2", "leg-2", "arrived", "2001-04-15",
                                     date_from="2001-04-15", precision="day"))}),
    Breach("E141", ("readings.csv", 9, "predicate"),
           {"readings": plus(reading("c_gate", "leg-1", "departed", "February 2001",
                                     date_from="2001-02", precision="month"))}),
    Breach("E142", ("claims.csv", 6, "date_from"),
           {"claims": cells("c_arr", date_from="2001-03-13")}),
    Breach("W206", ("claims.csv", 7, "date_from"),
           {"claims": cells("c_dep2", date_from="2001-04-01")}),
    Breach("W207", ("claims.csv", 6, "statement"),
           {"claims": cells("c_arr", statement="The crate was due at Port B on 2 April 2001")}),
    # legs and places
    Breach("E150", ("legs.csv", 3, "status"),
           {"legs": cells("leg-2", status="reported", claims="c_eta2; c_presumed")}),
    Breach("E150", ("legs.csv", 3, "status"),
           {"legs": cells("leg-2", status="inferred", claims="c_ais_last")}),
    Breach("E151", ("legs.csv", 3, "position"), {"legs": cells("leg-2", position="1")}),
    Breach("E151", ("legs.csv", 3, "position"), {"legs": cells("leg-2", position="1.5")}),
    Breach("E151", ("legs.csv", 2, "position"), {"legs": cells("leg-1", position="-1")}),
    Breach("E152", ("legs.csv", 3, "status"),
           {"places": plus(BLANK), "claims": cells("c_presumed", value="ZZDDD")}),
    Breach("E153", ("places.csv", 3, "lat"), {"places": cells("ZZBBB", lat="-90.5")}),
    Breach("E153", ("places.csv", 3, "lon"), {"places": cells("ZZBBB", lon="181")}),
    Breach("E153", ("places.csv", 5, "lon"),
           {"places": plus({**BLANK, "lat": "1", "coordinate_source": "s_points"})}),
    Breach("E154", ("places.csv", 3, "coordinate_source"),
           {"places": cells("ZZBBB", coordinate_source="")}),
    Breach("E155", ("places.csv", 3, "unlocode"), {"places": cells("ZZBBB", unlocode="YYBBB")}),
    Breach("W208", ("legs.csv", 2, "status"),
           {"sources": lambda rows: [{**row, "access": "only an excerpt was read"}
                                     if row["source"] != "s_relay" else row for row in rows]}),
    Breach("W209", ("legs.csv", 3, "status"), {"legs": cells("leg-2", status="documented")}),
    # sources
    Breach("E160", ("origins.csv", 5, "rests_on"),
           {"origins": cells("relay", rests_on="relay")}),
    Breach("E160", ("origins.csv", 2, "rests_on"),
           {"origins": cells("org_a", rests_on="org_b")}),
    Breach("E161", ("sources.csv", 6, "strand"), {"sources": cells("s_reply", strand="")}),
    Breach("E161", ("sources.csv", 3, "strand"), {"sources": cells("s_daily", strand="org_b")}),
    Breach("E162", ("sources.csv", 3, "url"),
           {"sources": cells("s_daily", url="javascript:alert(1)")}),
    Breach("E162", ("to_obtain.csv", 2, "url"),
           {"to_obtain": cells("t_1", url="ftp://example.org/x")}),
    Breach("E163", ("sources.csv", 3, "url"), {"sources": cells("s_daily", url="")}),
    Breach("E164", ("support.csv", 5, "credibility"), {"support": at(3, credibility="1")}),
    Breach("W210", ("sources.csv", 8, "source"),
           {"sources": plus({
               "source": "s_idle", "publisher": "SYNTHETIC", "title": "SYNTHETIC",
               "precision": "none", "url": "https://example.org/idle", "kind": "blog",
               "parents": "org_a", "reliability": "F", "reliability_basis": "SYNTHETIC",
               "access": "read in full"})}),
    Breach("W211", ("sources.csv", 3, "url"),
           {"sources": cells("s_daily", url="https://example.org/s_report/")}),
    Breach("W212", ("support.csv", 4, "locator"), {"support": at(2, quote=QUOTE)}, (PAGE,)),
    Breach("W213", ("claims.csv", 15, "claim"),
           {"sources": cells("s_relay", kind="unofficial_copy")}),
    Breach("W214", ("origins.csv", 5, "rests_on"), {"origins": cells("relay", rests_on="")}),
    # persons and parties
    Breach("E170", ("entities.csv", 5, "name"),
           {"entities": plus(PERSON | {"name": "Synth Etic"})}),
    Breach("E171", ("entities.csv", 5, "name_original"),
           {"entities": plus(PERSON | {"name_original": "SYNTHETIC", "script": "Latn"})}),
    Breach("W215", ("entities.csv", 2, "script"),
           {"entities": cells("synth_firm", name_original="SYNTHETIC")}),
    Breach("W215", ("entities.csv", 2, "name_original"),
           {"entities": cells("synth_firm", script="Latn")}),
    # identifiers: 9074729 and CSQU3054383 are the worked examples of the standards
    Breach("E172", ("items.csv", 2, "serial"),
           {"items": cells("crate", serial_kind="container", serial="CSQU3054384")}),
    Breach("E172", ("items.csv", 2, "serial"),
           {"items": cells("crate", serial_kind="stencil", serial="IMO 9074728")}),
    Breach("E173", ("entities.csv", 4, "note"),
           {"entities": cells("synth_ship", note="IMO number 9074728")}),
    Breach("E173", ("entities.csv", 4, "note"),
           {"entities": cells("synth_ship", note="MMSI 12345678")}),
    Breach("W216", ("claims.csv", 2, "statement"),
           {"claims": cells("c_model", statement="In container CSQU 305438-4, SYNTHETIC")}),
    Breach("W216", ("readings.csv", 7, "note"), {"readings": at(5, note="IMO 9074728")}),
    Breach("W216", (TEXT, 2, ""), prose("SYNTHETIC\nVIN 1M8GDM9A2KP042788 [c_arr]")),
    # wording
    Breach("E180", ("judgements.csv", 2, "statement"),
           {"judgements": cells("j_1", statement="The crate was confirmed at Port C")}),
    Breach("E180", ("legs.csv", 3, "status_note"),
           {"legs": cells("leg-2", status_note="departure confirmed")}),
    Breach("E180", ("claims.csv", 14, "statement"),
           {"claims": cells("c_presumed", statement="Port C is confirmed by the plan")}),
    Breach("E180", (TEXT, 3, ""), prose("One.\n\nThe date is confirmed [c_dep_20; c_arr].")),
    Breach("E181", ("legs.csv", 3, "note"), {"legs": cells("leg-2", note="the ship went dark")}),
    Breach("E181", ("judgements.csv", 2, "basis"),
           {"judgements": cells("j_1", basis="AIS was switched off on purpose")}),
    Breach("E181", (TEXT, 1, ""), prose("The ship disabled its AIS transponder [c_ais_last].")),
    Breach("E181", ("consistency.csv", 2, "why"),
           {"consistency": lambda rows: [{**rows[0], "why": "the ship went dark"}, rows[1]]}),
    Breach("E181", ("claims.csv", 9, "note"), {"claims": cells("c_ais_last", note="days dark")}),
    Breach("E181", ("case.toml", None, ""), {"meta": {"caution": "The vessel hid its AIS."}}),
    Breach("W218", ("replies.csv", 2, "answer"),
           {"replies": cells("r_1", answer="the AIS was switched off")}),
    Breach("W218", ("searches.csv", 2, "note"),
           {"searches": cells("q_1", note="the desk wrote “dark activity”")}),
    Breach("W217", ("claims.csv", 6, "statement"),
           {"claims": cells("c_arr", statement="The carrier confirmed the arrival at Port B")}),
    Breach("W218", ("claims.csv", 9, "statement"),
           {"claims": cells("c_ais_last", statement="The ship was nine days dark")}),
    Breach("W218", (TEXT, 1, ""), prose("The relay says it “went dark” [c_ais_last].")),
    # judgements
    Breach("E190", ("judgements.csv", 2, "statement"),
           {"judgements": cells("j_1", statement="It is very likely that Port C was reached")}),
    Breach("E191", ("judgements.csv", 2, "claims"),
           {"judgements": cells("j_1", claims="c_dep2; d_arrived")}),
    Breach("W219", ("judgements.csv", 2, "statement"),
           {"judgements": cells("j_1", statement="With low confidence, Port C is likely")}),
    Breach("W220", ("judgements.csv", 2, "statement"),
           {"judgements": cells("j_1", statement="The crate possibly reached Port C")}),
    Breach("W221", ("judgements.csv", 2, "would_change"),
           {"judgements": cells("j_1", would_change="")}),
    # explanations
    Breach("E187", ("hypotheses.csv", 2, "role"),
           {"hypotheses": cells("h_other", role="other")}),
    Breach("E187", ("hypotheses.csv", 4, "role"),
           {"questions": [QUESTION], "hypotheses": plus(
               {"hypothesis": "h_3", "role": "main", "statement": "It sank", "question": "q_sea"},
               {"hypothesis": "h_4", "role": "other", "statement": "It flew", "question": "q_sea"},
           )}),
    Breach("E188", ("questions.csv", 2, "question"), {"questions": [QUESTION]}),
    Breach("W240", ("consistency.csv", 2, "hypothesis"),
           {"consistency": lambda rows: rows[:1]}),
    Breach("W241", ("consistency.csv", 3, "why"),
           {"consistency": lambda rows: [rows[0], {**rows[1], "why": " "}]}),
    Breach("W242", ("questions.csv", 2, "would_tell"),
           {"questions": [{**QUESTION, "would_tell": ""}],
            "hypotheses": lambda rows: [{**row, "question": "q_sea"} for row in rows]}),
    # prose
    Breach("E182", (TEXT, 1, ""), prose("It came [c_arr; c_arrived].")),
    Breach("E182", (TEXT, 1, ""), prose("It came [leg:leg-9].")),
    Breach("E182", (TEXT, 1, ""), prose("It came [c_arr] [figure:1].")),
    Breach("E183", (TEXT, 2, ""), prose("The case\nholds {{Claims!}} claims.")),
    Breach("E183", (TEXT, 1, ""), prose("The case holds {{count.claim}} claims.")),
    Breach("E183", (TEXT, 1, ""), prose("The case holds {{claims claims.")),
    Breach("E184", ("claims.csv", 2, "note"), {"claims": cells("c_model", note="a\u202eb")}),
    Breach("E184", (TEXT, 1, ""), prose("zero\u200bwidth [c_arr]")),
    # checks
    Breach("E192", ("checks.csv", 2, "kind"), {"checks": cells("k_days", kind="days")}),
    Breach("E193", ("checks.csv", 2, "inputs"), {"checks": cells("k_days", inputs="{start: 1}")}),
    Breach("E193", ("checks.csv", 2, "inputs"), {"checks": cells("k_days", inputs="[1, 2]")}),
    Breach("E194", ("checks.csv", 2, "inputs"),
           {"checks": cells("k_days", inputs='{"start": "2001-03-20", "end": "2001-04-02"}')}),
    Breach("E194", ("checks.csv", 2, "claims"),
           {"checks": cells("k_days", kind="strands", inputs='{"bound": "upper", "equals": 1}',
                            claims="")}),
    # evidence
    Breach("E195", ("support.csv", 4, "quote"), quoting("SYNTHETIC words of the paper"), (PAGE,)),
    Breach("E195", ("support.csv", 4, "translation_of"),
           quoting("in translation", translation_of="des mots SYNTHETIC du rapport"), (PAGE,)),
    Breach("E195", ("support.csv", 4, "locator"), quoting(locator="p. 2"), (SCAN,)),
    Breach("E196", ("exhibits.csv", 2, "capture"),
           {"exhibits": plus({"exhibit": "X-1", "capture": NOBODY})}),
    Breach("E197", (f"captures/{NOBODY}/capture.json", None, ""), {}, ({"broken": NOBODY},)),
    Breach("W223", ("support.csv", 4, "quote"), quoting()),
    Breach("W223", ("support.csv", 4, "quote"), quoting(), ({**PAGE, "url": REPORT + "/other"},)),
    Breach("W224", ("support.csv", 4, "quote"), quoting(),
           ({**PAGE, "outcome": "truncated", "complete": False},)),
    Breach("W224", ("support.csv", 4, "quote"), quoting("SYNTHETIC words of the paper"),
           ({**PAGE, "outcome": "login-wall"},)),
    Breach("W225", ("support.csv", 4, "locator"), quoting(), (SCAN,)),
    Breach("W226", ("support.csv", 4, "quote"), quoting("SYNTHETIC words"), (PAGE,)),
    Breach("W227", ("support.csv", 4, "quote"), quoting(),
           ({**PAGE, "content_type": "image/png"},)),
    # pulls
    Breach("E198", ("pulls.csv", 2, "collector"), {"pulls": pull(collector="nowhere.rows")}),
    Breach("E198", ("pulls.csv", 2, "parameters"), {"pulls": pull(parameters="day=2001-01-01")}),
    Breach("E198", ("pulls.csv", 2, "parameters"), {"pulls": pull(parameters="day=?")}),
    Breach("E198", ("pulls.csv", 2, "parameters"), {"pulls": pull(parameters="whatever")}),
    Breach("E198", ("pulls.csv", 2, "parameters"), {"pulls": pull(parameters="day=@nowhere.url")}),
    Breach("E199", ("pulls.csv", 2, "capture"), {"pulls": pull(capture=NOBODY)}),
    Breach("W228", ("pulls.csv", 2, "recorded"), {"pulls": pull(recorded="2002-01-05")}),
    Breach("W228", ("pulls.csv", 2, "recorded"), {"pulls": pull(complete="maybe")}),
    # reach
    Breach("E111", ("reach.csv", 2, "subject"), scenario(subject="nobody")),
    Breach("E110", ("reach.csv", 2, "by_claim"),
           scenario(by_claim="c_none", by_low_h="1", by_high_h="2", by_basis="SYNTHETIC")),
    Breach("E174", ("reach.csv", 2, "last_lat"),
           scenario(last_lat="", last_lon="", last_radius_nm="", next_radius_nm="")),
    Breach("E174", ("reach.csv", 2, "last_lat"), scenario(last_lat="91")),
    Breach("E174", ("reach.csv", 2, "next_lat"), scenario(next_lon="10")),
    Breach("E174", ("reach.csv", 2, "next_lat"), scenario(next_radius_nm="10")),
    Breach("E174", ("reach.csv", 2, "last_radius_nm"), scenario(last_radius_nm="-1")),
    Breach("E175", ("reach.csv", 2, "hours_low"), scenario(next_claim="")),
    Breach("E175", ("reach.csv", 2, "by_claim"), scenario(by_claim="c_model")),
    Breach("E176", ("reach.csv", 2, "speed_low_kn"), scenario(speed_low_kn="11")),
    Breach("E176", ("reach.csv", 2, "speed_low_kn"), scenario(speed_low_kn="0")),
    Breach("E176", ("reach.csv", 2, "hours_low"),
           scenario(hours_low="5", hours_basis="SYNTHETIC")),
    Breach("E176", ("reach.csv", 2, "dwell_low_h"), scenario(dwell_low_h="-1")),
    Breach("E176", ("reach.csv", 2, "assumed_kn"), scenario(assumed_kn="5; fast")),
    Breach("E176", ("reach.csv", 2, "assumed_kn"), scenario(assumed_kn="0")),
    Breach("E176", ("reach.csv", 2, "by_means"), scenario(by_means="end")),
    Breach("E177", ("reach.csv", 2, "last_basis"), scenario(last_basis="")),
    Breach("E177", ("reach.csv", 2, "hours_basis"), scenario(hours_low="5", hours_high="9")),
    Breach("E178", ("reach.csv", 2, "ports"), scenario(ports="ZZZZZ")),
    Breach("E178", ("reach.csv", 2, "opened"), scenario(opened="styx")),
    Breach("W230", ("reach.csv", 2, "last_claim"), scenario(last_claim="c_dep_20")),
    Breach("E156", ("legs.csv", 3, "apart"), {"legs": cells("leg-2", apart="elsewhere")}),
    Breach("E157", ("legs.csv", 3, "assumed_from"),
           {"legs": cells("leg-2", assumed_from="ZZCCC")}),
    Breach("E157", ("legs.csv", 2, "assumed_to"),
           {"legs": cells("leg-1", assumed_to="ZZDDD"), "places": plus(BLANK),
            "readings": lambda rows: [r for r in rows if r["claim"] != "c_arr"]}),
    Breach("E127", ("versions.csv", 2, "of"), {"versions": [WORDING]}),
    Breach("E127", ("versions.csv", 3, "of"),
           {"versions": [FIRST, {**WORDING, "of": "d_arrived"}]}),
    Breach("E127", ("versions.csv", 3, "of"),
           {"versions": [{**FIRST, "thread": "another"}, WORDING]}),
    Breach("E128", ("versions.csv", 3, "of"),
           {"versions": [FIRST, {**FIRST, "claim": "c_dep2", "of": "c_eta2"}, WORDING]}),
    Breach("E128", ("versions.csv", 3, "of"), {"versions": [FIRST, {**WORDING, "of": ""}]}),
    Breach("E129", ("versions.csv", 3, "why"), {"versions": [FIRST, {**WORDING, "why": ""}]}),
    Breach("E129", ("versions.csv", 3, "change"),
           {"versions": [FIRST, {**WORDING, "of": "", "change": "first"}]}),
    Breach("W232", ("claims.csv", 15, "claim"), {"versions": [FIRST]}),
    Breach("W233", ("versions.csv", 3, "of"),
           {"versions": [{**FIRST, "claim": "c_denial"}, {**WORDING, "of": "c_denial"}]}),
    Breach("E165", ("items.csv", 2, "goods_family"),
           {"items": cells("crate", goods_family="gadgets")}),
    Breach("E165", ("items.csv", 2, "goods_family"),
           {"items": cells("crate", goods_family="none")}),
    Breach("E165", ("legs.csv", 3, "goods_family"),
           {"legs": cells("leg-2", goods_family="gadgets")}),
    Breach("E166", ("red_flags.csv", 2, "inputs"), {"red_flags": [{**FLAG, "inputs": "{}"}]}),
    Breach("E166", ("red_flags.csv", 2, "rule"), {"red_flags": [{**FLAG, "rule": "RF21"}]}),
    Breach("E166", ("red_flags.csv", 2, "kind"), {"red_flags": [{**FLAG, "kind": "Nothing"}]}),
    Breach("E147", ("breaks.csv", 2, "claims"), {"breaks": [{**OPENED, "claims": ""}, SHOWN]}),
    Breach("E147", ("breaks.csv", 3, "claims"),
           {"breaks": [OPENED, {**SHOWN, "claims": "d_arrived"}]}),
    Breach("E148", ("breaks.csv", 4, "record"),
           {"breaks": [OPENED, SHOWN, {**SHOWN, "break": "b3", "record": "not published"}]}),
    Breach("E149", ("breaks.csv", 2, "on"), {"breaks": [{**OPENED, "on": "2002-01"}, SHOWN]}),
    Breach("E149", ("breaks.csv", 2, "on"), {"breaks": [{**OPENED, "on": "soon"}, SHOWN]}),
    Breach("W234", ("breaks.csv", None, "step"), {"breaks": [OPENED]}),
    Breach("E168", ("screening_judgements.csv", 3, ""),
           {"screening_judgements": [JUDGED, {**JUDGED, "verdict": "different"}]}),
    Breach("W250", ("claims.csv", 1, ""), {"texts": {}, **{name: [] for name in TABLES}}),
    Breach("W251", ("claims.csv", 2, "note"), {"claims": cells("c_model", note="TODO: look")}),
    Breach("W251", ("case.toml", None, "title"), {"meta": {"title": "TODO"}}),
    Breach("W251", ("text/summary.md", 2, ""), {"texts": {"summary": "One.\nTODO: two."}}),
)  # fmt: skip

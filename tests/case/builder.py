"""Writes a complete small case whose every name, number and date is SYNTHETIC.

``write_case(folder)`` writes a valid case that lints clean: two legs, fourteen claims, two
contradictions, a distortion, lineage over an origin without own gathering, a gap in AIS
reception, a resolution, a denial. Other rooms' tests may use it::

    case = open_case(write_case(tmp_path / "synthetic-case"))
    write_case(folder, claims=lambda rows: edit(rows, "c_arr", date_from="2001-13-01"))
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from osint_helpers.case.tables import TABLES

Row = dict[str, str]
Rows = list[Row]
Override = Sequence[Mapping[str, str]] | Callable[[Rows], Rows]

META = {
    "title": "SYNTHETIC crate, 2001",
    "question": "How did the SYNTHETIC crate travel?",
    "item_line": "One SYNTHETIC crate; serial not published",
    "instructions": "SYNTHETIC instructions",
    "prepared_for": "SYNTHETIC counsel",
    "prepared_by": "SYNTHETIC analyst desk",
    "as_of": "2002-01-31",
    "label": "SYNTHETIC TEST DATA",
    "caution": "SYNTHETIC: nothing here happened.",
    "method": "written by a test",
}
TOPICS = {"item": "the crate itself", "distortion": "known wrong statements"}
STATES = [("2001-06-01", "first report"), ("2001-09", "rebuttal of the SYNTHETIC firm")]
TEXTS = {
    "summary": "The crate left Port A [c_dep_20] and reached Port B [c_arr].\n\n"
    "The case holds {{claims}} claims.\n"
}


def synthetic_tables() -> dict[str, Rows]:
    """Return the rows of every table of the synthetic case, missing cells left out."""
    return {name: [dict(row) for row in _ROWS.get(name, ())] for name in TABLES}


def edit(rows: Rows, key: str, **cells: str) -> Rows:
    """Return `rows` with cells of the row whose first cell is `key` replaced."""
    assert any(next(iter(row.values())) == key for row in rows), key
    return [{**row, **cells} if next(iter(row.values())) == key else row for row in rows]


def to_csv(name: str, rows: Sequence[Mapping[str, str]]) -> str:
    """Return the CSV text of one table; cells that a row leaves out are empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, TABLES[name].columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write_case(
    folder: Path,
    *,
    meta: Mapping[str, str] | None = None,
    toml: str = "",
    texts: Mapping[str, str] | None = None,
    **tables: Override,
) -> Path:
    """Write the synthetic case.

    Parameters
    ----------
    folder
        To be made; its name becomes the id, so it must be lower case with hyphens.
    meta
        Keys of ``case.toml`` to replace.
    toml
        Lines to add at the end of ``case.toml``.
    texts
        Replaces the prose: name to content.
    **tables
        Table name to its rows, or to a function of the rows it would have.

    Returns
    -------
    Path
        `folder`.
    """
    folder.mkdir(parents=True)
    keys = {"id": folder.name, **META, **(meta or {})}
    lines = [f'{key} = "{value}"' for key, value in keys.items()]
    lines += ["[topics]", *(f'{key} = "{value}"' for key, value in TOPICS.items())]
    for date, what in STATES:
        lines += ["[[evidence_states]]", f'date = "{date}"', f'what = "{what}"']
    (folder / "case.toml").write_text("\n".join([*lines, toml]) + "\n", encoding="utf-8")
    for name, rows in synthetic_tables().items():
        change = tables.pop(name, rows)
        new = change(rows) if callable(change) else change
        (folder / f"{name}.csv").write_text(to_csv(name, new), encoding="utf-8", newline="")
    assert not tables, f"no such table: {sorted(tables)}"
    (folder / "text").mkdir()
    for name, text in (TEXTS if texts is None else texts).items():
        (folder / "text" / f"{name}.md").write_text(text, encoding="utf-8", newline="")
    return folder


def _claim(claim: str, subject: str, predicate: str, statement: str, **more: str) -> Row:
    row = {
        "claim": claim, "topic": subject, "subject": subject, "predicate": predicate,
        "statement": statement, "kind": "reported", "certainty": "reported",
        "precision": "none", "language": "en",
    }  # fmt: skip
    if "date_from" in more:
        row |= {"precision": "day", "time_basis": "not stated", "value": more["date_from"]}
    return row | more


def _source(source: str, kind: str, parents: str, published: str, **more: str) -> Row:
    return {
        "source": source, "publisher": f"SYNTHETIC {source}", "title": f"SYNTHETIC text {source}",
        "published": published, "precision": "day", "language": "en",
        "url": f"https://example.org/{source}", "kind": kind, "parents": parents,
        "reliability": "C", "reliability_basis": "SYNTHETIC", "access": "read in full",
    } | more  # fmt: skip


def _support(claim: str, *sources: str) -> Rows:
    return [
        {"claim": claim, "source": source, "relation": "supports", "credibility": "3"}
        for source in sources
    ]


def _place(place: str, name: str, lat: str, lon: str) -> Row:
    return {
        "place": place, "name": name, "kind": "seaport", "country": "ZZ", "lat": lat, "lon": lon,
        "coordinate_source": "s_points",
    }  # fmt: skip


def _reading(claim: str, predicate: str, value: str) -> Row:
    return {"claim": claim, "subject": claim_subject(claim), "predicate": predicate,
            "value": value, "precision": "none"}  # fmt: skip


def claim_subject(claim: str) -> str:
    """Return the leg that a synthetic claim is about."""
    return next(row["subject"] for row in _ROWS["claims"] if row["claim"] == claim)


_ROWS: dict[str, Rows] = {
    "items": [
        {"item": "crate", "kind": "crate", "name": "SYNTHETIC crate", "make_model": "SYNTHETIC",
         "serial_kind": "number", "serial": "not published"},
    ],
    "entities": [
        {"entity": "synth_firm", "schema": "Company", "name": "SYNTHETIC Firm", "role": "forwarder",
         "country": "ZZ"},
        {"entity": "synth_owner", "schema": "Person", "name": "owner of the SYNTHETIC firm",
         "role": "owner of the SYNTHETIC firm"},
        {"entity": "synth_ship", "schema": "Vessel", "name": "SYNTHETIC Ship", "role": "ship"},
    ],
    "places": [
        _place("ZZAAA", "SYNTHETIC Port A", "0.5", "0.5"),
        _place("ZZBBB", "SYNTHETIC Port B", "-10", "-20"),
        _place("ZZCCC", "SYNTHETIC Port C", "-20", "-30"),
    ],
    "sources": [
        _source("s_report", "primary_report", "own", "2001-06-01", strand="org_a"),
        _source("s_daily", "press_secondary", "org_a", "2001-06-02"),
        _source("s_paper", "press_original", "org_a; own", "2001-06-03", strand="org_b"),
        _source("s_relay", "press_secondary", "relay", "2001-06-04"),
        _source("s_reply", "interview", "own", "2001-09-05", strand="org_c"),
        _source("s_points", "dataset", "own", "2001-01-01", strand="org_points", url=""),
    ],
    "origins": [
        {"origin": "org_a", "name": "SYNTHETIC institute", "own_gathering": "yes"},
        {"origin": "org_b", "name": "SYNTHETIC newsroom", "own_gathering": "yes",
         "rests_on": "org_a"},
        {"origin": "org_c", "name": "SYNTHETIC reply desk", "own_gathering": "yes"},
        {"origin": "relay", "name": "SYNTHETIC relay", "own_gathering": "no", "rests_on": "org_a"},
        {"origin": "org_points", "name": "SYNTHETIC point set", "own_gathering": "yes"},
    ],
    "legs": [
        {"leg": "leg-1", "position": "1", "label": "Port A to Port B", "mode": "sea",
         "status": "documented", "claims": "c_gate; c_dep_14; c_dep_20; c_arr"},
        {"leg": "leg-2", "position": "2", "label": "Port B to Port C", "mode": "sea",
         "status": "scheduled", "status_note": "the arrival was declared, not observed",
         "claims": "c_dep2; c_eta2; c_ais_last; c_ais_next; c_presumed"},
    ],
    "claims": [
        _claim("c_model", "crate", "model", "The crate is a SYNTHETIC crate", topic="item",
               value="SYNTHETIC"),
        _claim("c_gate", "leg-1", "gate_in", "The crate came to the terminal of Port A",
               certainty="documented_record", date_from="2001-02", precision="month"),
        _claim("c_dep_14", "leg-1", "departed", "The crate left Port A on 14 March 2001",
               date_from="2001-03-14"),
        _claim("c_dep_20", "leg-1", "departed", "The crate left Port A on 20 March 2001",
               date_from="2001-03-20", certainty="documented_record"),
        _claim("c_arr", "leg-1", "arrived", "The crate reached Port B on 2 April 2001",
               date_from="2001-04-02", certainty="documented_record"),
        _claim("c_dep2", "leg-2", "departed", "The crate left Port B on 10 April 2001",
               date_from="2001-04-10", certainty="documented_record"),
        _claim("c_eta2", "leg-2", "scheduled_arrival", "Port C was due on 15 April 2001",
               date_from="2001-04-15"),
        _claim("c_ais_last", "leg-2", "ais_last_received", "AIS was last received on 11 April 2001",
               about="synth_ship", date_from="2001-04-11", certainty="documented_record"),
        _claim("c_ais_next", "leg-2", "ais_next_received", "AIS was next received on 20 April 2001",
               about="synth_ship", date_from="2001-04-20", certainty="documented_record"),
        _claim("c_firm", "synth_firm", "role", "The firm is said to have known the consignee",
               topic="item", certainty="alleged", responses="c_denial"),
        _claim("c_denial", "synth_firm", "denial", "The firm said that it knew nobody",
               topic="item", certainty="denied", known_since="2001-09-05"),
        _claim("c_days", "leg-1", "duration", "20 March to 2 April 2001 is 13 days",
               kind="computed", certainty="computed", value="13 days", number="13", unit="day",
               computed_from="c_dep_20; c_arr"),
        _claim("c_presumed", "leg-2", "to", "The crate presumably came to Port C",
               kind="inferred", certainty="inferred", value="ZZCCC", likelihood="likely",
               confidence="low", premises="c_dep2; c_eta2"),
        _claim("d_arrived", "leg-2", "arrived", "The crate came to Port C on 15 April 2001",
               topic="distortion", date_from="2001-04-15"),
    ],
    "contradictions": [
        {"claim": "c_dep_14", "other": "c_dep_20", "note": "gate-in or sailing"},
        {"claim": "d_arrived", "other": "c_eta2", "note": "a schedule told as an arrival"},
    ],
    "checks": [
        {"check": "k_days", "kind": "days_between", "statement": "20 March to 2 April is 13 days",
         "inputs": '{"start": "2001-03-20", "end": "2001-04-02", "inclusive": false, "equals": 13}',
         "claims": "c_dep_20; c_arr; c_days", "expect": "holds"},
    ],
    "support": [
        *_support("c_model", "s_report", "s_daily"),
        *_support("c_gate", "s_report"),
        *_support("c_dep_14", "s_daily", "s_relay"),
        *_support("c_dep_20", "s_report", "s_paper"),
        *_support("c_arr", "s_report", "s_daily"),
        *_support("c_dep2", "s_report"),
        *_support("c_eta2", "s_report", "s_paper"),
        *_support("c_ais_last", "s_report"),
        *_support("c_ais_next", "s_report"),
        *_support("c_firm", "s_paper"),
        *_support("c_denial", "s_reply"),
        *_support("d_arrived", "s_relay"),
    ],
    "relations": [
        {"subject": "synth_owner", "relation": "owner of", "object": "synth_firm",
         "claim": "c_firm"},
    ],
    "resolutions": [
        {"subject": "leg-1", "predicate": "departed", "chosen_claim": "c_dep_20",
         "why": "rests on a record", "by": "analyst", "on": "2002-01-10"},
    ],
    "judgements": [
        {"judgement": "j_1", "statement": "The crate probably reached Port C",
         "likelihood": "likely", "confidence": "low", "basis": "one declared voyage",
         "claims": "c_dep2; c_eta2; c_presumed", "would_change": "a landing record"},
    ],
    "hypotheses": [
        {"hypothesis": "h_main", "role": "main", "statement": "The crate went to Port C"},
        {"hypothesis": "h_other", "role": "innocent", "statement": "The crate stayed aboard"},
    ],
    "consistency": [
        {"claim": "c_eta2", "hypothesis": "h_main", "rating": "C", "why": "declared"},
        {"claim": "c_eta2", "hypothesis": "h_other", "rating": "N",
         "why": "a plan"},
    ],
    "replies": [
        {"reply": "r_1", "who": "SYNTHETIC Firm", "asked_by": "SYNTHETIC reply desk",
         "answer": "knew nobody", "claim": "c_denial"},
    ],
    "searches": [
        {"search": "q_1", "by": "analyst", "where": "SYNTHETIC register", "on": "2002-01-05",
         "question": "landing at Port C", "result": "no result found", "claim": "c_eta2"},
    ],
    "unknowns": [
        {"unknown": "u_1", "what": "serial of the crate", "subject": "crate",
         "predicate": "serial", "value": "not published"},
    ],
    "to_obtain": [
        {"document": "t_1", "what": "landing record of Port C", "why": "would show the arrival"},
    ],
    "corrections": [
        {"correction": "x_1", "on": "2002-01-20", "what": "date of departure",
         "before": "14 March", "after": "20 March", "why": "record read", "by": "analyst"},
    ],
    "pulls": [],
    "exhibits": [],
}  # fmt: skip

for _row in (
    _reading("c_gate", "from", "ZZAAA"),
    _reading("c_dep_14", "from", "ZZAAA"),
    _reading("c_dep_20", "from", "ZZAAA"),
    _reading("c_arr", "to", "ZZBBB"),
    _reading("c_dep2", "from", "ZZBBB"),
    _reading("c_dep2", "vessel", "synth_ship"),
    _reading("c_eta2", "declared_to", "ZZCCC"),
):
    _ROWS.setdefault("readings", []).append(_row)

"""The tables of a case folder: names, columns, keys, vocabularies. The one place that says so.

Every table is a UTF-8 CSV file ``<table>.csv``, one row a fact, the first column its key
(except for the pair tables). A list in a cell is separated by ``"; "``. An empty cell means
"nothing recorded"; it is read as ``""`` (text), ``()`` (list) or ``NaN`` (number).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

LIST_SEPARATOR: Final = "; "
NONE_FOUND: Final = "none found"  # in claims.responses: asked or searched, no response found
NOT_PUBLISHED: Final = "not published"
TODO: Final = "TODO"  # first word of a text that is still to be written

# How sure a source is of its own statement; who speaks, not whether it is true.
CERTAINTY: Final[dict[str, str]] = {
    "documented_record": "the source says it rests on a specific record",
    "official_statement": "statement of a state body or UN panel, as reported",
    "court_finding": "conviction, judgment or order of a court, as reported",
    "reported": "stated by a journalist or a report without naming the record",
    "self_reported": "statement of a person or firm about itself",
    "inferred": "conclusion drawn by the source, or by the project where the note says so",
    "alleged": "accusation or contested account",
    "denied": "denial or rebuttal",
    "computed": "arithmetic, or the outcome of a search, by the project",
}
KINDS: Final = ("reported", "observed", "inferred", "computed")
PRECISION: Final = ("day", "month", "month_year_inferred", "year", "approx", "none")
TIME_BASIS: Final = ("UTC", "local port time", "not stated", "")
# Leg status: the line style of every map. Strongest first; none is ever upgraded silently.
STATUS: Final[dict[str, str]] = {
    "documented": "movement rests on a record named by a source",
    "reported": "movement stated by a source without a record",
    "scheduled": "planned or declared movement, not observed",
    "inferred": "no direct evidence of the movement",
    "disputed": "sources contradict each other; every version is shown",
    "not_drawn": "no point or path may be drawn",
}
# Admiralty code (NATO AJP-2.1): reliability of the source, credibility of the item.
RELIABILITY: Final[dict[str, str]] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY: Final[dict[str, str]] = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
# ICD 203 likelihood bands, and the refusal to give one.
LIKELIHOOD: Final[dict[str, str]] = {
    "almost no chance": "01-05 %",
    "very unlikely": "05-20 %",
    "unlikely": "20-45 %",
    "roughly even chance": "45-55 %",
    "likely": "55-80 %",
    "very likely": "80-95 %",
    "almost certain": "95-99 %",
    "not assessed": "no band is given; the reason stands beside it",
}
CONFIDENCE: Final = ("low", "moderate", "high")
SOURCE_KINDS: Final = (
    "primary_report", "official_text", "press_original", "press_secondary", "wire",
    "republication", "unofficial_copy", "transcript", "interview", "blog",
    "expert_rebuttal", "law_firm_note", "ngo_note", "dataset", "project",
)  # fmt: skip
PLACE_KINDS: Final = ("seaport", "anchorage", "airport", "town", "inland_depot")
RELATIONS: Final = ("supports", "contradicts", "context")
CONSISTENCY: Final[dict[str, str]] = {
    "CC": "strongly consistent",
    "C": "consistent",
    "N": "neutral",
    "I": "inconsistent",
    "II": "strongly inconsistent",
}
# What kind of record a case rests on where it came to light, or where the movement is shown.
RECORDS: Final[dict[str, str]] = {
    "tip": "information from a person, a service or another state",
    "risk selection": "picked by a risk system, or for its route and history",
    "customs inspection": "goods, papers or a ship examined by customs, coast guard or port state",
    "police search": "search or arrest by police",
    "bill of lading or shipping record": "transport document, manifest, or record of a carrier",
    "port record": "record of a port or terminal: a call, a gate-in, or none found",
    "AIS reception": "positions of a ship as received, or their absence",
    "satellite image or photograph": "picture from above, from a ship or from the ground",
    "registry": "register of ships, firms or vehicles",
    "commercial record": "order, contract, invoice or other paper of a seller or buyer",
    "payment record": "records of payments or of a bank",
    "court record": "judgment, indictment or complaint filed at a court",
    "statement of an authority": "what a state body or UN panel said, its record not published",
    "statement of a party": "what a person or firm involved said",
    NOT_PUBLISHED: "no source read says it",
}
BREAK_STEPS: Final[dict[str, str]] = {
    "opened": "how the movement came to light",
    "shown": "what the movement is shown by",
}
# What happened to a statement between two texts; ``first`` is an own account.
CHANGES: Final[dict[str, str]] = {
    "first": "an account of its own, made from no other wording of the thread",
    "narrowed": "precision was lost or made up: a range, a span or a place became another one",
    "converted": "given in another unit or currency",
    "rounded": "a figure was rounded",
    "translated": "the meaning changed from one language to another",
    "raised": "a purpose, a belief or a plan is told as an event",
    "merged": "several events are told as one",
    "inverted": "the order or the roles were exchanged",
    "mistaken": "one thing was taken for another",
    "added": "stands in no text that this one rests on, as far as these were read",
}
# Fixed words a claim or reading may predicate. Event types stay apart: gate-in is not
# sailing, scheduled is not arrived.
LEG_PREDICATES: Final = (
    "from", "to", "declared_from", "declared_to", "mode", "vessel", "carrier",
    "gate_in", "loaded", "departed", "arrived", "discharged",
    "scheduled_departure", "scheduled_arrival", "estimated_arrival",
    "ais_last_received", "ais_next_received", "no_call_recorded",
    "consignor", "consignee", "forwarder", "agent", "route", "duration",
)  # fmt: skip
TIME_PREDICATES: Final = (
    "gate_in", "loaded", "departed", "arrived", "discharged", "scheduled_departure",
    "scheduled_arrival", "estimated_arrival", "ais_last_received", "ais_next_received",
    "ais_gap_counted_to", "built", "renamed", "acquired", "detained", "scrapped", "sighted",
    "stated", "designated", "purchased", "flown",
)  # fmt: skip


@dataclass(frozen=True)
class Table:
    """One table of the folder.

    Attributes
    ----------
    columns
        All columns, in file order; each must be present.
    key
        The column(s) that identify a row.
    lists, numbers
        Columns read as ``tuple[str, ...]`` and as ``float``; all others are text.
    refs
        Column -> table whose key each non-empty value must be.
    vocab
        Column -> allowed values.
    required
        Columns that may not be empty.
    may_lack
        Columns a file may leave out: they came later, and older cases (sealed ones) stay valid.
        A column left out is read as empty in every row.
    optional
        Whether the whole file may be absent, for the same reason; then it is read without rows.
    """

    columns: tuple[str, ...]
    key: tuple[str, ...]
    lists: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    refs: dict[str, str] = field(default_factory=dict)
    vocab: dict[str, tuple[str, ...]] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    may_lack: tuple[str, ...] = ()
    optional: bool = False


#: Every table of a case folder by name: its columns, keys, references and vocabularies.
TABLES: Final[dict[str, Table]] = {
    "items": Table(
        ("item", "kind", "name", "make_model", "serial_kind", "serial", "goods_family", "note"),
        ("item",), required=("item", "kind", "name", "serial_kind", "serial"),
    ),
    "entities": Table(
        ("entity", "schema", "name", "name_original", "script", "role", "country",
         "named_because", "note"),
        ("entity",), required=("entity", "schema", "name", "role"),
        vocab={"schema": ("Company", "Organization", "PublicBody", "Person", "Vessel",
                          "Airplane", "LegalEntity")},
    ),
    "places": Table(
        ("place", "name", "kind", "country", "unlocode", "icao", "iata", "lat", "lon",
         "coordinate_source", "note"),
        ("place",), numbers=("lat", "lon"), refs={"coordinate_source": "sources"},
        vocab={"kind": PLACE_KINDS}, required=("place", "name", "kind", "country"),
    ),
    "sources": Table(
        ("source", "publisher", "title", "author", "published", "precision", "language", "url",
         "kind", "parents", "strand", "reliability", "reliability_basis", "licence", "access"),
        ("source",), lists=("parents",), refs={"parents": "origins", "strand": "origins"},
        vocab={"kind": SOURCE_KINDS, "precision": PRECISION,
               "reliability": tuple(RELIABILITY)},
        required=("source", "publisher", "title", "precision", "kind", "parents", "reliability",
                  "reliability_basis", "access"),
    ),
    "origins": Table(
        ("origin", "name", "own_gathering", "rests_on", "note"),
        ("origin",), lists=("rests_on",), refs={"rests_on": "origins"},
        vocab={"own_gathering": ("yes", "no")}, required=("origin", "name", "own_gathering"),
    ),
    "legs": Table(
        ("leg", "position", "label", "mode", "status", "status_note", "claims", "note",
         "goods_family", "assumed_from", "assumed_to", "apart"),
        ("leg",), lists=("claims",), numbers=("position",),
        refs={"claims": "claims", "assumed_from": "places", "assumed_to": "places"},
        vocab={"status": tuple(STATUS)}, required=("leg", "position", "label", "status", "claims"),
        may_lack=("goods_family", "assumed_from", "assumed_to", "apart"),
    ),
    "claims": Table(
        ("claim", "topic", "subject", "predicate", "about", "statement", "value",
         "value_as_printed", "number", "unit", "language", "kind", "certainty", "date_from",
         "date_to", "precision", "time_basis", "place", "likelihood", "confidence", "premises",
         "computed_from", "lineage", "responses", "known_since", "note"),
        ("claim",), lists=("premises", "computed_from", "lineage", "responses"),
        numbers=("number",),
        refs={"premises": "claims", "computed_from": "claims", "lineage": "origins",
              "responses": "claims"},
        vocab={"kind": KINDS, "certainty": tuple(CERTAINTY), "precision": PRECISION,
               "time_basis": TIME_BASIS, "likelihood": ("", *LIKELIHOOD),
               "confidence": ("", *CONFIDENCE)},
        required=("claim", "topic", "subject", "predicate", "statement", "kind", "certainty",
                  "precision"),
    ),
    # One claim often fills several cells ("left Dalian for Osaka on 26 August"): each further
    # cell is one row here, so that no cell of the journey exists without a claim.
    "readings": Table(
        ("claim", "subject", "predicate", "value", "date_from", "date_to", "precision", "note"),
        ("claim", "subject", "predicate", "value"), refs={"claim": "claims"},
        required=("claim", "subject", "predicate"),
    ),
    "contradictions": Table(
        ("claim", "other", "note"), ("claim", "other"),
        refs={"claim": "claims", "other": "claims"}, required=("claim", "other"),
    ),
    "checks": Table(
        ("check", "kind", "statement", "inputs", "claims", "expect", "note"),
        ("check",), lists=("claims",), refs={"claims": "claims"},
        vocab={"expect": ("holds", "fails")},
        required=("check", "kind", "statement", "inputs", "expect"),
    ),
    "support": Table(
        ("claim", "source", "relation", "locator", "quote", "credibility", "translation_of"),
        ("claim", "source", "relation"), refs={"claim": "claims", "source": "sources"},
        vocab={"relation": RELATIONS, "credibility": tuple(CREDIBILITY)},
        required=("claim", "source", "relation", "credibility"),
    ),
    "relations": Table(
        ("subject", "relation", "object", "claim", "note"),
        ("subject", "relation", "object", "claim"), refs={"claim": "claims"},
        required=("subject", "relation", "object", "claim"),
    ),
    "resolutions": Table(
        ("subject", "predicate", "chosen_claim", "why", "by", "on"), ("subject", "predicate"),
        refs={"chosen_claim": "claims"}, required=("subject", "predicate", "chosen_claim", "by"),
    ),
    "judgements": Table(
        ("judgement", "statement", "likelihood", "confidence", "basis", "claims",
         "would_change"),
        ("judgement",), lists=("claims",), refs={"claims": "claims"},
        vocab={"likelihood": tuple(LIKELIHOOD), "confidence": CONFIDENCE},
        required=("judgement", "statement", "likelihood", "confidence", "basis", "claims"),
    ),
    # Absent: the case has one question, that of case.toml, and all hypotheses answer it.
    "questions": Table(
        ("question", "title", "asks", "about", "basis", "would_tell", "documents"),
        ("question",), lists=("would_tell", "documents"), refs={"documents": "to_obtain"},
        required=("question", "title", "asks"), optional=True,
    ),
    "hypotheses": Table(
        ("hypothesis", "role", "statement", "question"), ("hypothesis",),
        refs={"question": "questions"}, vocab={"role": ("main", "innocent", "other")},
        required=("hypothesis", "role", "statement"), may_lack=("question",),
    ),
    "consistency": Table(
        ("claim", "hypothesis", "rating", "why"), ("claim", "hypothesis"),
        refs={"claim": "claims", "hypothesis": "hypotheses"},
        vocab={"rating": tuple(CONSISTENCY)}, required=("claim", "hypothesis", "rating"),
    ),
    "replies": Table(
        ("reply", "who", "asked_by", "answer", "claim", "note", "answered"), ("reply",),
        refs={"claim": "claims"}, required=("reply", "who", "answer", "claim"),
        vocab={"answered": ("", NOT_PUBLISHED)}, may_lack=("answered",),
    ),
    "searches": Table(
        ("search", "by", "where", "question", "result", "on", "claim", "note"), ("search",),
        refs={"claim": "claims"}, required=("search", "by", "where", "question", "result"),
    ),
    "unknowns": Table(
        ("unknown", "what", "subject", "predicate", "value"), ("unknown",),
        required=("unknown", "what", "value"),
    ),
    "to_obtain": Table(
        ("document", "what", "why", "url"), ("document",), required=("document", "what", "why"),
    ),
    "corrections": Table(
        ("correction", "on", "what", "before", "after", "why", "by"), ("correction",),
        required=("correction", "on", "what", "why", "by"),
    ),
    "pulls": Table(
        ("pull", "collector", "parameters", "why", "recorded", "capture", "complete"), ("pull",),
        required=("pull", "collector", "why"),
    ),
    # Numbers of captures, given late: the id of a capture is its permanent name.
    "exhibits": Table(
        ("exhibit", "capture", "source", "title", "note"), ("exhibit",),
        refs={"source": "sources"}, required=("exhibit", "capture"),
    ),
    # What a person decided about two entities of the case or of a list; screening.ledger reads it.
    "screening_judgements": Table(
        ("a", "b", "verdict", "why", "by", "on", "retracted_on"), ("a", "b", "verdict", "on"),
        vocab={"verdict": ("same", "different", "undecided")},
        required=("a", "b", "verdict", "why", "by", "on"), optional=True,
    ),
    # One row is one fact handed to a rule of law.flags, beside those the journey itself gives.
    "red_flags": Table(
        ("flag", "rule", "kind", "inputs", "claims", "explained", "explained_by", "responses",
         "by", "on", "note"),
        ("flag",), lists=("claims", "explained_by", "responses"),
        refs={"claims": "claims", "explained_by": "claims"},
        required=("flag", "rule", "kind", "inputs", "claims", "by", "on"), optional=True,
    ),
    # One row is one wording of a statement, and what it was made from; the sources of the claim
    # say who used it.
    "versions": Table(
        ("thread", "claim", "of", "change", "why"), ("thread", "claim"), lists=("of",),
        refs={"claim": "claims", "of": "claims"}, vocab={"change": tuple(CHANGES)},
        required=("thread", "claim", "change"), optional=True,
    ),
    # One row is one scenario: the assumptions under which the reach in a gap is worked out.
    "reach": Table(
        ("reach", "subject", "title", "last_claim", "next_claim",
         "last_name", "last_lat", "last_lon", "last_radius_nm", "last_basis",
         "next_name", "next_lat", "next_lon", "next_radius_nm", "next_basis",
         "hours_low", "hours_high", "hours_basis",
         "speed_low_kn", "speed_high_kn", "assumed_kn", "speed_basis",
         "dwell_low_h", "dwell_high_h", "dwell_basis",
         "by_claim", "by_means", "by_low_h", "by_high_h", "by_basis",
         "ports", "opened", "note"),
        ("reach",), lists=("assumed_kn", "ports", "opened"),
        numbers=("last_lat", "last_lon", "last_radius_nm", "next_lat", "next_lon",
                 "next_radius_nm", "hours_low", "hours_high", "speed_low_kn", "speed_high_kn",
                 "dwell_low_h", "dwell_high_h", "by_low_h", "by_high_h"),
        refs={"last_claim": "claims", "next_claim": "claims", "by_claim": "claims"},
        vocab={"by_means": ("begin", "end")},
        required=("reach", "subject", "title", "speed_low_kn", "speed_high_kn", "speed_basis",
                  "dwell_low_h", "dwell_high_h", "dwell_basis"),
        optional=True,
    ),
    # By what kind of record a case came to light, and by what the movement is shown.
    "breaks": Table(
        ("break", "step", "record", "claims", "why", "by", "on"), ("break",),
        lists=("claims",), refs={"claims": "claims"},
        vocab={"step": tuple(BREAK_STEPS), "record": tuple(RECORDS)},
        required=("break", "step", "record", "why", "by", "on"), optional=True,
    ),
}  # fmt: skip

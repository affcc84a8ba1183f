"""What is written by hand in a case is carried by its claims: dates, figures, quotations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest

from osint_helpers.law import tables as law_tables
from tests.cases.tables import CASES, rows
from tests.conftest import REPO

GATHERING = "routes-compared"
every_case = pytest.mark.parametrize("case", CASES)
every_text = pytest.mark.parametrize("case", [*CASES, GATHERING])
FOLDER = REPO / "data" / "cases"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
NAMES = "|".join(MONTHS)
# Cells an analyst writes; all other cells are transcribed from the facts.
WRITTEN = {
    "items": ("name", "make_model", "note"),
    "entities": ("name", "role", "note"),
    "legs": ("label", "status_note", "note"),
    "readings": ("value", "note"),
    "judgements": ("statement", "basis", "would_change"),
    "questions": ("title", "asks", "basis", "would_tell"),
    "hypotheses": ("statement",),
    "consistency": ("why",),
    "resolutions": ("why",),
    "relations": ("note",),
    "breaks": ("why",),
    "versions": ("thread", "why"),
    "replies": ("answer", "note"),
    "red_flags": ("explained", "note"),
    "searches": ("question", "result", "note"),
}
# Words of the reports themselves; a quotation of them quotes no source.
OWN_WORDS = {
    "not published", "not received", "not found", "not recorded", "none found", "distortion",
    "no result found", "n articles, at most m strands", "documented", "access", "year inferred",
    "charged, not tried", "no source read", "in no source read", "not testable",
    "bangladesh (port not named)",
}  # fmt: skip
FIGURE = re.compile(
    r"(?<![\w.,{-])(\d[\d,]*(?:\.\d+)?) (?:million )?(?:US dollars|Singapore dollars|dollars|"
    r"francs|yen|won|taka|tonnes|tons|deadweight|t\b|kg|bottles|boxes|containers|vehicles|"
    r"per cent|knots|counts|charges|defects|months|weeks|pages|countries|pianos)"
)


@cache
def written(case: str) -> tuple[tuple[str, str], ...]:
    """Return (where, text) of everything written by hand, sentence by sentence."""
    return tuple(_written(case))


def _written(case: str) -> Iterator[tuple[str, str]]:
    """Yield (where, text) of everything written by hand, sentence by sentence."""
    for path in sorted((FOLDER / case / "text").glob("*.md")):
        for sentence in re.split(r"(?<=[.:;])\s+|\n", path.read_text("utf8")):
            yield path.name, sentence
    (script,) = (REPO / "notebooks").glob(f"*-{case}.py")
    body = script.read_text("utf8").partition("# %%")[2]
    for line in re.findall(r'^# (?!%|-)(.*)$|(?:title|caption)="([^"]*)"', body, re.MULTILINE):
        yield script.name, "".join(line)
    for table, columns in WRITTEN.items():
        for row in rows(case, table):
            for column in columns:
                for sentence in re.split(r"(?<=[.:;])\s+", row.get(column) or ""):
                    yield f"{table}: {next(iter(row.values()))}", sentence


@cache
def claimed(case: str) -> str:
    """Return all words of the transcribed tables of a case, notes included."""
    if case == GATHERING:
        return " ".join(claimed(one) for one in CASES)
    tables = ("claims", "checks", "sources", "origins", "places", "unknowns", "to_obtain")
    return " ".join(" ".join(filter(None, row.values())) for t in tables for row in rows(case, t))


@cache
def days(case: str) -> frozenset[str]:
    """Return every date the case may speak of: of claims, checks, sources, law and lists."""
    text = claimed(case) + (FOLDER / case / "case.toml").read_text("utf8")
    lists = FOLDER / case / "screenings.jsonl"
    text += lists.read_text("utf8") if lists.exists() else ""
    held = law_tables.measures()
    text += " ".join([*held["effective_from"].astype(str), *held["effective_to"].astype(str)])
    found = set(re.findall(r"\b\d{4}-\d{2}-\d{2}\b", text))
    for day, month, year in re.findall(rf"\b(\d{{1,2}}) ({NAMES}) (\d{{4}})\b", text):
        found.add(f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}")
    months = set(re.findall(r"\b\d{4}-\d{2}\b", text)) | {day[:7] for day in found}
    for month, year in re.findall(rf"\b({NAMES}) (\d{{4}})\b", text):
        months.add(f"{year}-{MONTHS.index(month) + 1:02}")
    return frozenset(found | months)


def edge(day: str, text: str) -> bool:
    """Tell whether a day is told as the edge of a stretch: "from 5 August 2017 to 10 March"."""
    return re.search(rf"\b(?:from|to) {re.escape(day)}\b", text) is not None


def beside(iso: str, case: str) -> bool:
    """Tell whether the day before or after is one of the case."""
    step = timedelta(days=1)
    return any((date.fromisoformat(iso) + s).isoformat() in days(case) for s in (step, -step))


@every_text
def test_every_date_in_prose_is_one_a_claim_a_check_a_source_or_the_law_gives(case: str) -> None:
    foreign = []
    for where, text in written(case):
        for day, month, year in re.findall(rf"(?:\b(\d{{1,2}}) )?\b({NAMES}) (\d{{4}})\b", text):
            iso = f"{year}-{MONTHS.index(month) + 1:02}" + (f"-{int(day):02}" if day else "")
            words = f"{day} {month} {year}".strip()
            if iso not in days(case) and not (day and edge(words, text) and beside(iso, case)):
                foreign.append((where, words))
    assert foreign == []


@every_text
def test_every_day_without_a_year_in_prose_is_a_day_of_the_case(case: str) -> None:
    known = {day[5:] for day in days(case) if len(day) == 10}
    said = {(int(d), m) for d, m in re.findall(rf"\b(\d{{1,2}}) ({NAMES})\b", claimed(case))}
    foreign = [
        (where, f"{day} {month}")
        for where, text in written(case)
        for day, month in re.findall(rf"\b(\d{{1,2}}) ({NAMES})\b(?! \d{{4}})", text)
        if f"{MONTHS.index(month) + 1:02}-{int(day):02}" not in known
        and (int(day), month) not in said
    ]
    assert foreign == []


def plain(figure: str) -> str:
    return figure.replace(",", "")


@every_text
def test_every_figure_with_a_unit_is_one_a_claim_or_a_check_gives_or_is_called_assumed(
    case: str,
) -> None:
    known = {plain(one) for one in re.findall(r"\d[\d,]*(?:\.\d+)?", claimed(case))}
    known |= {f"{int(one) // 1000}" for one in known if one.isdigit() and one.endswith("000")}
    whole = {
        where: " ".join(t for w, t in written(case) if w == where) for where, _ in written(case)
    }
    foreign = [
        (where, found)
        for where, text in written(case)
        for found in FIGURE.findall(text)
        if plain(found) not in known and "assum" not in whole[where]
    ]
    assert foreign == []


@every_text
def test_every_quotation_in_prose_is_a_wording_of_a_claim_or_a_source(case: str) -> None:
    said = " ".join(claimed(case).lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
    foreign = [
        (where, found)
        for where, text in written(case)
        for found in re.findall(r"[\"“]([^\"“”]+)[\"”]", text)
        if found.strip(" ,.").lower() not in said and found.strip(" ,.").lower() not in OWN_WORDS
    ]
    assert foreign == []


@every_case
def test_what_a_source_states_is_not_mixed_with_what_is_not_published(case: str) -> None:
    """The report prints such a text under "stated by the source, not computed"."""
    own = re.compile(
        r"not published|is published|not named|stands in no|by this project|listed areas"
    )
    mixed = [
        row["flag"]
        for row in rows(case, "red_flags")
        if row["kind"] == "Stated" and own.search(json.loads(row["inputs"])["text"])
    ]
    assert mixed == []


@every_case
def test_words_that_deny_a_source_are_explained_among_the_limits(case: str) -> None:
    limits = (FOLDER / case / "text" / "limits.md").read_text("utf8")
    used = any("source read" in text or "not published" in text for _, text in written(case))
    assert not used or "no claim of this case gives the thing" in limits


@every_case
def test_a_name_is_called_not_published_only_where_the_facts_say_so(case: str) -> None:
    missing = {part for row in rows(case, "unknowns") for part in row["subject"].split("; ")} | {
        row["value"] for row in rows(case, "unknowns")
    }
    noted = {row["subject"] for row in rows(case, "claims") if "not published" in row["note"]} | {
        row["object"]
        for row in rows(case, "relations")
        if any(
            c["claim"] == row["claim"] and "not published" in c["note"]
            for c in rows(case, "claims")
        )
    }
    told = {
        row["entity"] for row in rows(case, "entities") if "(name not published)" in row["name"]
    }
    assert told <= missing | noted


@every_case
def test_a_claim_that_says_nothing_of_an_explanation_is_rated_neutral(case: str) -> None:
    rated = [
        (row["claim"], row["hypothesis"], row["rating"])
        for row in rows(case, "consistency")
        if row["why"].startswith("says nothing") and row["rating"] != "N"
    ]
    assert rated == []


def paragraphs(case: str) -> Iterator[tuple[str, str, str]]:
    """Yield (file, paragraph, words of the claims, sources and checks it cites)."""
    claims = {row["claim"]: " ".join(filter(None, row.values())) for row in rows(case, "claims")}
    dated = {row["source"]: row["published"] for row in rows(case, "sources")}
    behind: dict[str, str] = {}
    for row in rows(case, "support"):
        behind[row["claim"]] = f"{behind.get(row['claim'], '')} {dated[row['source']]}"
    checks = {row["check"]: row for row in rows(case, "checks")}
    for path in sorted((FOLDER / case / "text").glob("*.md")):
        for part in re.split(r"\n\s*\n|\n(?=- )", path.read_text("utf8")):
            cited = {
                one
                for group in re.findall(r"\[([^\]]+)\]", part)
                for one in re.split(r"[; ]+", group)
                if one in claims
            }
            if cited:
                shown = set(re.findall(r"\{\{check\.(\w+)\}\}", part))
                shown |= {k for k, row in checks.items() if cited & set(row["claims"].split("; "))}
                words = [claims[one] + behind.get(one, "") for one in sorted(cited)]
                words += [f"{checks[k]['statement']} {checks[k]['inputs']}" for k in sorted(shown)]
                yield path.name, part, " ".join(words)


def month_days(text: str) -> set[str]:
    """Return every day of a text as MM-DD, in figures or in words."""
    found = {day[5:] for day in re.findall(r"\b\d{4}-\d{2}-\d{2}\b", text)}
    for day, month in re.findall(rf"\b(\d{{1,2}}) ({NAMES})\b", text):
        found.add(f"{MONTHS.index(month) + 1:02}-{int(day):02}")
    for day, month in re.findall(rf"\b(\d{{1,2}})(?:-| or )\d{{1,2}} ({NAMES})\b", text):
        found.add(f"{MONTHS.index(month) + 1:02}-{int(day):02}")
    return found


@every_case
def test_a_day_in_a_paragraph_is_one_of_the_claims_that_paragraph_cites(case: str) -> None:
    law = month_days(" ".join(law_tables.measures()["effective_from"].astype(str)))
    foreign = [
        (name, f"{day} {month}")
        for name, part, words in paragraphs(case)
        for day, month in re.findall(rf"\b(\d{{1,2}}) ({NAMES})\b", part)
        if f"{MONTHS.index(month) + 1:02}-{int(day):02}" not in month_days(words) | law
        and not re.search(rf"\b(?:from|to) {day} {month}\b", part)
    ]
    assert foreign == []


@every_case
def test_a_figure_in_a_paragraph_is_one_of_the_claims_that_paragraph_cites(case: str) -> None:
    foreign = [
        (name, found)
        for name, part, words in paragraphs(case)
        for found in FIGURE.findall(part)
        if plain(found) not in {plain(one) for one in re.findall(r"\d[\d,]*(?:\.\d+)?", words)}
        and "assum" not in part
    ]
    assert foreign == []

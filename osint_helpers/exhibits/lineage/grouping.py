"""Publications grouped by what they rest on, so that a hundred of them stay legible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case.strands import OWN

if TYPE_CHECKING:
    from osint_helpers.case import Case

NAMED: Final = 2  # groups up to this size are labelled by publisher
WORDS: Final[dict[str, tuple[str, str]]] = {
    "primary_report": ("report", "reports"),
    "official_text": ("official text", "official texts"),
    "press_original": ("press article", "press articles"),
    "press_secondary": ("press article", "press articles"),
    "wire": ("wire report", "wire reports"),
    "republication": ("republication", "republications"),
    "unofficial_copy": ("unofficial copy", "unofficial copies"),
    "transcript": ("transcript", "transcripts"),
    "interview": ("interview", "interviews"),
    "blog": ("blog", "blogs"),
    "expert_rebuttal": ("rebuttal", "rebuttals"),
    "law_firm_note": ("law firm note", "law firm notes"),
    "ngo_note": ("NGO note", "NGO notes"),
    "dataset": ("data set", "data sets"),
    "project": ("note of this project", "notes of this project"),
}


def source_rows(case: Case, cited: Set[str]) -> list[dict[str, Any]]:
    """Return the sources as plain rows: id, publisher, title, published, kind, parents, strand.

    ``parents`` leaves out ``own``; a source with own gathering has a ``strand``.
    """
    rows = []
    for row in case.sources.itertuples(index=False):
        if row.source not in cited:
            continue
        rows.append(
            {
                "source": row.source,
                "publisher": row.publisher,
                "title": row.title,
                "published": row.published,
                "kind": row.kind,
                "parents": [parent for parent in row.parents if parent != OWN],
                "strand": row.strand,
            }
        )
    return rows


def groups(sources: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the publications that rest on others, one group a set of parents.

    Sources that add gathering of their own are kept apart from those that add nothing.
    Largest group first; sources keep the order of the case.
    """
    found: dict[tuple[bool, tuple[str, ...]], list[dict[str, Any]]] = {}
    for source in sources:
        if source["parents"]:
            key = (bool(source["strand"]), tuple(sorted(set(source["parents"]))))
            found.setdefault(key, []).append(source)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return [_group(n, own, parents, members) for n, ((own, parents), members) in enumerate(ordered)]


def _group(
    number: int, own: bool, parents: tuple[str, ...], members: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return one group with its label."""
    if len(members) <= NAMED:
        label = ", ".join(sorted(member["publisher"] for member in members))
    else:
        label = kinds_text([member["kind"] for member in members])
    strands = sorted({member["strand"] for member in members if member["strand"]})
    return {
        "key": f"group-{number + 1}",
        "label": f"{label}, also own gathering" if own else label,
        "own": own,
        "parents": list(parents),
        "strands": strands,
        "sources": [member["source"] for member in members],
    }


def kinds_text(kinds: Iterable[str]) -> str:
    """Return ``"12 press articles, 1 blog"``: most frequent word first."""
    words = Counter(WORDS.get(kind, (kind, kind)) for kind in kinds)
    ordered = sorted(words.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{count} {one if count == 1 else many}" for (one, many), count in ordered)


def edge_counts(
    grouped: Sequence[dict[str, Any]], sources: Sequence[dict[str, Any]]
) -> Counter[tuple[str, str]]:
    """Return (group, origin) to the number of publications of the group that rest on it."""
    strand = {source["source"]: source["strand"] for source in sources}
    edges: Counter[tuple[str, str]] = Counter()
    for group in grouped:
        for parent in group["parents"]:
            edges[group["key"], parent] += len(group["sources"])
        for source in group["sources"]:
            if strand[source] and strand[source] not in group["parents"]:
                edges[group["key"], strand[source]] += 1
    return edges

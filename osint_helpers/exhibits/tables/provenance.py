"""Where the facts come from: sources, the bodies behind them, documents still to be obtained."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case import captured
from osint_helpers.case.strands import OWN
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common

if TYPE_CHECKING:
    from osint_helpers.case import Case

_SOURCES: Final = {
    "source": "Source",
    "descriptor": "Descriptor",
    "parents": "Takes its facts from",
    "reliability": "Reliability (A to F)",
    "claims": "Claims",
    "access": "What has been read",
    "captured": "Captured",
    "address": "Address",
}


def sources_register(
    case: Case,
    exhibit_id: str,
    *,
    only: Iterable[str] | None = None,
    title: str = "Sources",
    caption: str = "",
) -> Exhibit:
    """Return every source with its descriptor; the row has the anchor ``source-<id>``.

    The descriptor holds publisher, author, title, date of publication, language and kind. What
    is captured of a source links to its entry in ``captured``.
    Addresses are printed in full; only http and https addresses become links.

    Parameters
    ----------
    case, exhibit_id, title, caption
        As in every builder.
    only
        Claims, as for `claims_register`: only the sources that support one of those.
    """
    frame = case.support
    used = frame[frame["relation"] == "supports"].groupby("source")["claim"].nunique().to_dict()
    origins = {row["origin"]: row["name"] for row in common.rows_of(case.origins)}
    sources = common.rows_of(case.sources)
    if only is not None:
        needed = {one for claim in common.led_to(case, only) for one in case.sources_of(claim)}
        sources = [row for row in sources if row["source"] in needed]
    states = {row["source"]: row for row in common.rows_of(captured.sources(case))}
    return common.build(
        exhibit_id,
        title,
        caption,
        _SOURCES,
        [
            _source(source, origins, used.get(source["source"], 0), states[source["source"]])
            for source in sources
        ],
        provenance="Cited fact: bibliographic data as published. Reliability is the project's "
        "grade of the source after the Admiralty scale; it says nothing of one statement. "
        f"{_bases(sources)} Derived: number of claims a source supports. Captured: what the case "
        "folder holds of the page itself, named by the first digits of its SHA-256.",
        row_ids=[("source", source["source"]) for source in sources],
        main=("descriptor",),
    )


def _bases(sources: list[dict[str, Any]]) -> str:
    """Return why each grade was given: once a reason, not once a source."""
    reasons: dict[tuple[str, str], int] = {}
    for source in sources:
        key = (source["reliability"], source["reliability_basis"])
        reasons[key] = reasons.get(key, 0) + 1
    listed = "; ".join(
        f"{grade} ({count}): {reason}" for (grade, reason), count in sorted(reasons.items())
    )
    return f"Reasons of the grades, with the number of sources: {listed}."


def _source(
    source: dict[str, Any], origins: dict[str, str], claims: int, state: dict[str, Any]
) -> list[Cell | str]:
    parents = [_parent(one, source, origins) for one in source["parents"]]
    return [
        source["source"],
        descriptor(source),
        "; ".join(parents),
        source["reliability"],
        str(claims),
        source["access"],
        _captured(state),
        _address(source["url"]),
    ]


def _parent(origin: str, source: dict[str, Any], origins: dict[str, str]) -> str:
    if origin == OWN:
        return f"own gathering ({origins.get(source['strand'], source['strand'])})"
    return origins.get(origin, origin)


def descriptor(source: dict[str, Any]) -> str:
    """Return the line that describes a source, as an exhibit list of counsel prints it."""
    parts = (
        source["publisher"],
        source["author"],
        source["title"],
        common.published(source),
        _language(source["language"]),
        common.words(source["kind"]),
    )
    return ". ".join(part for part in parts if part)


def _language(code: str) -> str:
    """Return the English name of a language (Unicode CLDR, package Babel), else the code."""
    from babel import Locale

    return str(Locale("en").languages.get(code, code))


def origins(
    case: Case, exhibit_id: str, *, title: str = "Bodies behind the sources", caption: str = ""
) -> Exhibit:
    """Return who gathered facts and who rests on whom.

    Columns: body, own gathering, rests on, sources that name it, note.
    """
    columns = {
        "origin": "Body",
        "own": "Own gathering",
        "rests_on": "Rests on",
        "sources": "Sources that take facts from it",
        "note": "Note",
    }
    names = {row["origin"]: row["name"] for row in common.rows_of(case.origins)}
    naming: dict[str, list[str]] = {}
    for source in common.rows_of(case.sources):
        own = [source["strand"]] if source["strand"] else []
        for one in dict.fromkeys([*own, *source["parents"]]):
            naming.setdefault(one, []).append(source["source"])
    rows = [
        [
            f"{row['name']} ({row['origin']})",
            row["own_gathering"],
            "; ".join(names.get(one, one) for one in row["rests_on"]),
            common.sources_cell(naming.get(row["origin"], [])),
            row["note"],
        ]
        for row in common.rows_of(case.origins)
    ]
    return common.build(
        exhibit_id,
        title,
        caption,
        columns,
        rows,
        provenance="Cited fact: what each source says of where its text takes its facts from.",
        widths={"own": "10%", "rests_on": "14%", "sources": "44%"},
    )


def to_obtain(
    case: Case, exhibit_id: str, *, title: str = "Documents to be obtained", caption: str = ""
) -> Exhibit:
    """Return the primary documents that have not been read, and what each would settle."""
    columns = {"document": "Document", "what": "What", "why": "Why", "address": "Address"}
    rows = [
        [row["document"], row["what"], row["why"], _address(row["url"])]
        for row in common.rows_of(case.to_obtain)
    ]
    return common.build(
        exhibit_id,
        title,
        caption or "These documents have not been read. An address is to be confirmed.",
        columns,
        rows,
        provenance="Cited fact: documents named by the sources read.",
    )


def _captured(state: dict[str, Any]) -> Cell:
    """Return what is captured of a source, with a link to the capture it names."""
    missing = state["state"] in (captured.NOT_OBTAINED, captured.NOT_CAPTURED)
    refs = [("capture", state["capture"])] if state["capture"] else []
    return cell(state["text"], refs, "not-published" if missing else "")


def _address(url: str) -> Cell:
    return cell(url) if url else cell("no address recorded", mark="not-published")

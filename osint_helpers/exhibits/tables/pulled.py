"""What the case asks of public sources, what of it is recorded, and under which terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case import captured as join
from osint_helpers.case import pulls as recorded
from osint_helpers.collect import parameters, registry
from osint_helpers.collect.licences import CLASSES
from osint_helpers.errors import CollectError
from osint_helpers.evidence import terms
from osint_helpers.evidence.plain import plain
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common
from osint_helpers.exhibits.tables.captures import sentences

if TYPE_CHECKING:
    from osint_helpers.case import Case
    from osint_helpers.collect.manifests import Manifest

NOT_RECORDED: Final = "not recorded"
_COLUMNS: Final = {
    "pull": "Pull",
    "asked": "Asked of",
    "parameters": "For",
    "why": "Why",
    "recorded": "Recorded",
    "complete": "Complete",
    "rows": "Rows",
    "licence": "Licence class",
    "captures": "Captures",
}
_LACKING: Final = {
    True: "none is written: no report shows these data, no bundle holds them",
    False: "none is written: no bundle holds the captures",
}
_LONGEST: Final = 400
_LINKED: Final = 3  # captures of a pull


def pulls(
    case: Case, exhibit_id: str, *, title: str = "Public records asked for", caption: str = ""
) -> Exhibit:
    """Return one entry a pull: what was asked of whom, when it was recorded, what came.

    A pull that is not recorded says so, and says nothing about the world. A case without pulls
    is a sentence.
    """
    states = recorded.states(case)
    if not states:
        return sentences(exhibit_id, title, caption, ["This case asks no public source."])
    return common.build(
        exhibit_id,
        title,
        caption,
        _COLUMNS,
        [_entry(state) for state in states],
        provenance="Questions: pulls.csv of the case. Recorded, complete, rows: the newest line "
        "of the evidence log about each. What is not recorded is not known to be absent.",
        main=("asked", "why"),
    )


def _entry(state: recorded.State) -> list[Cell | str]:
    row = state.row
    manifest = _manifest(str(row["collector"]))
    name = str(row["collector"])
    asked = f"{manifest.title} ({name})" if manifest else name
    here = bool(state.recorded)
    rows = state.facts.get("rows") if here else None
    problem = plain(str(state.facts.get("problem", "")), _LONGEST)
    complete: Cell | str = ""
    if here and state.complete:
        complete = "yes"
    elif here:
        complete = cell(f"no: {problem}" if problem else "no", mark="disagrees")
    return [
        str(row["pull"]),
        asked,
        plain(str(row["parameters"]), _LONGEST),
        str(row["why"]),
        join.second(state.recorded) if here else _waiting(row),
        complete,
        f"{rows:,}" if isinstance(rows, int) else "",
        manifest.licence if manifest else "",
        _captures(state.captures),
    ]


def _captures(ids: Sequence[str]) -> Cell:
    """Return the captures of a pull as links: of many the first, and where the others stand."""
    more = len(ids) - _LINKED
    said = f"{len(ids):,} captures: the first {_LINKED} here, and {more:,} more, in the log line "
    return cell(
        f"{said}{recorded.EVENT}" if more > 0 else "",
        [("capture", one) for one in ids[:_LINKED]],
    )


def _waiting(row: dict[str, Any]) -> Cell:
    """Return that it is not recorded, and what is lacking to ask at all."""
    try:
        unknown = parameters.unknown(parameters.parse(str(row["parameters"])))
    except CollectError:
        unknown = ()
    lacking = f"; cannot be asked before {', '.join(unknown)} is known" if unknown else ""
    return cell(f"{NOT_RECORDED}{lacking}", mark="not-published")


def _manifest(collector: str) -> Manifest | None:
    """Return the manifest of a collector; None for one this version does not have."""
    try:
        return registry.manifest(collector.partition(".")[0])
    except CollectError:
        return None


def licences(
    case: Case, exhibit_id: str, *, title: str = "Terms of the public sources", caption: str = ""
) -> Exhibit:
    """Return one entry a source the pulls name: licence class and rule, attribution, terms.

    Where the class needs a written reason for an export, the reason stands there, or that there
    is none.
    """
    names = dict.fromkeys(str(one).partition(".")[0] for one in case.pulls["collector"])
    manifests = [found for name in names if (found := _manifest(name)) is not None]
    if not manifests:
        return sentences(exhibit_id, title, caption, ["This case asks no public source."])
    reasons = terms.reasons_of(case.folder)
    columns = {
        "source": "Source",
        "attribution": "Attribution",
        "terms": "Terms",
        "class": "Licence class",
        "rule": "Rule",
        "reason": "Reason for export",
    }
    rows = []
    for one in manifests:
        licence = CLASSES[one.licence]
        reason = reasons.get(one.licence)
        said = f"{reason.reason} ({reason.who}, {join.second(reason.at)})" if reason else ""
        lacking = cell(_LACKING[licence.reason_to_show], mark="not-published")
        why = (said or lacking) if licence.reason_to_hand_on else ""
        stated = f"{one.terms} {one.terms_url}".strip()
        rows.append([one.title, one.attribution, stated, one.licence, licence.rule, why])
    return common.build(
        exhibit_id,
        title,
        caption,
        columns,
        rows,
        provenance="Package data: manifests of the collectors, docs/sources.md. Terms are those "
        "known when the collector was written; read the publisher's page before relying on them.",
        main=("attribution", "terms"),
    )

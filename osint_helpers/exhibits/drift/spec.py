"""The drift of statements as plain JSON: threads of wordings, and the sources that use them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case.strands import OWN
from osint_helpers.case.tables import CHANGES
from osint_helpers.dates import DateInterval
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.figures import Form, need, texts
from osint_helpers.exhibits.tables import common
from osint_helpers.journey.readings import is_distortion

if TYPE_CHECKING:
    from osint_helpers.case import Case

MOST: Final = 9  # wordings one drawing holds: a column of 64 px still holds a figure of money
_FORM: Final[Form] = {"threads": list, "provenance": str}
_THREAD: Final[Form] = {"thread": str, "wordings": list, "sources": list}
_WORDING: Final[Form] = {
    "claim": str, "value": str, "statement": str, "certainty": str, "wrong": bool, "of": list,
    "change": str, "why": str, "against": list, "first": list,
}  # fmt: skip
_SOURCE: Final[Form] = {
    "source": str, "publisher": str, "published": str, "language": str, "kind": str,
    "hands": int, "rests_on": list, "own": bool, "claims": list,
}  # fmt: skip
Json = dict[str, Any]


def build(case: Case, threads: list[str] | None) -> Json:
    """Return the specification; see `exhibits.drift`."""
    rows = common.rows_of(case.versions)
    if not rows:
        raise ExhibitError("the case tells no versions", advice="write versions.csv")
    held = list(dict.fromkeys(str(row["thread"]) for row in rows))
    wanted = held if threads is None else list(dict.fromkeys(threads))
    for thread in wanted:
        if thread not in held:
            raise ExhibitError(f"there is no thread {thread!r}", advice="; ".join(held))
    hands = Hands(case)
    return {
        "threads": [
            _thread(case, one, [row for row in rows if row["thread"] == one], hands)
            for one in wanted
        ],
        "provenance": "Derived: versions.csv says which wording was made from which; claims.csv, "
        "support.csv, sources.csv and origins.csv of the case say the rest.",
    }


class Hands:
    """How many hands facts passed through before a text printed them."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.origins = {row["origin"]: row for row in common.rows_of(case.origins)}

    def of_source(self, source: str) -> int:
        """Return 0 for a text with gathering of its own, else one more than its parents."""
        parents = self.case.source(source)["parents"]
        if OWN in parents:
            return 0
        return 1 + max((self._of_origin(parent, ()) for parent in parents), default=0)

    def _of_origin(self, origin: str, seen: tuple[str, ...]) -> int:
        row = self.origins.get(origin)
        if row is None or row["own_gathering"] == "yes" or origin in seen:
            return 0
        return 1 + max((self._of_origin(o, (*seen, origin)) for o in row["rests_on"]), default=0)

    def name(self, origin: str) -> str:
        """Return the printed name of an origin."""
        return str(self.origins[origin]["name"]) if origin in self.origins else origin


def _thread(case: Case, thread: str, rows: list[Json], hands: Hands) -> Json:
    if len(rows) > MOST:
        raise ExhibitError(
            f"the thread {thread!r} has {len(rows)} wordings, a drawing holds {MOST}",
            advice="split it in versions.csv",
        )
    claims = [str(row["claim"]) for row in rows]
    used: dict[str, list[str]] = {}
    for claim in claims:
        for source in case.sources_of(claim):
            used.setdefault(source, []).append(claim)
    order = {source: n for n, source in enumerate(case.sources["source"])}
    depth = {source: hands.of_source(source) for source in used}
    ranked = sorted(used, key=lambda s: (depth[s], *_last(_published(case, s)), order[s]))
    return {
        "thread": thread,
        "wordings": [_wording(case, row, depth) for row in rows],
        "sources": [_source(case, source, used[source], hands) for source in ranked],
    }


def _published(case: Case, source: str) -> DateInterval:
    row = case.source(source)
    return DateInterval.parse(row["published"], "", row["precision"])


def _last(when: DateInterval) -> tuple[date, date]:
    """Return what texts of one depth are ranked by: the last day each can be of.

    A text dated to a month stands after those of its days; one without a date stands last.
    """
    return (when.latest or date.max, when.earliest or date.min)


def _wording(case: Case, row: Json, depth: dict[str, int]) -> Json:
    """Return a wording; its first sources are those that fewest hands lie behind."""
    claim = case.claim(row["claim"])
    own = case.sources_of(row["claim"])
    least = min((depth[source] for source in own), default=0)
    return {
        "claim": row["claim"],
        "value": common.value_text(claim) or str(claim["statement"]),
        "statement": str(claim["statement"]),
        "certainty": str(claim["certainty"]),
        "wrong": is_distortion(row["claim"]),
        "of": list(row["of"]),
        "change": row["change"],
        "why": row["why"],
        "against": [one for one in case.contradicting(row["claim"]) if not is_distortion(one)],
        "first": [source for source in own if depth[source] == least],
    }


def _source(case: Case, source: str, claims: list[str], hands: Hands) -> Json:
    row = case.source(source)
    return {
        "source": source,
        "publisher": str(row["publisher"]),
        "published": _published(case, source).text(),
        "language": str(row["language"]),
        "kind": str(row["kind"]),
        "hands": hands.of_source(source),
        "rests_on": [hands.name(parent) for parent in row["parents"] if parent != OWN],
        "own": OWN in row["parents"],
        "claims": claims,
    }


def validate(spec: Json) -> None:
    """Check the form of a specification.

    Raises
    ------
    ExhibitError
        Naming the path of the first fault.
    """
    need(spec, _FORM, "spec")
    if not spec["threads"]:
        raise ExhibitError("spec.threads: must not be empty")
    for n, thread in enumerate(spec["threads"]):
        path = f"spec.threads[{n}]"
        need(thread, _THREAD, path)
        if not 1 <= len(thread["wordings"]) <= MOST:
            raise ExhibitError(f"{path}.wordings: 1 to {MOST} are expected")
        seen: list[str] = []
        for m, one in enumerate(thread["wordings"]):
            _wording_form(one, seen, f"{path}.wordings[{m}]")
            seen.append(one["claim"])
        for m, one in enumerate(thread["sources"]):
            here = f"{path}.sources[{m}]"
            need(one, _SOURCE, here)
            texts(one["rests_on"], f"{here}.rests_on")
            texts(one["claims"], f"{here}.claims")
            if not one["claims"] or not set(one["claims"]) <= set(seen) or one["hands"] < 0:
                raise ExhibitError(f"{here}: needs a wording of the thread, and no negative hands")


def _wording_form(one: Json, seen: list[str], path: str) -> None:
    need(one, _WORDING, path)
    for key in ("of", "against", "first"):
        texts(one[key], f"{path}.{key}")
    if one["change"] not in CHANGES:
        raise ExhibitError(f"{path}.change: must be one of {', '.join(CHANGES)}")
    if one["claim"] in seen or not set(one["of"]) <= set(seen):
        raise ExhibitError(f"{path}: stands twice, or before a wording it was made from")

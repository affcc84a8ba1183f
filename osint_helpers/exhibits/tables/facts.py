"""Cited facts by topic, and the chronology."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from osint_helpers import journey
from osint_helpers._near import did_you_mean
from osint_helpers.case.tables import NOT_PUBLISHED
from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell
from osint_helpers.exhibits.tables import common
from osint_helpers.exhibits.tables.register import register
from osint_helpers.exhibits.tables.topics import GROUPS, grouped
from osint_helpers.journey.readings import is_distortion

if TYPE_CHECKING:
    from osint_helpers.case import Case


def records(
    case: Case,
    exhibit_id: str,
    *,
    topic: str | Sequence[str],
    claims: Iterable[str] | None = None,
    title: str = "",
    caption: str = "",
) -> Exhibit:
    """Return the cited facts of one or more topics: what is stated, by whom, how surely.

    Parameters
    ----------
    case, exhibit_id
        An open case and the number of the exhibit.
    topic
        One or several: a group of :data:`.topics.GROUPS` (``shipping``, ``vessels``, ``flights``,
        ``sightings``, ``news``), a leg id, or a topic of ``case.toml``.
    claims
        Only these claims of the topics, if given.
    title, caption
        Words that replace the default ones.

    Notes
    -----
    Every entry has the anchor ``claim-<id>``. Known wrong statements (``d_…``) are left out,
    unless the topic ``distortion`` is asked for;
    they are then marked with what contradicts them.

    Raises
    ------
    ExhibitError
        For a topic without a claim.
    """
    topics = (topic,) if isinstance(topic, str) else tuple(topic)
    wanted = None if claims is None else set(claims)
    rows = [row for row in _chosen(case, topics) if wanted is None or row["claim"] in wanted]
    if not rows:
        raise ExhibitError(
            f"exhibit {exhibit_id!r}: no claim has the topic {', '.join(topics)}",
            advice=_near(topics, [*GROUPS, *sorted(set(case.claims["topic"]))]),
        )
    words = title or "; ".join(_topic_words(case, name) for name in topics)
    return register(case, exhibit_id, rows, title=words, caption=caption)


def _chosen(case: Case, topics: Sequence[str]) -> list[dict[str, Any]]:
    """Return the claims of the topics and groups, in file order, each once."""
    groups = grouped(case) if set(topics) & set(GROUPS) else {}
    names = {row["claim"] for topic in topics for row in groups.get(topic, [])}
    return [
        row
        for row in common.rows_of(case.claims)
        if row["claim"] in names
        or (row["topic"] in topics and ("distortion" in topics or not is_distortion(row["claim"])))
    ]


def _near(topics: Sequence[str], known: Sequence[str]) -> str:
    wrong = next(name for name in topics if name not in known or len(topics) == 1)
    return did_you_mean(wrong, known, f"topics: {', '.join(known)}")


def _topic_words(case: Case, topic: str) -> str:
    if topic in GROUPS:
        return GROUPS[topic]
    if case.has("legs", topic):
        return f"Cited facts: leg {case.leg(topic)['label']}"
    return f"Cited facts: {case.meta.topics.get(topic, topic)}"


def chronology(
    case: Case,
    exhibit_id: str,
    *,
    without: Sequence[str] = (),
    title: str = "Chronology",
    caption: str = "",
) -> Exhibit:
    """Return the dated claims in order of time; known wrong statements never stand here.

    Columns: date, what is stated, place, certainty, contradicted by, reply, evidence.

    Parameters
    ----------
    case, exhibit_id, title, caption
        As in every builder.
    without
        Topics of ``case.toml`` that are no events of the item, such as how an investigation was
        made. The line below the table names them.

    Raises
    ------
    ExhibitError
        For a topic that no claim has.
    """
    unknown = sorted(set(without) - set(case.claims["topic"]))
    if unknown:
        raise ExhibitError(
            f"exhibit {exhibit_id!r}: no claim has the topic {', '.join(unknown)}",
            advice=_near(unknown, sorted(set(case.claims["topic"]))),
        )
    frame = journey.chronology(case)
    columns = {
        "date": "Date",
        "statement": "What is stated",
        "place": "Place",
        "certainty": "Certainty",
        "contradicted": "Contradicted by",
        "reply": "Reply",
        "evidence": "Evidence",
    }
    rows: list[list[Cell | str]] = []
    for row in common.rows_of(frame):
        if row["distortion"] or row["topic"] in without:
            continue
        claim = case.claim(row["claim"])
        rows.append(
            [
                row["when"],
                common.whole_statement(claim),
                common.or_not_published(row["place"]) if row["place"] else "",
                common.words(row["certainty"]),
                common.contradicted_cell(case, row["claim"]),
                common.reply_cell(claim),
                common.claims_cell([row["claim"]]),
            ]
        )
    return common.build(
        exhibit_id,
        title,
        caption,
        columns,
        rows,
        provenance="Derived: journey.chronology of the dated claims. A date is the span a source "
        f"prints; a month is not its first day. A place not given is {NOT_PUBLISHED}."
        + _left_out(case, without),
        main=("statement",),
    )


def _left_out(case: Case, topics: Sequence[str]) -> str:
    if not topics:
        return ""
    words = "; ".join(case.meta.topics.get(topic, topic) for topic in topics)
    return f" Left out, because they are no events of the item: {words}."

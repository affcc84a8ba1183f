"""The same drift as words: HTML for readers, CSV for a spreadsheet."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._cells import rows_csv
from osint_helpers.case.tables import CHANGES
from osint_helpers.exhibits import figures
from osint_helpers.exhibits.drift.drawing import RING, SOUND, WRONG, draw
from osint_helpers.exhibits.drift.layout import NARROW
from osint_helpers.exhibits.svg import Markup, clean, el, group, label

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit

Json = dict[str, Any]

HEAD: Final = (
    "thread", "hands", "source", "publisher", "published", "language", "rests_on", "claim", "value",
    "certainty", "known_wrong", "appears_here", "change", "made_from", "why", "contradicted_by",
)  # fmt: skip
STYLES: Final = (
    figures.STYLES
    + """
.exhibit-drift > figcaption { break-after: avoid; break-inside: avoid; }
.exhibit-drift .figure-scroll { margin-bottom: .6rem; }
.exhibit-drift svg a text { text-decoration: none; }
.drift-narrow { display: none; }
.drift-narrow svg { display: block; width: 100%; height: auto; margin-bottom: 1rem; }
@media screen and (max-width: 40rem) {
  .exhibit-drift .drift-wide { display: none; }
  .drift-narrow { display: block; }
}
"""
)


def svg(exhibit: Exhibit) -> Markup:
    """Return all threads in one drawing."""
    return draw(exhibit.id, exhibit.spec)


def print_html(exhibit: Exhibit) -> str:
    """Return a drawing a thread, so that each fits on a page, then the legend."""
    drawn = "".join(
        f'<div class="figure-print">{draw(f"{exhibit.id}-print", exhibit.spec, n)}</div>'
        for n in range(len(exhibit.spec["threads"]))
    )
    return drawn + _legend(exhibit.spec) + _words(exhibit.spec)


def html(exhibit: Exhibit) -> str:
    """Return a drawing a thread, for wide and for narrow screens, then the same in words."""
    spec = exhibit.spec
    parts = []
    for n, thread in enumerate(spec["threads"]):
        name = escape(clean(f"Exhibit {exhibit.id}: {thread['thread']}"), quote=True)
        parts.append(
            f'<div class="figure-scroll drift-wide" tabindex="0" role="region" '
            f'aria-label="{name} (drawing)">{draw(exhibit.id, spec, n)}</div>'
            f'<div class="drift-narrow">{draw(f"{exhibit.id}-narrow", spec, n, NARROW)}</div>'
        )
    words = escape(clean(f"Exhibit {exhibit.id}: {exhibit.title}"), quote=True)
    parts += [
        _legend(spec),
        _words(spec),
        (
            '<details class="figure-text"><summary>The same as text: every wording, the sources at '
            'which it appears, and what changed</summary><div class="figure-scroll" tabindex="0" '
            f'role="region" aria-label="{words} (as text)">{_table(spec)}</div></details>'
        ),
    ]
    return "".join(parts)


def _marks() -> dict[str, Markup]:
    def disc(ink: str, size: float) -> Markup:
        return el("circle", {"cx": 23, "cy": 10, "r": size, "fill": ink})

    def square(ink: str, size: float) -> Markup:
        return el("rect", {"x": 23 - size, "y": 10 - size, "width": 2 * size, "height": 2 * size,
                           "fill": ink})  # fmt: skip

    one = label(23, 14.2, "1", size=12, bold=True, fill="#ffffff", anchor="middle")
    return {
        "first": group(disc(SOUND, RING), one),
        "has": disc(SOUND, 5),
        "wrong": group(square(WRONG, RING), one),
        "wrong_has": square(WRONG, 4.5),
    }


def _legend(spec: Json) -> str:
    marks = _marks()
    wordings = [one for thread in spec["threads"] for one in thread["wordings"]]
    entries = [(marks["first"], "a wording appears here first on the way of the facts"),
               (marks["has"], "a source that has the wording too")]  # fmt: skip
    if any(one["wrong"] for one in wordings):
        entries += [(marks["wrong"], "a wording known to be wrong or raised appears here"),
                    (marks["wrong_has"], "a source that has it too")]  # fmt: skip
    return figures.legend_html(entries)


def _words(spec: Json) -> str:
    used = {one["change"] for thread in spec["threads"] for one in thread["wordings"]}
    said = [f"{word}: {text}" for word, text in CHANGES.items() if word in used and word != "first"]
    steps = [f"Steps: {'; '.join(said)}."] if said else []
    return figures.words_html([*steps, spec["provenance"]])


def _table(spec: Json) -> str:
    rows = []
    for thread in spec["threads"]:
        names = {one["source"]: one["publisher"] for one in thread["sources"]}
        for n, one in enumerate(thread["wordings"], 1):
            where = "; ".join(names.get(source, source) for source in one["first"])
            wrong = "known to be wrong or raised" if one["wrong"] else "kept"
            refs = [("claim", one["claim"]), *(("claim", other) for other in one["against"])]
            made = ", ".join(one["of"]) or "no other wording"
            cells = (thread["thread"], f"{n} {one['value']}", one["certainty"].replace("_", " "),
                     wrong, where or "no source", one["change"], made, one["why"])  # fmt: skip
            rows.append((cells, refs))
    return figures.table_html(
        ("Statement", "Wording", "Certainty", "Standing", "Appears at", "Step", "Made from",
         "What changed"),
        rows,
    )  # fmt: skip


def csv(exhibit: Exhibit) -> str:
    """Return one row a source and wording."""
    rows: list[list[str]] = [list(HEAD)]
    for thread in exhibit.spec["threads"]:
        wordings = {one["claim"]: one for one in thread["wordings"]}
        for source in thread["sources"]:
            for claim in source["claims"]:
                one = wordings[claim]
                rows.append([
                    thread["thread"], str(source["hands"]), source["source"],
                    source["publisher"], source["published"], source["language"],
                    "; ".join(source["rests_on"]) or "own gathering", claim, one["value"],
                    one["certainty"], "yes" if one["wrong"] else "no",
                    "yes" if source["source"] in one["first"] else "no", one["change"],
                    "; ".join(one["of"]), one["why"], "; ".join(one["against"]),
                ])  # fmt: skip
    return rows_csv(rows)

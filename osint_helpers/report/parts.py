"""The parts of the page the template prints: cover, contents, sections, annex, data, scripts."""

from __future__ import annotations

import hashlib
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any, Final

from osint_helpers.errors import ReportError
from osint_helpers.exhibits.canonical import script_json
from osint_helpers.report.body import Section, sections
from osint_helpers.report.cover import TEXTS
from osint_helpers.report.held import missing
from osint_helpers.report.links import content_policy, script_element
from osint_helpers.report.reading import pieces
from osint_helpers.report.sections import ANNEX, ANNEXES, not_in_edition

_TEMPLATE: Final = files(__package__).joinpath("template")


@cache
def asset(name: str) -> str:
    """Return a file of the template folder, with line feeds only."""
    return _TEMPLATE.joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")


def page_parts(node: Any, notebook_sha256: str) -> dict[str, Any]:  # noqa: ANN401
    """Return what the template prints. Strings named ``…_html`` are markup, all others text.

    Parameters
    ----------
    node
        Notebook node as ``build_notebook`` made it.
    notebook_sha256
        Digest of the notebook file, 64 hexadecimal digits.

    Raises
    ------
    ReportError
        If the notebook was not made by ``build_notebook``, or a section or exhibit is refused.
    """
    meta = node.metadata.get("osint_report")
    if not meta:
        raise ReportError(
            "the notebook does not say what stands on its cover",
            advice="make it with report.build_notebook",
        )
    found = sections(pieces(node))
    numbers = [section.number for section in found[1:]]
    kinds = _kinds(found)
    scripts = list(dict.fromkeys(code for kind in kinds for code in kind.scripts()))
    scripts.append(asset("report.js"))
    return {
        **{name: str(meta.get(name, "")) for name in TEXTS},
        "cover": [(str(label), str(value)) for label, value in meta.get("cover", [])],
        "versions": [(str(name), str(value)) for name, value in meta.get("versions", [])],
        "made_from": str(meta.get("made_from") or "one case folder"),
        "made_of": str(meta.get("made_of") or "case"),
        "notebook_sha256": notebook_sha256,
        "annex": ANNEX,
        "absent": not_in_edition(numbers, missing(one for s in found for one in s.exhibits)),
        "front_html": "".join(found[0].parts),
        "sections": [_section(section) for section in found[1:] if section.number not in ANNEXES],
        "annexes": [_section(section) for section in found if section.number in ANNEXES],
        "policy": content_policy(scripts),
        "css_html": "\n".join([*_styles(kinds), asset("counsel.css")]),
        "data_html": _data(found),
        "scripts_html": "".join(script_element(code) for code in scripts),
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "anchor": section.anchor,
        "heading": section.heading,
        "html": "".join(section.parts),
        "exhibits": [(f"exhibit-{one.id}", one.id, one.title) for one in section.exhibits],
    }


def _kinds(found: list[Section]) -> list[Any]:
    from osint_helpers.exhibits.kinds import kind

    names = sorted({one.kind for section in found for one in section.exhibits})
    return [kind(name) for name in names]


def _styles(kinds: list[Any]) -> list[str]:
    from osint_helpers.exhibits.frame import STYLES

    styles = list(dict.fromkeys(text for text in (STYLES, *(k.styles() for k in kinds)) if text))
    for text in styles:
        if "</" in text or "@import" in text:
            raise ReportError("a style sheet of an exhibit holds markup or loads another")
    return styles


def _data(found: list[Section]) -> str:
    """Return the data elements of the page: each once, whatever number of exhibits share it."""
    from osint_helpers.exhibits.kinds import kind

    made: dict[str, tuple[str, str]] = {}
    for section in found:
        for one in section.exhibits:
            for name, data in kind(one.kind).page_data(one):
                text = script_json(data)
                digest = hashlib.sha256(text.encode()).hexdigest()
                if made.setdefault(name, (digest, text))[0] != digest:
                    raise ReportError(f"exhibit {one.id}: another exhibit has other data {name!r}")
    return "".join(
        f'<script type="application/json" id="{escape(name)}">{text}</script>'
        for name, (_, text) in made.items()
    )

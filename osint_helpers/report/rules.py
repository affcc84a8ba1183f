"""The guard: what strict nbval lets through, and what a reader of evidence must not meet.

nbval passes a notebook whose outputs were stripped, a changed PNG, reordered streams and any
markdown. Each rule here closes one such gap; the reasons are measured in ``docs/report.md``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from osint_helpers.errors import OsintError, ReportError
from osint_helpers.exhibits.exhibit import MIME, Exhibit, from_json
from osint_helpers.report.notebook import read_script
from osint_helpers.report.reading import read_notebook

# Twice each exhibit, as data and as HTML; the page made of it has its own limit of 1.5 MB.
MAX_BYTES: Final = 2_000_000
_RANDOM_ID: Final = re.compile(
    r"\b[a-z][a-z_]*_[0-9a-f]{32}\b|\b0x[0-9a-f]{8,16}\b"
    r"|\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b"
)
_MACHINE: Final = re.compile(
    r"(?<![\w/.:-])/(?:home|Users|root|tmp|var|opt)/[\w.]|\b[A-Z]:\\\\[\w]"
)
_LOADS: Final = re.compile(
    r"(?:<|&lt;)(?:script|img|iframe|link|video|audio|object|embed|source|image)\b[^>]{0,300}?"
    r"(?:src|href|data)=(?:\\?[\"']|&quot;|&#x27;)?(?:https?:)?//|@import\b|url\(\s*[\"']?(?:https?:)?//",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"https?://[^\s\"'<>\\]+")
_TEXT_KINDS: Final = ("table", "prose")  # all they draw is escaped text of the case
_SKIPS: Final = re.compile(r"^\s*#\s*(?:NBVAL_(?:SKIP|IGNORE_OUTPUT)|PYTEST_VALIDATE_IGNORE)", re.M)
_SKIP_TAGS: Final = frozenset({"nbval-skip", "nbval-ignore-output"})
_WIDGET: Final = "application/vnd.jupyter.widget-view+json"
# In prose, "Exhibit C-1" names an exhibit of this report; "Exhibit 4 to the complaint" does not.
CITED: Final = re.compile(r"\bExhibits?\s+([A-Z]-[0-9A-Za-z]+(?:\.[0-9A-Za-z]+)*)")
_SECTION: Final = re.compile(r"\bsections?\s+[0-9]{1,2}\b", re.IGNORECASE)
_FENCE: Final = re.compile(r"^```.*?^```[^\n]*$", re.M | re.S)


def guard(notebook: str | Path) -> list[str]:
    """Return what is wrong with an executed notebook, one line a fault; empty when nothing is.

    Checked are: execution counts exactly 1 to n; no error, warning text, widget, random id,
    machine path or network load in an output; pictures only inside exhibits; exclusions from
    nbval only with a written reason (cell metadata ``nbval-reason``); digests match; exhibit
    numbers unique; exhibits cited in prose exist; no figures in markdown outside headings
    (numbers stand in exhibits, where they are computed); the paired script says the same; size.

    Parameters
    ----------
    notebook
        The ``.ipynb``. Its script is the ``.py`` of the same name beside it.

    Raises
    ------
    ReportError
        If the file is not a notebook at all.
    """
    path = Path(notebook)
    node = read_notebook(path)
    faults: list[str] = []
    if path.stat().st_size > MAX_BYTES:
        faults.append(f"the file has {path.stat().st_size} bytes, more than {MAX_BYTES}")
    faults += _counts(node)
    for number, cell in enumerate(node.cells, start=1):
        if cell.cell_type == "code":
            faults += [f"cell {number}: {fault}" for fault in _code(cell)]
        elif cell.cell_type == "markdown":
            faults += [f"cell {number}: {fault}" for fault in _markdown(cell.source)]
        else:
            faults.append(f"cell {number}: a {cell.cell_type} cell is neither prose nor evidence")
    faults += _exhibits(node)
    faults += _paired(node, path.with_suffix(".py"))
    return faults


def _counts(node: Any) -> Iterator[str]:  # noqa: ANN401  (nbformat is untyped)
    code = [cell for cell in node.cells if cell.cell_type == "code" and cell.source.strip()]
    counts = [cell.execution_count for cell in code]
    if counts != list(range(1, len(code) + 1)):
        shown = ", ".join(map(str, counts[:6]))
        yield f"execution counts are {shown}…: stripped, or not run once from top to bottom"


def _code(cell: Any) -> Iterator[str]:  # noqa: ANN401
    excluded = _SKIPS.search(cell.source) or _SKIP_TAGS & set(cell.metadata.get("tags", []))
    if excluded and not str(cell.metadata.get("nbval-reason", "")).strip():
        yield "excluded from comparison without a written reason"
    for output in cell.outputs:
        yield from _output(output)


def _output(output: Any) -> Iterator[str]:  # noqa: ANN401
    if output.output_type == "error":
        yield "an error is kept in the outputs"
    if output.get("name") == "stderr":
        yield "text on stderr is kept in the outputs"
    data = output.get("data", {})
    if MIME not in data:
        for mime in sorted(data):
            if mime in ("image/png", "image/jpeg"):
                yield f"{mime} without an exhibit digest (nbval never compares it)"
            elif mime == _WIDGET:
                yield "a widget: nothing of it is left in a report"
    text = json.dumps(output, ensure_ascii=False)
    for what, pattern, where in (
        ("a random id", _RANDOM_ID, _ADDRESS.sub("", text)),  # an address may well hold one
        ("a path of this machine", _MACHINE, text),
        ("something loaded from the network", _LOADS, _markup(data, text)),
    ):
        found = pattern.search(where)
        if found:
            yield f"{what} in an output: {found[0][:60]!r}"


def _markup(data: Any, text: str) -> str:  # noqa: ANN401
    """Return what of an output a browser takes as markup.

    In a table or in prose an escaped ``<img src=…`` is text, such as the title of a hostile page;
    in a drawing it can be the page of a frame.
    """
    private = data.get(MIME)
    if isinstance(private, dict) and private.get("kind") in _TEXT_KINDS:
        return str(data.get("text/html", "")).replace("&lt;", "")
    return text


def _markdown(source: str) -> Iterator[str]:
    bare = _FENCE.sub("", source)
    bare = re.sub(r"^\s{0,3}#{1,6}\s.*$", "", bare, flags=re.M)
    bare = re.sub(r"\]\([^)\s]*\)", "]", bare)  # addresses of links
    bare = re.sub(r"^\s*\d+\.\s", "", bare, flags=re.M)  # numbers of a list
    bare = _SECTION.sub("", CITED.sub("", bare))
    for line in bare.splitlines():
        found = re.search(r"\S*\d\S*", line)
        if found:
            yield f"the figure {found[0]!r} stands in markdown; say it in a prose exhibit"


def _exhibits(node: Any) -> Iterator[str]:  # noqa: ANN401
    found: dict[str, Exhibit] = {}
    for number, cell in enumerate(node.cells, start=1):
        for output in cell.get("outputs", []):
            private = output.get("data", {}).get(MIME)
            if private is None:
                continue
            try:
                exhibit = from_json(private)
            except OsintError as error:
                yield f"cell {number}: {error.what}"
                continue
            if exhibit.id in found:
                yield f"cell {number}: exhibit {exhibit.id} is shown twice"
            found[exhibit.id] = exhibit
    yield from _cited(node, found)


def _cited(node: Any, found: dict[str, Exhibit]) -> Iterator[str]:  # noqa: ANN401
    for number, cell in enumerate(node.cells, start=1):
        if cell.cell_type == "markdown":
            for name in CITED.findall(cell.source):
                if name not in found:
                    yield f"cell {number}: exhibit {name} is cited and not shown"
    for exhibit in found.values():
        for name in sorted(set(_cited_in(exhibit))):
            if name not in found:
                yield f"exhibit {exhibit.id}: exhibit {name} is cited and not shown"


def _cited_in(exhibit: Exhibit) -> Iterator[str]:
    """Yield the exhibits the text and the references of an exhibit name."""
    yield from CITED.findall(exhibit.caption)
    if exhibit.kind != "prose":
        return
    for block in exhibit.spec["blocks"]:
        for run in block["runs"]:
            yield from CITED.findall(run["text"])
            yield from (key for kind, key in run.get("refs", []) if kind == "exhibit")


def _paired(node: Any, script: Path) -> Iterator[str]:  # noqa: ANN401
    try:
        source = read_script(script)
    except ReportError as error:
        yield f"the paired script: {error.what}"
        return
    if dict(source.metadata.get("osint", {})) != dict(node.metadata.get("osint", {})):
        yield f"the header of {script.name} names another case than the notebook"
    ours = [(cell.cell_type, cell.source) for cell in node.cells]
    theirs = [(cell.cell_type, cell.source) for cell in source.cells]
    for number, (one, other) in enumerate(zip(ours, theirs, strict=False), start=1):
        if one != other:
            yield f"cell {number}: {script.name} says something else; build the notebook again"
            return
    if len(ours) != len(theirs):
        yield f"{script.name} has {len(theirs)} cells, the notebook {len(ours)}"

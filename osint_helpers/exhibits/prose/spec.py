"""The form of a prose specification."""

from __future__ import annotations

from typing import Any, Final

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.table.spec import check_ref

BLOCKS: Final = ("p", "li", "h3", "quote")


def validate(spec: dict[str, Any]) -> None:
    """Refuse a specification that is not prose: blocks of runs.

    Raises
    ------
    ExhibitError
        Naming the path, such as ``spec.blocks[3].runs[0].refs[1]``.
    """
    if sorted(spec) != ["blocks"] or not isinstance(spec["blocks"], list):
        raise ExhibitError("spec: prose has a list of blocks")
    for n, block in enumerate(spec["blocks"]):
        path = f"spec.blocks[{n}]"
        if not isinstance(block, dict) or sorted(block) != ["kind", "runs"]:
            raise ExhibitError(f"{path}: a block has kind and runs")
        if block["kind"] not in BLOCKS:
            raise ExhibitError(f"{path}.kind: {block['kind']!r} is not one of {', '.join(BLOCKS)}")
        if not isinstance(block["runs"], list) or not block["runs"]:
            raise ExhibitError(f"{path}.runs: at least one run is expected")
        for m, run in enumerate(block["runs"]):
            _run(run, f"{path}.runs[{m}]")


def _run(run: object, path: str) -> None:
    if not isinstance(run, dict) or not {"text"} <= set(run) <= {"text", "refs", "strong"}:
        raise ExhibitError(f"{path}: a run has text and perhaps refs and strong")
    if not isinstance(run["text"], str):
        raise ExhibitError(f"{path}.text: text is expected")
    if "strong" in run and run["strong"] is not True:
        raise ExhibitError(f"{path}.strong: true or absent")
    refs = run.get("refs", [])
    if not isinstance(refs, list):
        raise ExhibitError(f"{path}.refs: a list is expected")
    for n, ref in enumerate(refs):
        check_ref(ref, f"{path}.refs[{n}]")

"""A notebook put together from texts and exhibits that are at hand, without a kernel."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from osint_helpers.report.cover import versions
from osint_helpers.report.notebook import KERNEL

if TYPE_CHECKING:
    from osint_helpers.exhibits.exhibit import Exhibit


def assemble(cells: Iterable[str | Exhibit], cover: Mapping[str, Any]) -> bytes:
    """Return the bytes of a notebook that shows these cells; the same cells give the same bytes.

    Parameters
    ----------
    cells
        Markdown texts and exhibits, in order; the headings are those of the register of sections.
    cover
        ``title, label, question, caution, method`` (text), ``cover`` (pairs of texts), and
        ``made_from``, ``made_of``: what the notebook was made from, in words.
    """
    from osint_helpers.report.loading import nbformat as load_nbformat

    nbformat = load_nbformat()
    made = []
    for number, one in enumerate(cells):
        source = one if isinstance(one, str) else f"# exhibit {one.id}"
        name = f"{number:03d}-{hashlib.sha256(source.encode()).hexdigest()[:8]}"
        if isinstance(one, str):
            cell = nbformat.v4.new_markdown_cell(one, id=name)
        else:
            shown = nbformat.v4.new_output("display_data", one._repr_mimebundle_())
            cell = nbformat.v4.new_code_cell(source, id=name, outputs=[shown], execution_count=None)
        made.append(cell)
    node = nbformat.v4.new_notebook(cells=made)
    node.metadata = nbformat.from_dict(
        {
            "kernelspec": KERNEL,
            "language_info": {"name": "python"},
            "osint_report": {**dict(cover), "versions": versions()},
        }
    )
    nbformat.validate(node)
    return (str(nbformat.writes(node)).rstrip("\n") + "\n").encode()

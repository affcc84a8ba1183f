"""Vessel manifests of US customs, as files: who shipped what to whom, as the carrier said it."""

from __future__ import annotations

from osint_helpers.collect.shipping.us_manifests.about import (
    BILLS,
    COLUMNS,
    CONTAINERS,
    GOODS,
    MANIFEST,
    TABLES,
)
from osint_helpers.collect.shipping.us_manifests.calls import bills, containers, goods

__all__ = [
    "BILLS", "COLUMNS", "CONTAINERS", "GOODS", "MANIFEST", "TABLES", "bills", "containers", "goods",
]  # fmt: skip

"""Engines: an Ibis expression over named tables goes in, an Arrow table comes out."""

from __future__ import annotations

"""Exports: the captures of a case in formats other tools read. Never inputs to anything.

The case folder stays the master (docs/archive-formats.md). Nothing here reads the clock or the
network, and the same case gives the same bytes.
"""

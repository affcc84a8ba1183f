"""Satellite scenes: one module a source."""

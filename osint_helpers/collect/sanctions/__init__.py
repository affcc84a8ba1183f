"""Sanctions lists as published, each read to one shape: one module a list."""

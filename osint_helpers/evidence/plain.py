"""Text from outside, made harmless for a line; it lives on the ground, every room writes lines."""

from osint_helpers._plain import plain

__all__ = ["plain"]

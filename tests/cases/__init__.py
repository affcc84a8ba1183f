"""Tests of the real cases."""

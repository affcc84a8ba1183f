"""Tests of the grid of days."""

"""Freed blocks stay with the process where the C library can be told so."""

from __future__ import annotations

import ctypes
import sys

import pytest

from osint_helpers.collect.vessels.ais import memory


@pytest.fixture(autouse=True)
def _anew():
    memory.keep_freed_blocks.cache_clear()
    yield
    memory.keep_freed_blocks.cache_clear()


def test_another_system_is_left_alone(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert memory.keep_freed_blocks() is False


def test_another_c_library_is_left_alone(monkeypatch):
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    assert memory.keep_freed_blocks() is False


def test_both_limits_are_set_and_a_refusal_is_said(monkeypatch):
    told = []

    class Library:
        @staticmethod
        def mallopt(which, value):
            told.append((which, value))
            return 1 if which == -3 else 0

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda _: Library)
    assert memory.keep_freed_blocks() is False
    assert told == [(-3, 32 << 20), (-1, 256 << 20)]

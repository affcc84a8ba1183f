"""Locks are files of the case itself."""

from __future__ import annotations

import pytest

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence import locking


def test_a_link_under_the_name_of_the_lock_is_refused_and_nothing_is_made_elsewhere(tmp_path):
    log = tmp_path / "case" / "log"
    log.mkdir(parents=True)
    (log / locking.FILE).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(EvidenceError, match="the lock is a link"), locking.exclusive(log.parent):
        pass
    with pytest.raises(EvidenceError, match="the lock is a link"):
        locking.hold(log / locking.FILE)
    assert not (tmp_path / "elsewhere").exists()


def test_the_lock_is_made_where_it_is_absent(tmp_path):
    (tmp_path / "log").mkdir()
    with locking.exclusive(tmp_path):
        assert (tmp_path / "log" / locking.FILE).is_file()

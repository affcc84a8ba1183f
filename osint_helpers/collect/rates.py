"""How often each host is asked: a table on disk, so that a restarted notebook keeps to it."""

from __future__ import annotations

import json
import math
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from osint_helpers._card import Carded
from osint_helpers.errors import CollectError
from osint_helpers.evidence import locking

VARIABLE: Final = "OSINT_STATE"
_PLAIN: Final = re.compile(r"[^a-z0-9.-]+")
_FILE: Final = 4096  # bytes of a file of the table; it has under one hundred
_LONGEST: Final = 3600.0  # seconds a host may be held


def state_folder() -> Path:
    """Return the folder of the rate table: ``OSINT_STATE``, else the state folder of the user."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    home = os.environ.get("XDG_STATE_HOME")
    return (Path(home) if home else Path.home() / ".local" / "state") / "osint-helpers"


def host_of(url: str) -> str:
    """Return host and port of an address, without a login."""
    split = urlsplit(url)
    return f"{split.hostname or ''}:{split.port}" if split.port else split.hostname or ""


class Rates(Carded):
    """Turns at the hosts, shared by all processes of one user.

    Parameters
    ----------
    folder
        Where the table lies; made when absent.
    now, sleep
        The clock, for tests.
    """

    def __init__(
        self,
        folder: Path,
        *,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._folder, self._now, self._sleep = folder, now, sleep

    def turn(self, host: str, interval: float, *, within: float) -> float:
        """Wait for the next turn at a host; return the seconds waited.

        Parameters
        ----------
        host
            Host and port.
        interval
            Seconds between two calls.
        within
            Seconds there are.

        Raises
        ------
        TimeoutError
            When the turn would come later; it is not taken.
        CollectError
            When the table cannot be written.
        """
        at = self._reserve(host, interval, within)
        wait = max(0.0, at - self._now())
        if wait:
            self._sleep(wait)
        return wait

    def hold(self, host: str, seconds: float) -> None:
        """Let nobody ask a host for some seconds: it said so with ``Retry-After``."""
        with self._locked(host) as path:
            now = self._now()
            _write(path, max(_read(path, now), now + min(max(0.0, seconds), _LONGEST)), now)

    def _reserve(self, host: str, interval: float, within: float) -> float:
        with self._locked(host) as path:
            now = self._now()
            at = max(now, _read(path, now))
            if at - now > within:
                raise TimeoutError
            _write(path, at + interval, now)
            return at

    @contextmanager
    def _locked(self, host: str) -> Iterator[Path]:
        path = self._folder / f"{_PLAIN.sub('-', host.lower())[:200]}.json"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle = locking.wait_for(path.with_suffix(".lock"))
            try:
                yield path
            finally:
                locking.release(handle)
        except TimeoutError:  # the turn comes too late: an OSError only by its family
            raise
        except OSError as error:
            raise CollectError(
                f"the table of turns at the hosts cannot be written: {error.strerror}",
                file=self._folder, advice=f"set {VARIABLE} to a folder you may write to",
            ) from error  # fmt: skip


def _read(path: Path, now: float) -> float:
    """Return when the host may be asked next; a broken file counts as none.

    The file says when it was written, too: a clock that was set back since then makes nobody wait
    longer than was meant at that time.
    """
    try:
        value = json.loads(locking.look(path, _FILE))
        at, written = float(value["next"]), float(value["written"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return 0.0
    if not (math.isfinite(at) and math.isfinite(written)):
        return 0.0
    return min(at, now + max(0.0, at - written), now + _LONGEST)


def _write(path: Path, at: float, now: float) -> None:
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)  # what a stopped process left; or a link, planted to be followed
    with part.open("x", encoding="utf-8") as file:
        json.dump({"next": round(at, 3), "written": round(now, 3)}, file)
    part.replace(path)

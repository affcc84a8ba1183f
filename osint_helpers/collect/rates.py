"""How often each host is asked: a table on disk, so that a restarted notebook keeps to it."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from osint_helpers.evidence import locking

VARIABLE: Final = "OSINT_STATE"
_PLAIN: Final = re.compile(r"[^a-z0-9.-]+")
_LONGEST: Final = 3600.0  # a clock that was set back must not stop the work for days


def state_folder() -> Path:
    """Return the folder of the rate table: ``OSINT_STATE``, else the state folder of the user."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    home = os.environ.get("XDG_STATE_HOME")
    return (Path(home) if home else Path.home() / ".local" / "state") / "osint-helpers"


class Rates:
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
        """
        at = self._reserve(host, interval, within)
        wait = max(0.0, at - self._now())
        if wait:
            self._sleep(wait)
        return wait

    def hold(self, host: str, seconds: float) -> None:
        """Let nobody ask a host for some seconds: it said so with ``Retry-After``."""
        with _locked(self._folder, host) as path:
            _write(path, max(_read(path), self._now() + min(seconds, _LONGEST)))

    def _reserve(self, host: str, interval: float, within: float) -> float:
        with _locked(self._folder, host) as path:
            now = self._now()
            at = max(now, min(_read(path), now + _LONGEST))
            if at - now > within:
                raise TimeoutError
            _write(path, at + interval)
            return at


class _locked:  # noqa: N801  (used as a verb)
    def __init__(self, folder: Path, host: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"{_PLAIN.sub('-', host.lower())}.json"
        self._handle = -1

    def __enter__(self) -> Path:
        self._handle = locking.wait_for(self._path.with_suffix(".lock"))
        return self._path

    def __exit__(self, *_: object) -> None:
        os.close(self._handle)


def _read(path: Path) -> float:
    """Return when the host may be asked next; a broken file counts as none."""
    try:
        value = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return 0.0
    return float(value) if isinstance(value, int | float) else 0.0


def _write(path: Path, at: float) -> None:
    part = path.with_suffix(".part")
    part.write_text(json.dumps(round(at, 3)), "utf-8")
    part.replace(path)

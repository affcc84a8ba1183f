"""What a page loads besides itself: each address once, through the guarded fetcher, all kept."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from osint_helpers.errors import CaptureRefusedError, EvidenceError
from osint_helpers.evidence import hashing, layout
from osint_helpers.evidence.net.settings import Settings
from osint_helpers.evidence.redacting import safe
from osint_helpers.evidence.render import answer
from osint_helpers.evidence.render.kept import Resource
from osint_helpers.evidence.render.options import Limits

Fetch = Callable[[str, Path, Settings], dict[str, Any]]

AT_ONCE: Final = 6
LISTED: Final = 1000  # requests named in the list; further ones are only counted
_HEADERS: Final = 64 << 10  # what an answer may need on the wire besides its body
_WHOLE: Final = ("ok", "http-status", "login-wall", "challenge-page")


class Resources:
    """The resources of one page.

    Parameters
    ----------
    folder
        An empty folder to work in.
    settings
        As for a capture. Own headers and secrets are left out: they were meant for one host, not
        for whatever host a page names.
    limits
        Time, number and bytes.
    fetch
        `net.fetching.fetch`.
    """

    def __init__(self, folder: Path, settings: Settings, limits: Limits, fetch: Fetch) -> None:
        self._folder, self._limits, self._fetch = folder, limits, fetch
        self._settings = replace(settings, headers={}, secrets={})
        self._secrets = (*settings.secrets.values(), *settings.headers.values())
        self._end = time.monotonic() + limits.seconds
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._tasks: dict[str, asyncio.Task[Resource]] = {}
        self._blocked: dict[tuple[str, str, str], Resource] = {}
        self._bytes = 0
        self.unlisted = 0
        self.limits_reached: set[str] = set()

    @property
    def left(self) -> float:
        """Seconds of loading that are left."""
        return self._end - time.monotonic()

    @property
    def waiting(self) -> int:
        """How many answers are still awaited."""
        return sum(not task.done() for task in self._tasks.values())

    @property
    def all(self) -> list[Resource]:
        """Return loaded and blocked resources, each address in the order it was first asked."""
        done = [task.result() for task in self._tasks.values() if _has_result(task)]
        return [*done, *self._blocked.values()]

    def block(self, url: str, kind: str, reason: str) -> None:
        """Note a request that nobody is asked for."""
        key = (url, kind, reason)
        if key in self._blocked:
            self._blocked[key].requests += 1
        elif len(self._blocked) < LISTED:
            self._blocked[key] = Resource(self._shown(url), kind, reason=reason)
        else:
            self.unlisted += 1

    async def get(self, url: str, kind: str) -> Resource | None:
        """Return what an address holds; None when a limit stands against asking."""
        address = url.partition("#")[0]
        if address in self._tasks:
            known = await asyncio.shield(self._tasks[address])
            known.requests += 1
            return known
        limit = self._limit()
        if limit:
            self.limits_reached.add(limit)
            self.block(url, kind, limit)
            return None
        task = asyncio.create_task(self._load(address, kind, len(self._tasks)))
        self._tasks[address] = task
        return await asyncio.shield(task)

    async def settle(self) -> None:
        """Wait for what is under way: no thread may write into a folder that is given up.

        Raises
        ------
        OSError
            When the disk did not take a resource.
        """
        ends = await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        for end in ends:
            if isinstance(end, BaseException):
                raise end

    def _shown(self, url: str) -> str:
        return safe(url, self._settings.secrets, self._secrets)

    def _limit(self) -> str:
        if len(self._tasks) >= self._limits.resources:
            return "count limit"
        if self._bytes >= self._limits.all_bytes:
            return "byte limit"
        return "time limit" if self.left <= 0 else ""

    async def _load(self, url: str, kind: str, number: int) -> Resource:
        async with self._turns:
            resource = Resource(self._shown(url), kind)
            seconds = min(self._settings.seconds, self.left)
            room = self._limits.all_bytes - self._bytes
            if seconds <= 0 or room <= 0:
                resource.reason = "time limit" if seconds <= 0 else "byte limit"
                self.limits_reached.add(resource.reason)
                return resource
            most = min(self._limits.each_bytes, room)
            wire = min(self._settings.max_wire, most + _HEADERS)
            settings = replace(self._settings, seconds=seconds, max_body=most, max_wire=wire)
            folder = self._folder / f"{number:04d}"
            folder.mkdir()
            try:
                part = await asyncio.to_thread(self._fetch, url, folder, settings)
            except CaptureRefusedError as error:
                resource.reason = error.code
                return resource
            except EvidenceError as error:
                resource.reason = error.what
                return resource
            self._take(resource, part, folder)
            return resource

    def _take(self, resource: Resource, part: dict[str, Any], folder: Path) -> None:
        """Fill in what the fetcher says; the browser is given whole bodies only."""
        resource.outcome, resource.reason = str(part["outcome"]), str(part["reason"])
        resource.status = part["status"]
        wire = folder / layout.WIRE
        if wire.is_file():
            resource.wire = wire
            resource.headers = answer.headers(wire)
        if resource.outcome == "timeout" and self.left <= 0:
            self.limits_reached.add("time limit")
        if resource.outcome == "too-large":
            self.limits_reached.add("byte limit")
        if resource.outcome not in _WHOLE or not part["complete"]:
            return
        body = part["body"]
        data = b"" if body is None else (folder / str(body)).read_bytes()
        if self._bytes + len(data) > self._limits.all_bytes:
            resource.reason = "byte limit"
            self.limits_reached.add("byte limit")
            return
        self._bytes += len(data)
        resource.data, resource.sha256 = data, hashing.of_bytes(data)


def _has_result(task: asyncio.Task[Resource]) -> bool:
    return task.done() and not task.cancelled() and task.exception() is None

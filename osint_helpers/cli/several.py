"""``osint run`` for several cases: side by side, each in a fresh process."""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import re
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Final

from osint_helpers.cli import output
from osint_helpers.errors import OsintError

_SCRIPT: Final = re.compile(r"(\d\d)-(?P<case>.+)\.py")
_SPARK: Final = re.compile(r"^#\s+needs:\s*spark\s*$", re.M)


def cases_with_notebooks(folder: Path) -> list[str]:
    """Return the cases that have a notebook script ``NN-<case>.py``, in the order of numbers.

    Raises
    ------
    OsintError
        When there is none.
    """
    found = [(path, _SCRIPT.fullmatch(path.name)) for path in sorted(folder.glob("*.py"))]
    names = [match["case"] for _, match in found if match]
    if not names:
        raise OsintError(
            "holds no notebook script NN-<case>.py",
            file=folder,
            advice="run the command where the folder notebooks/ is, or say --notebooks",
        )
    return names


def run_several(names: list[str], notebooks: Path, build: Path, jobs: int | None) -> int:
    """Run every case, `jobs` at a time; print what each printed, whole, as it ends.

    Parameters
    ----------
    names
        Of cases. The largest notebook begins first: so no processor waits for it at the end.
    notebooks, build
        As of ``osint run``.
    jobs
        Cases at a time; None: as many as processors this process may use.

    Returns
    -------
    int
        0 when every case was regenerated; else the largest exit code of any.
    """
    runnable, left_out = _runnable(list(dict.fromkeys(names)), notebooks)
    for name, why in left_out:
        output.line(f"left out   {name}: {why}")
    largest_first = sorted(runnable, key=lambda name: -_bytes(notebooks, name))
    codes: dict[str, int] = {}
    with _pool(max(1, min(jobs or _processors(), len(runnable) or 1))) as pool:
        asked = {pool.submit(run_one, name, notebooks, build): name for name in largest_first}
        try:
            for done in _bar(asked):
                codes[asked[done]], text = done.result()
                output.line(f"== {asked[done]} ({len(codes)} of {len(asked)})\n{text.rstrip()}")
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            raise
    failed = [name for name in runnable if codes[name]]
    counts = f"{len(codes) - len(failed)} of {len(names)} cases regenerated"
    told = [f"failed: {', '.join(failed)}"] * bool(failed)
    told += [f"left out: {', '.join(name for name, _ in left_out)}"] * bool(left_out)
    output.line("; ".join([counts, *told]))
    return max(codes.values(), default=0)


def run_one(name: str, notebooks: Path, build: Path) -> tuple[int, str]:
    """Run one case in this process; return its exit code and everything it printed."""
    from osint_helpers.cli import main

    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main(["run", name, "--notebooks", str(notebooks), "--build", str(build)])
    return code, said.getvalue()


def _runnable(names: list[str], notebooks: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """Part the cases this machine can regenerate from those it cannot, with the reason."""
    runnable, left_out = [], []
    for name in names:
        scripts = sorted(notebooks.glob(f"[0-9][0-9]-{name}.py"))
        needs = bool(scripts) and _SPARK.search(scripts[0].read_text("utf8")) is not None
        if needs and not _has_spark():
            left_out.append((name, "its notebook needs Spark (docs/tracks.md says how)"))
        else:
            runnable.append(name)
    return runnable, left_out


def _has_spark() -> bool:
    import importlib.util
    import shutil

    java = bool(os.environ.get("JAVA_HOME")) or shutil.which("java") is not None
    return java and importlib.util.find_spec("pyspark") is not None


def _bytes(notebooks: Path, name: str) -> int:
    found = sorted(notebooks.glob(f"[0-9][0-9]-{name}.ipynb"))
    return found[0].stat().st_size if found else 0


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Return workers that each do one case: nothing of one case is there for the next."""
    forks = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if forks else "spawn")
    if forks:
        context.set_forkserver_preload(["osint_helpers.cli.warmed"])
    return ProcessPoolExecutor(jobs, mp_context=context, max_tasks_per_child=1)


def _bar(asked: dict[Future[tuple[int, str]], str]) -> Iterator[Future[tuple[int, str]]]:
    from tqdm import tqdm

    done = as_completed(asked)
    # disable=None: a bar on a terminal, silence in a pipe or a log
    yield from tqdm(done, total=len(asked), unit="case", disable=None, leave=False, file=sys.stderr)

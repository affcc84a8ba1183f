"""A jupytext percent script becomes an executed notebook whose bytes do not vary.

What makes two runs differ is taken away at the source: cell ids come from position and text,
nothing records a time, the metadata of the kernel is reduced, the analyst's own IPython
start-up files and time zone stay outside, and streams are stored as one piece.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from osint_helpers.errors import OsintError, ReportError
from osint_helpers.report.atomic import write_bytes
from osint_helpers.report.cover import report_metadata

PAIRING: Final = {"formats": "ipynb,py:percent", "notebook_metadata_filter": "osint"}
KERNEL: Final = {"display_name": "Python 3", "language": "python", "name": "python3"}
CELLS: Final = "osint_cells"  # key of the metadata: how many cells the build made
CELL_SECONDS: Final = 300
_PACKAGE_PARENT: Final = Path(__file__).resolve().parents[2]


def build_notebook(
    script: str | Path, notebook: str | Path, *, beside: Callable[[], None] | None = None
) -> Path:
    """Execute a percent script and write the notebook, the same bytes every time.

    Parameters
    ----------
    script
        ``.py`` file in jupytext's percent format. The ``osint`` mapping of its header names the
        case (``case: maybach-2018``), or carries ``title``, ``label``, ``question`` and ``cover``
        (a list of pairs) itself.
    notebook
        Where the ``.ipynb`` goes. It appears whole or not at all. Cells run with the folder of
        the script as working directory and find their case by name.
    beside
        Work for this process while the kernel, another process, runs the cells: such as loading
        what the report will need. An error it raises ends the build before anything is written.

    Returns
    -------
    Path
        ``notebook``.

    Raises
    ------
    ReportError
        If the script cannot be read, names no case, or a cell fails: then with the number of
        the cell, its first line and the error. Nothing is written.
    """
    from osint_helpers.report.loading import nbformat as load_nbformat

    nbformat = load_nbformat()

    script, notebook = Path(script), Path(notebook)
    node = read_script(script)
    header = dict(node.metadata.get("osint", {}))
    node.metadata = nbformat.from_dict(
        {
            "jupytext": PAIRING,
            "kernelspec": KERNEL,
            "osint": header,
            "osint_report": report_metadata(header, script),
            CELLS: len(node.cells),
        }
    )
    _stamp(node)
    with ThreadPoolExecutor(max_workers=1) as pool:
        other = None if beside is None else pool.submit(beside)
        _execute(node, script)
        if other is not None:
            other.result()
    node.metadata["language_info"] = nbformat.from_dict({"name": "python"})
    nbformat.validate(node)
    text = nbformat.writes(node).rstrip("\n") + "\n"
    return write_bytes(notebook, text.encode())


def unexecuted(script: str | Path) -> str:
    """Return the text of the notebook of a script before any cell has run.

    Raises
    ------
    ReportError
        If the script cannot be read.
    """
    from osint_helpers.report.loading import nbformat as load_nbformat

    nbformat = load_nbformat()
    node = read_script(Path(script))
    header = dict(node.metadata.get("osint", {}))
    node.metadata = nbformat.from_dict(
        {"jupytext": PAIRING, "kernelspec": KERNEL, "osint": header,
         "language_info": {"name": "python"}, CELLS: len(node.cells)}
    )  # fmt: skip
    _stamp(node)
    nbformat.validate(node)
    return str(nbformat.writes(node)).rstrip("\n") + "\n"


def cell_id(index: int, source: str) -> str:
    """Return the id a build gives a cell: its place and the start of its text's SHA-256.

    Jupyter keeps the id of a cell whose text is edited, so an id that does not fit its text
    shows the edit.
    """
    return f"{index:03d}-{hashlib.sha256(source.encode()).hexdigest()[:8]}"


def _stamp(node: Any) -> None:  # noqa: ANN401
    for index, cell in enumerate(node.cells):
        cell.id = cell_id(index, cell.source)


def read_script(script: Path) -> Any:  # noqa: ANN401  (nbformat is untyped)
    """Return the notebook node of a percent script.

    Raises
    ------
    ReportError
        If the file is absent or jupytext cannot read it.
    """
    import jupytext

    if not script.is_file():
        raise ReportError("there is no such script", file=script)
    try:
        return jupytext.reads(script.read_text(encoding="utf-8"), fmt="py:percent")
    except (ValueError, OSError, SyntaxError) as error:
        raise ReportError(f"jupytext cannot read it: {error}", file=script) from error


def _execute(node: Any, script: Path) -> None:  # noqa: ANN401
    from nbclient import NotebookClient
    from nbclient.exceptions import (
        CellExecutionError,
        CellTimeoutError,
        DeadKernelError,
    )
    from tqdm import tqdm

    code = [i for i, c in enumerate(node.cells) if c.cell_type == "code" and c.source.strip()]
    at = {"cell": 0}
    # disable=None: a bar on a terminal, silence in a pipe or a log
    with (
        tempfile.TemporaryDirectory(prefix="osint-ipython-") as profile,
        tqdm(total=len(code), desc=script.name, unit="cell", disable=None, leave=False) as bar,
    ):

        def started(cell_index: int, **_: object) -> None:
            at["cell"] = cell_index

        def executed(**_: object) -> None:
            bar.update(1)

        client = NotebookClient(
            node,
            timeout=CELL_SECONDS,
            kernel_name=KERNEL["name"],
            record_timing=False,
            coalesce_streams=True,
            shutdown_kernel="immediate",  # nothing of it is needed any more
            resources={"metadata": {"path": str(script.resolve().parent)}},
            on_cell_execute=started,
            on_cell_executed=executed,
        )
        _quiet_transport(client, Path(profile))
        try:
            with _stoppable(client):
                client.execute(env=kernel_environment(Path(profile)))
        except CellExecutionError as error:
            raise _failure(
                node, code, at["cell"], script, f"{error.ename}: {error.evalue}"
            ) from error
        except CellTimeoutError as error:
            what = f"it ran longer than {CELL_SECONDS} seconds"
            raise _failure(node, code, at["cell"], script, what) from error
        except DeadKernelError as error:
            raise _failure(node, code, at["cell"], script, "the kernel died") from error


@contextmanager
def _stoppable(client: Any) -> Iterator[None]:  # noqa: ANN401
    """Turn the signal that nbclient took for itself into a `KeyboardInterrupt`.

    While cells run, nbclient answers SIGINT and SIGTERM by stopping the kernel; it goes on, and
    fails later in one of several ways that say nothing of the signal.
    """
    try:
        yield
    finally:
        # whatever nbclient failed with, the signal is the reason
        if getattr(client, "_async_cleanup_kernel_future", None) is not None:
            raise KeyboardInterrupt


def _quiet_transport(client: Any, folder: Path) -> None:  # noqa: ANN401
    """Speak to the kernel through sockets in a private folder instead of open TCP ports."""
    if os.name != "posix":
        return
    manager = client.create_kernel_manager()
    manager.transport = "ipc"
    manager.connection_file = str(folder / "kernel.json")
    manager.ip = str(folder / "kernel")


def _failure(node: Any, code: list[int], at: int, script: Path, what: str) -> OsintError:  # noqa: ANN401
    lines = [line for line in node.cells[at].source.splitlines() if line.strip()]
    number = code.index(at) + 1 if at in code else 0
    first = " ".join(what.split())[:300]
    return ReportError(
        f"code cell {number} ({lines[0].strip() if lines else ''!s}) failed: {first}",
        file=script,
        advice="mend the cell or the case and build again; nothing was written",
    )


def kernel_environment(profile: Path) -> dict[str, str]:
    """Return the environment of the kernel.

    The running package comes first on the path, so that a notebook is built with the code that
    builds it. The IPython folder is an empty one: start-up files and history of the person at
    the machine must not take part. ``PYTHONHASHSEED`` is handed on as it is: a notebook that
    depends on it shall be found out, not hidden.
    """
    parts = [str(_PACKAGE_PARENT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        "IPYTHONDIR": str(profile),
        "MPLBACKEND": "agg",
        "PYTHONPATH": os.pathsep.join(parts),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TZ": "UTC",
    }

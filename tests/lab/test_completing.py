"""What ``Tab`` offers, asked of a real kernel as JupyterLab asks it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from osint_helpers.case.tables import TABLES
from tests.conftest import REPO

START = """
from osint_helpers import exhibits, journey, open_case
case = open_case("maybach-2018")
class Other:
    def claim(self, claim): return claim
other = Other()
"""


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from jupyter_client.manager import KernelManager

    home = tmp_path_factory.mktemp("kernel")
    env = {**os.environ, "IPYTHONDIR": str(home / "ipython"), "PYTHONPATH": str(REPO)}
    manager = KernelManager(
        kernel_name="python3",
        transport="ipc",
        ip=str(home / "k"),
        connection_file=str(home / "kernel.json"),
    )
    manager.start_kernel(env=env, cwd=str(home))
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        reply = client.execute_interactive(START, timeout=60)
        assert reply["content"]["status"] == "ok"
        yield client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def offered(kernel: Any, code: str) -> list[str]:
    reply = kernel.complete(code, len(code), reply=True, timeout=60)["content"]
    assert reply["status"] == "ok"
    return list(reply["matches"])


@pytest.mark.parametrize(
    ("code", "first", "begin"),
    [
        ('case.claim("l1_', "l1_gate", "l1_"),
        ("case.claim('l1_", "l1_gate", "l1_"),
        ('case.leg("L1', "L1", "L1"),
        ('case.source("c4ads_', "c4ads_lux", "c4ads_"),
        ('case.text("sh', "short-answer", "short"),
        ('open_case("may', "maybach-2018", "maybach-2018"),
        ('exhibits.prose(case, "A-1", "sh', "short-answer", "short"),
        ('exhibits.prose(case, "A-1", name="sh', "short-answer", "short"),
        ('exhibits.route_map(case, "C-2", view="', "world", ""),
        ('exhibits.records(case, "D-1", topic="ship', "shipping", "ship"),
        ('exhibits.claims_register(\n  case,\n  "D-1",\n  without=("news", "ves', "vessels", "ves"),
        ('journey.hypotheses(case, question="', "cars", ""),
        ('exhibits.reach_map(case, "E-5", reach="', "dn5505", "dn5505"),
        ('case.table("cl', "claims", "claims"),
        ('case.cell("claims", "l1_a', "l1_arr", "l1_a"),
        ('case.cell("claims", "l1_arr", "stat', "statement", "statement"),
        ('case.claims["stat', "statement", "statement"),
        ('print(case.claim("l1_arr")["statement"], case.leg("L', "L0", "L"),
    ],
)  # fmt: skip
def test_ids_are_offered_where_they_are_asked(
    kernel: Any, code: str, first: str, begin: str
) -> None:
    found = offered(kernel, code)
    assert found[0] == first
    assert all(one.startswith(begin) for one in found)


@pytest.mark.parametrize(
    ("code", "table"),
    [("entity", "entities"), ("place", "places"), ("item", "items"), ("source", "sources")],
)
def test_all_rows_of_a_table_are_offered_in_their_order(kernel: Any, code: str, table: str) -> None:
    from osint_helpers import open_case

    frame = open_case("maybach-2018").table(table)
    assert offered(kernel, f'case.{code}("') == list(frame[TABLES[table].key[0]])


def test_what_stands_within_an_id_finds_it(kernel: Any) -> None:
    found = offered(kernel, 'case.claim("GATE')
    assert found == ["l1_gate"]


@pytest.mark.parametrize(
    "code", ['other.claim("l1_', 'x = case.claim("l1_arr") == "l1_', 'nobody.claim("l1_']
)
def test_nothing_of_ours_elsewhere(kernel: Any, code: str) -> None:
    assert not [one for one in offered(kernel, code) if one.startswith("l1_")]


def test_asking_runs_no_code_of_the_cell(kernel: Any) -> None:
    offered(kernel, 'seen = 1; exhibits.prose(open_case("nobody"), "A-1", "')
    reply = kernel.execute_interactive("assert 'seen' not in globals()", timeout=60)
    assert reply["content"]["status"] == "ok"


def test_outside_ipython_it_is_not_imported() -> None:
    code = "import sys, osint_helpers; sys.exit('IPython' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=REPO)


def test_registering_twice_offers_once() -> None:
    from types import SimpleNamespace

    from osint_helpers import lab

    shell = SimpleNamespace(Completer=SimpleNamespace(custom_matchers=[]), user_ns={})
    lab.register(shell)
    lab.register(shell)
    assert len(shell.Completer.custom_matchers) == 1
    lab.register(SimpleNamespace())  # a shell without a completer

"""Advice for a misspelt column, and the shell it is told in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from osint_helpers import lab
from osint_helpers.lab.columns import advice, tell

FRAME = pd.DataFrame({"vessel": [1], "leg": [2], 7: [3]})


def raised(call: Callable[[], object]) -> BaseException:
    with pytest.raises(Exception) as caught:
        call()
    return caught.value


def told(call: Callable[[], object]) -> str:
    error = raised(call)
    return advice(error, error.__traceback__)


@pytest.mark.parametrize(
    "call",
    [
        lambda: FRAME["vesel"],
        lambda: FRAME[["leg", "vesel"]],
        lambda: FRAME[["vesel"]],
        lambda: FRAME[["vesel", "lex"]],
        lambda: FRAME.set_index("vesel"),
        lambda: FRAME.groupby("vesel"),
        lambda: FRAME.drop(columns="vesel"),
        lambda: FRAME.pop("vesel"),
    ],
)
def test_the_column_that_was_meant_is_named(call: Callable[[], object]) -> None:
    assert told(call) == "there is no column 'vesel'; did you mean vessel?"


@pytest.mark.parametrize(
    "call",
    [
        lambda: FRAME.loc["vesel"],
        lambda: FRAME["leg"]["vesel"],
        lambda: FRAME.merge(pd.DataFrame({"x": [1]}), on="vessel"),
        lambda: {"vessel": 1}["vesel"],
        lambda: FRAME[8],
        lambda: (_ for _ in ()).throw(KeyError()),
    ],
)
def test_what_is_no_such_slip_has_no_advice(call: Callable[[], object]) -> None:
    assert told(call) == ""


def test_a_column_asked_for_inside_another_function_is_told_too() -> None:
    def read() -> object:
        return FRAME["vesel"]

    assert "did you mean vessel?" in told(read)


class Shell:
    """What IPython shows, kept."""

    def __init__(self, exceptions: tuple[Any, ...] = ()) -> None:
        self.custom_exceptions, self.handler = exceptions, None
        self.shown: list[Any] = []

    def set_custom_exc(self, exceptions: tuple[Any, ...], handler: Any) -> None:
        self.custom_exceptions, self.handler = exceptions, handler

    def showtraceback(self, error: Any, tb_offset: int | None = None) -> None:
        self.shown.append((error, tb_offset))


def test_the_traceback_is_shown_as_it_is_and_the_note_once() -> None:
    shell, error = Shell(), raised(lambda: FRAME["vesel"])
    for _ in range(2):
        tell(shell, type(error), error, error.__traceback__, 1)  # type: ignore[arg-type]
    assert shell.shown == [((KeyError, error, error.__traceback__), 1)] * 2
    assert error.__notes__ == ["there is no column 'vesel'; did you mean vessel?"]


def test_a_handler_of_the_reader_stays() -> None:
    own, free = Shell((ValueError,)), Shell()
    lab.register(own)
    lab.register(free)
    assert own.handler is None
    assert free.custom_exceptions == (KeyError,)
    assert callable(free.handler)
    lab.register(object())  # a shell without either is left alone

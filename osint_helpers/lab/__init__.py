"""What a notebook offers beyond the rooms: ids on ``Tab``, advice for a misspelt column.

`register` is called by ``import osint_helpers`` inside IPython; nobody has to load anything.
Outside IPython nothing here is imported.
"""

from __future__ import annotations

from typing import Any, Final

MATCHER: Final = "osint_helpers.ids"


def register(shell: Any) -> None:  # noqa: ANN401  (IPython is untyped here)
    """Add the completion of ids and the advice for columns to an IPython shell, once.

    Parameters
    ----------
    shell
        What ``get_ipython()`` returned. A shell without a completer gets no completion, and one
        with a handler of errors of its own keeps that.
    """
    _complete(shell)
    if getattr(shell, "custom_exceptions", None) == ():
        shell.set_custom_exc((KeyError,), _tell)


def _tell(shell: Any, etype: Any, value: Any, raised: Any, tb_offset: Any = None) -> None:  # noqa: ANN401
    from osint_helpers.lab.columns import tell

    tell(shell, etype, value, raised, tb_offset)


def _complete(shell: Any) -> None:  # noqa: ANN401
    matchers = getattr(getattr(shell, "Completer", None), "custom_matchers", None)
    if matchers is None:
        return
    if any(getattr(one, "matcher_identifier", "") == MATCHER for one in matchers):
        return
    from IPython.core.completer import context_matcher

    @context_matcher(identifier=MATCHER, priority=100)  # type: ignore[untyped-decorator]
    def ids(context: Any) -> dict[str, Any]:  # noqa: ANN401
        from osint_helpers.lab.completing import complete

        return complete(context, shell.user_ns)

    matchers.append(ids)

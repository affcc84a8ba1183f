"""Texts that mostly stay as they are: only cells that may change are read one by one."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Final

from osint_helpers.collect.extras import need

_ODD: Final = (*range(9, 14), *range(28, 33), ord("@"), *range(128, 256))
_MANY: Final = 8  # a block with more than an eighth of doubtful cells is read by its distinct ones


def cleaned(
    array: Any,  # noqa: ANN401
    absent: Collection[str],
    read: Callable[[str], str | None],
) -> Any:  # noqa: ANN401
    """Return strings as `read` gives them, at the cost of a look at both ends of each.

    Parameters
    ----------
    array
        Arrow string array without nulls.
    absent
        Texts that `read` makes None, as it does the empty one.
    read
        Leaves a text as it is that is not absent and has no space, ``@``, control sign, or sign
        beyond ASCII at its ends.

    Returns
    -------
    pyarrow.Array
        Strings, with null for None.
    """
    import numpy as np

    pa, compute = need("pyarrow"), need("pyarrow.compute")
    if not len(array):
        return array
    _, ends, data = array.buffers()
    place = np.frombuffer(ends, dtype=np.int32)[array.offset : array.offset + len(array) + 1]
    text = np.frombuffer(data or b"\0", dtype=np.uint8)
    if not len(text):
        return pa.nulls(len(array), pa.string())
    begin, size = place[:-1], np.diff(place)
    first, last = text.take(begin, mode="clip"), text.take(place[1:] - 1, mode="clip")
    odd = np.zeros(256, dtype=bool)
    odd[list(_ODD)] = True
    none = size == 0
    doubtful = odd[first] | odd[last]
    for word in (one.encode() for one in absent):
        none |= _equal(text, begin, (size == len(word)) & (first == word[0]), word)
    doubtful &= ~none
    count = int(np.count_nonzero(doubtful))
    if count * _MANY > len(array):
        held = array.dictionary_encode()
        fresh = [read(one) for one in held.dictionary.to_pylist()]
        return pa.array(fresh, type=pa.string()).take(held.indices)
    if none.any():
        valid = pa.py_buffer(np.packbits(~none, bitorder="little"))
        parts = [valid, ends.slice(4 * array.offset), data]
        array = pa.Array.from_buffers(pa.string(), len(array), parts)
    if count:
        fresh = [read(one) for one in array.filter(pa.array(doubtful)).to_pylist()]
        array = compute.replace_with_mask(array, pa.array(doubtful), pa.array(fresh, pa.string()))
    return array


def _equal(text: Any, begin: Any, may: Any, word: bytes) -> Any:  # noqa: ANN401
    """Return which of the strings that may be the word (its length and first sign) are it."""
    import numpy as np

    where = np.flatnonzero(may)
    if not len(where):
        return may
    # whole words of the machine, from wherever they start; the last may overlap the one before
    wide = next(one for one in (8, 4, 2, 1) if one <= len(word))
    held = np.ndarray(len(text) - wide + 1, f"<u{wide}", text, strides=(1,))
    for at in (*range(0, len(word) - wide, wide), len(word) - wide):
        part = int.from_bytes(word[at : at + wide], "little")
        where = where[held[begin[where] + at] == part]
    same = np.zeros(len(may), dtype=bool)
    same[where] = True
    return same

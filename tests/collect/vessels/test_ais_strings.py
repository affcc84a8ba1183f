"""Texts of a block that mostly stay as they are."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers.collect.vessels.ais import lines, strings

ABSENT = frozenset({"Unknown", "Unknown value", "Undefined", "NA", "X"})
CELLS = st.one_of(
    st.sampled_from([*sorted(ABSENT), "", "@", "Unknow", "Unknown valuf", "Unknxwn", "TEST", " "]),
    st.text(alphabet=" @\t\x1f\xa0ÅXa\u3000", max_size=10),
)


def read(text: str) -> str | None:
    plain = text.strip().rstrip("@").rstrip()
    return None if not plain or plain in ABSENT else plain


@settings(deadline=None)  # the first imports Arrow
@given(st.lists(CELLS, max_size=60), st.integers(0, 5), st.integers(0, 40))
def test_each_text_comes_as_if_it_were_read_alone(cells: list[str], skip: int, plain: int) -> None:
    cells = [*cells, *["TEST VESSEL"] * plain]
    array = pa.array(cells, type=pa.string()).slice(skip)
    found = strings.cleaned(array, ABSENT, read)
    found.validate(full=True)
    assert found.to_pylist() == [read(one) for one in cells[skip:]]


def test_a_few_doubtful_texts_among_many_are_mended() -> None:
    cells = ["TEST VESSEL"] * 40 + ["TEST@@@", " Unknown ", "Unknown", ""]
    found = strings.cleaned(pa.array(cells), ABSENT, read)
    assert found.to_pylist()[40:] == ["TEST", None, None, None]
    assert found.null_count == 3


@pytest.mark.parametrize(
    ("data", "count"), [(b"1,a\n2,b\r\n", 2), (b"1,a\r2,b\n3,c\n", 1), (b'1,"a"\n2,"b,c"\n', 2)]
)
def test_plain_texts_are_those_with_distinct_values(data: bytes, count: int) -> None:
    block = lines.Block.of(data, 1)
    plain = lines.columns_of(block, 2, {"name": 1}, {"lat": 0}, {"name"})
    other = lines.columns_of(block, 2, {"name": 1}, {"lat": 0})
    assert plain.texts["name"].to_pylist() == other.texts["name"].to_pylist()
    assert len(plain.lines) == count
    assert plain.bad == other.bad

from __future__ import annotations

import subprocess
import sys

import pytest

from osint_helpers import law


def test_names_are_handed_on() -> None:
    assert set(dir(law)) == {*law.__all__, "flags"}
    for name in dir(law):
        assert getattr(law, name) is not None
    with pytest.raises(AttributeError):
        _ = law.nothing


def test_importing_the_rooms_loads_no_heavy_library() -> None:
    code = (
        "import sys; from osint_helpers import law; law.flags; "
        "print([m for m in ('pandas', 'numpy', 'searoute') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_same_question_has_the_same_bytes_under_any_hash_seed() -> None:
    code = (
        "from osint_helpers import law, DateInterval as D; o = D.of_text; "
        "leg = law.Leg('l1', o('2017-08'), o('2018-01'), 'NLRTM', 'CNDAL', 'PA', ('SGSIN',)); "
        "print(law.timeline([leg], '8703').to_csv())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            env={"PYTHONPATH": ":".join(p for p in sys.path if p), "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1")
    }  # fmt: skip
    assert len(said) == 1
    assert len(said.pop()) > 1000

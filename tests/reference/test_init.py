from __future__ import annotations

import subprocess
import sys

import pytest

from osint_helpers import reference


@pytest.mark.parametrize("name", reference.__all__)
def test_every_name_is_handed_on_and_is_no_module(name: str) -> None:
    assert callable(getattr(reference, name))


def test_unknown_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'atlantis'"):
        _ = reference.atlantis
    assert set(dir(reference)) == {*reference.__all__, "sea"}


def test_importing_the_room_loads_nothing_heavy() -> None:
    code = (
        "import sys, osint_helpers.reference as r; r.place('CNDAL'); r.flag_of('445000000');"
        "heavy = {'pandas', 'searoute', 'shapely', 'pyogrio', 'pycountry', 'babel', 'tzfpy',"
        " 'stdnum', 'pyproj', 'networkx'} & set(sys.modules); assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

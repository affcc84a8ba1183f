"""nbformat loads without grammars nobody uses, and validates all the same."""

from __future__ import annotations

import subprocess
import sys

import pytest

from osint_helpers.report.loading import nbformat
from tests.conftest import REPO


def test_the_grammars_stay_unloaded_and_importable():
    code = (
        "import sys; from osint_helpers.report.loading import nbformat; nbformat(); "
        "print('rfc3987_syntax' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_a_wrong_notebook_is_still_refused():
    module = nbformat()
    node = module.v4.new_notebook()
    node["metadata"] = "none"
    with pytest.raises(module.ValidationError):
        module.validate(node)

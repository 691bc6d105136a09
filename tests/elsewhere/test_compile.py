"""`pretrain --compile` computes the same; it wants a C++ compiler, and some 40 s of computing."""

import dataclasses
import shutil
import subprocess
import sys

import pytest
from started import ROOT, environment
from test_pretraining import SETTINGS, assert_near_rows, assert_near_weights, words

from helpers.pretraining import command
from helpers.pretraining.state import read_state

pytestmark = pytest.mark.elsewhere
FEW = dataclasses.replace(SETTINGS, steps=6, every=3, warmup=2)


@pytest.mark.skipif(not shutil.which("g++"), reason="no C++ compiler")
def test_a_compiled_model_is_trained_as_another(tmp_path):
    plain, compiled = tmp_path / "plain", tmp_path / "compiled"
    assert command.main(words(plain, FEW)) == 0
    assert command.main(words(compiled, FEW, "--compile")) == 0
    ours, theirs = read_state(compiled, FEW), read_state(plain, FEW)
    assert_near_rows(ours.rows, theirs.rows, 1e-4)
    assert_near_weights(ours.weights, theirs.weights, 1e-3)


def test_without_a_compiler_it_says_so(tmp_path):
    run = [sys.executable, "-m", "helpers", "pretrain", *words(tmp_path / "run", FEW, "--compile")]
    nothing = {"PATH": str(tmp_path), "TORCHINDUCTOR_CACHE_DIR": str(tmp_path / "cache")}
    where = {**environment(), **nothing}
    where.pop("CXX", None)
    done = subprocess.run(run, cwd=ROOT, env=where, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == "--compile wants a C++ compiler, and none is here. Leave it out.\n"

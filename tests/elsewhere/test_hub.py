"""A class of two at a real JupyterHub with the configuration that is recommended to teachers."""

import json
import shutil
import subprocess

import pytest
from places import ROOT, Place, environment

pytestmark = pytest.mark.elsewhere
HUB = ROOT / "teaching" / "hub"
INSTALL = "import hub, pathlib, sys; hub.install_proxy(pathlib.Path(sys.argv[1]))"


@pytest.fixture(scope="module")
def place(tmp_path_factory, wheels):
    """A clone's packages with the hub's, and the proxy in the folder `proxy`."""
    if not shutil.which("npm"):
        pytest.skip("no npm on this machine, which installs the hub's proxy")
    packages = ["-e", f"{ROOT}[hub]"]
    place = Place(tmp_path_factory.mktemp("hub"), packages, wheels, torch=True)
    run = [place.python, "-c", INSTALL, place.folder / "proxy"]
    subprocess.run(run, cwd=HUB, env=environment(), check=True)
    return place


@pytest.fixture(scope="module")
def report(place, tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    words = ["--students", "2", "--lesson", "01", "--seconds", "5", "--every", "1", "--floor", "1"]
    words += ["--work", place.folder / "proxy", "--json", folder / "class.json"]
    done = place.run(HUB / "measure.py", *words, cwd=folder)
    assert done.returncode == 0, done.stderr
    print(done.stdout)
    (run,) = json.loads((folder / "class.json").read_text("utf-8"))["runs"]
    return run


def test_all_start_run_save_work_and_leave(report):
    """A cell that fails, a kernel that dies and a setting that nobody knows are failures, too."""
    assert (report["students"], report["lesson"]) == (2, "01_mse_loss.ipynb")
    assert report["settings"] == "lessons_config.py"
    assert report["failures"] == {}
    bell = report["bell"]
    steps = ("ready", "page", "imports", "run_all", "saved")
    moments = [bell[step]["worst"] for step in steps]
    assert moments == sorted(moments) and moments[0] > 0
    assert report["working"]["cells"] > 0
    assert report["leave_seconds"] > 0


def test_memory_and_time_are_those_of_a_server_and_a_kernel_with_pytorch(report):
    """Rough bounds: they hold what teaching/hub/README.md tells a teacher to plan with."""
    memory = report["memory"]
    assert 150 < memory["student_kernel"] < memory["student"] < 600
    assert memory["student_own"] <= memory["student"] <= memory["student_resident"]
    assert 0 < memory["hub"] < 400 and 0 < memory["proxy"] < 200
    assert 1 < report["bell"]["cpu_student"]["worst"] < 60

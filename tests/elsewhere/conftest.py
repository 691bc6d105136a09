"""What the tests in other environments share: the public repository, and a place each."""

import subprocess
import sys

import pytest
from places import VERSION, Public, set_up


@pytest.fixture(scope="session")
def wheels(tmp_path_factory):
    """A folder with what pip needs to build the package: the set-up has no index here."""
    folder = tmp_path_factory.mktemp("wheels")
    run = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "setuptools>=77"]
    subprocess.run([*run, "--dest", folder], check=True)
    return folder


@pytest.fixture(scope="session")
def public(tmp_path_factory):
    return Public(tmp_path_factory.mktemp("public") / "lessons.git")


@pytest.fixture
def bare(place):
    """The module's place without the package, as a reader finds it."""
    return place.without_helpers()


@pytest.fixture
def ready(place, public, tmp_path_factory):
    """The module's place with the package, as any lesson's set-up cell leaves it."""
    if not list(place.site_packages.glob(f"line_to_language_model-{VERSION}.dist-info")):
        place.without_helpers()
        assert set_up(place, tmp_path_factory.mktemp("ready"), public)[0] == [None]
    return place

"""Write helpers/tables/raw: four texts as they were found, byte for byte.

    .venv/bin/pip download --no-deps --no-binary :all: --dest build brotli==1.2.1
    .venv/bin/python tests/raw_texts.py build/brotli-1.2.1.tar.gz

The package brotli (MIT) brings them as data for its own tests. They are files from the first years
of free books on the net, in the public domain, with the dirt that they had there. Three are whole.
Of the fourth, the report of a workshop, the greatest part is left out: its first sections are
kept, and its last lines with the number of an office. What is left out holds addresses, numbers
and e-mail of persons.
"""

import sys
import tarfile
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "helpers" / "tables" / "raw"
PACKAGE = "02b2f7b5a83485efe448a44ddf7983def05c3bb1dcf917d4f7154070260e13de"
FILES = {
    "alice.txt": "alice29.txt",
    "as_you_like_it.txt": "asyoulik.txt",
    "paradise_lost.txt": "plrabn12.txt",
    "workshop.txt": "lcet10.txt",
}
LEFT_OUT = (b"OPTIONS FOR DISSEMINATION\r\n", b"     Collections Cataloging LM 642\r\n")


def cut(report: bytes) -> bytes:
    """The report without what stands from the first line of LEFT_OUT up to the second."""
    first, last = LEFT_OUT
    return report[: report.index(first)] + report[report.index(last) :]


def texts(package: Path) -> dict[str, bytes]:
    """The content of each file, from the package as it was downloaded."""
    if sha256(package.read_bytes()).hexdigest() != PACKAGE:
        raise ValueError(f"{package} is not brotli-1.2.1.tar.gz. Download it as above.")
    found = {}
    with tarfile.open(package) as archive:
        for name, source in FILES.items():
            found[name] = archive.extractfile(f"brotli-1.2.1/tests/testdata/{source}").read()
    return found | {"workshop.txt": cut(found["workshop.txt"])}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, content in texts(Path(sys.argv[1])).items():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main()

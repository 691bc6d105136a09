"""Write helpers/tables/code: eight files of Python's standard library, as they are.

    .venv/bin/python tests/code_table.py /usr/lib/python3.11    # Debian 12: Python 3.11.2

They are under the license of the Python Software Foundation, which stands beside the files as
LICENSE.txt.
"""

import sys
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "helpers" / "tables" / "code"
FILES = {
    "contextlib.py": "a907c5d2151782ac1253dc9eade52fd834a1db43f52cc2b5094dcc4b359de18e",
    "random.py": "b931a2d452db89ab9e1f79d59b66ce194dbd6748049cfe44699726da52b9c956",
    "tempfile.py": "23d61f2d6a153aa27c466df38dc94ef14a90a1ac18dc422672dc16c01eac678a",
    "calendar.py": "d3510a5f1ca1b28e816b5f509cb5d2340d765023d5a8bf94a226fdc14e448968",
    "dataclasses.py": "2b43fbb6faa846bd01d682911953e02a9e43a764c85e687bce0c006d8e30ff9a",
    "textwrap.py": "62867e40cdea6669b361f72af4d7daf0359f207c92cbeddfc7c7506397c1f31c",
    "csv.py": "6c68a5186e3b85e6e267a7ef96479327a45ae2b40bf5e9f2017e4b2282b3f5b1",
    "copy.py": "27dcfc53a4b9d4fbc3d90c74e549eb6eca9301524d6d2fbff9a6589cf51b6fd5",
    "LICENSE.txt": "3b2f81fe21d181c499c59a256c8e1968455d6689d269aa85373bfb6af41da3bf",
}


def texts(library: Path) -> dict[str, bytes]:
    """The content of each file, by its name in the folder.

    Raises ValueError for a file that is not that of Python 3.11.2.
    """
    found = {}
    for name, checksum in FILES.items():
        content = (library / name).read_bytes()
        if sha256(content).hexdigest() != checksum:
            raise ValueError(
                f"{library / name} is another one than that of Python 3.11.2. Take it from Debian "
                "12, or from the source of Python 3.11.2."
            )
        found[Path(name).with_suffix(".txt").name] = content
    return found


def main(library: Path) -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, content in texts(library).items():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

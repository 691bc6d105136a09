"""Write helpers/tables/king_james.txt: Genesis and 1 Samuel in the King James Bible.

    apt-get install bible-kjv bible-kjv-text    # Debian 12: 4.38
    .venv/bin/python tests/bible_table.py

The program `bible` prints a verse a line, with its place ("Ge1:1") before it. The places are left
out here, and a chapter is a document. The copyright of the text has expired; its legend stands in
LICENSE, as the package asks for.
"""

import re
import subprocess
from hashlib import sha256
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "helpers" / "tables" / "king_james.txt"
BOOKS = {"Genesis": "gen1:1-50:26", "1 Samuel": "1sam1:1-31:13"}
TEXT = "2fb8352074e903c9aac2e17f896cc4abe9a9f526daa394204985719fbd730ef0"


def chapters(printed: str) -> list[str]:
    """The verses of each chapter, one a line, from what `bible` prints of a book."""
    found: dict[str, list[str]] = {}
    for line in printed.splitlines():
        chapter, verse = re.fullmatch(r"\d?[A-Za-z]+(\d+):\d+ (.*)", line).groups()
        found.setdefault(chapter, []).append(verse)
    return ["\n".join(verses) for verses in found.values()]


def text() -> str:
    """What the file holds.

    Raises FileNotFoundError where `bible` is not installed, and ValueError for another edition.
    """
    books = []
    for book, verses in BOOKS.items():
        run = ["bible", "-f", verses]
        printed = subprocess.run(run, capture_output=True, text=True, check=True).stdout
        books.append("\n\n".join([f"# {book}", *chapters(printed)]))
    found = "\n\n".join(books) + "\n"
    if sha256(found.encode()).hexdigest() != TEXT:
        raise ValueError(
            "This is another edition than the one that the lessons use. Take bible-kjv-text 4.38."
        )
    return found


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8", newline="\n")

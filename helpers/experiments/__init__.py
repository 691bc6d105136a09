"""What a lesson shows from stored results, since it takes minutes: the runs and their results.

Each module holds one experiment: `Row`, what is kept of it, and `run(seed)`, which yields the
rows of one seed; `SEEDS` in it says which, where they are not the usual three. `python -m helpers
measure 06` runs those of lesson 06 and writes each into `helpers/tables`; `stored("cures")` reads
one. What `run` returns, if anything, is a model, or the bytes of its file: it is written into
`helpers/checkpoints` under the name of the table. To add an experiment, write a module and name it
in `EXPERIMENTS`. All train with `helpers.training.fit`, as the lessons do.
"""

import csv
import dataclasses
import io
from collections.abc import Generator, Iterable

from helpers.data import read_table
from helpers.experiments import (
    base,
    cures,
    curse,
    fare_line,
    fares,
    gpt,
    king_james,
    landscape,
    leak,
    letter_map,
    merges,
    race,
    range_test,
    real_model,
    recipe,
    scaling,
    seeds,
    sizes,
    slips,
    uses,
)

__all__ = ["EXPERIMENTS", "SEEDS", "stored", "table", "whole"]

SEEDS = (0, 1, 2)
EXPERIMENTS = {  # by the file in helpers/tables
    "lesson_06_sizes": sizes,
    "lesson_06_cures": cures,
    "lesson_06_letter_map": letter_map,
    "lesson_06_leak": leak,
    "lesson_07_seeds": seeds,
    "lesson_07_range_test": range_test,
    "lesson_07_landscape": landscape,
    "lesson_07_race": race,
    "lesson_07_curse": curse,
    "lesson_09_gpt": gpt,
    "lesson_09_merges": merges,
    "lesson_10_recipe": recipe,
    "lesson_10_scaling": scaling,
    "lesson_10_base": base,
    "lesson_11_fares": fares,
    "lesson_11_fare_line": fare_line,
    "lesson_11_king_james": king_james,
    "lesson_11_uses": uses,
    "lesson_11_slips": slips,
    "lesson_11_real": real_model,
}
DIGITS = 4  # behind the point: the differences between seeds begin at the second or third


def stored(name: str) -> list:
    """The stored rows of an experiment, such as "cures": a list of its module's `Row`.

    Raises ValueError for a name that no experiment has, and FileNotFoundError where its table is
    not there.
    """
    files = {file.partition("_")[2].partition("_")[2]: file for file in EXPERIMENTS}
    if name not in files:
        raise ValueError(f"No experiment {name!r}. There are {', '.join(sorted(files))}.")
    file = files[name]
    kind = EXPERIMENTS[file].Row
    fields = dataclasses.fields(kind)
    try:
        header, rows = read_table(f"{file}.csv")
    except FileNotFoundError as error:
        raise FileNotFoundError(
            f"helpers/tables/{file}.csv is not there. `python -m helpers measure "
            f"{file.split('_')[1]}` makes it."
        ) from error
    if header != [field.name for field in fields]:
        raise ValueError(f"{file}.csv has the columns {header}; measure it again.")
    return [
        kind(*(field.type(value) for field, value in zip(fields, row, strict=True))) for row in rows
    ]


def whole(run: Generator) -> tuple[list, object]:
    """The rows of a run, and what it returns: a model or None."""
    rows = []
    while True:
        try:
            rows.append(next(run))
        except StopIteration as end:
            return rows, end.value


def table(rows: Iterable, digits: int = DIGITS) -> str:
    """Rows of an experiment as CSV, floats rounded to so many digits behind the point."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    for number, row in enumerate(rows):
        values = dataclasses.asdict(row)
        if not number:
            writer.writerow(values)
        writer.writerow(
            round(value, digits) + 0.0 if isinstance(value, float) else value
            for value in values.values()
        )
    return file.getvalue()

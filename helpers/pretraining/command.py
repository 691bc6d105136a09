"""`python -m helpers pretrain`: its options, and what it prints."""

import argparse
import dataclasses
import functools
import os
import sys
from pathlib import Path

from helpers.pretraining.processes import leave
from helpers.pretraining.run import pretrain
from helpers.pretraining.settings import CORPORA, PRESETS, Settings

DESCRIPTION = """\
Train the GPT of lesson 09 with fit, and store it. The same command goes on where it stopped.

On several processes of this machine:
    torchrun --nproc-per-node 2 -m helpers pretrain
On several machines, which share the folder, the same command on each of them:
    torchrun --nnodes 2 --nproc-per-node 8 --rdzv-backend c10d --rdzv-endpoint FIRST:29500 \\
        -m helpers pretrain --shards 16 --rows 64
"""
KINDS = {int: "N", float: "X", str: "NAME"}
MEANING = {  # of the settings; helpers.pretraining.Settings says more
    "corpus": f"what it learns from: {', '.join(CORPORA)}",
    "context": "tokens in a row",
    "width": "numbers for each token",
    "heads": "heads of each attention",
    "layers": "blocks",
    "rows": "rows of one step, of all processes together",
    "steps": "steps of the optimizer",
    "lr": "the highest learning rate",
    "warmup": "steps until the rate is there",
    "lowest": "the rate at the end, as a share of the highest",
    "decay": "weight decay",
    "clip": "the greatest length of a gradient",
    "seed": "of the first weights and the order of the text",
    "shards": "parts of the text, shared by the processes",
    "pieces": "pieces, one after the other, of a step's rows",
    "every": "steps from one row of the log to the next",
}


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="python -m helpers pretrain",
        usage="%(prog)s [options]",  # all of them would be six lines before each error
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument(
        "--like", choices=PRESETS, default="minute", help="settings to begin with; default minute"
    )
    made.add_argument("--to", type=Path, metavar="FOLDER", help="default build/ and its name")
    made.add_argument("--device", choices=["cpu", "cuda"], help="default: a GPU if there is one")
    made.add_argument(
        "--split", action="store_true", help="each process holds a part of the model (FSDP2)"
    )
    made.add_argument("--compile", action="store_true", help="torch.compile the model first")
    for field in dataclasses.fields(Settings):
        name, kind = field.name, field.type
        values = ", ".join(f"{like} {getattr(PRESETS[like], name)}" for like in PRESETS)
        words = f"{MEANING[name]} ({values})"
        made.add_argument(f"--{name}", type=kind, metavar=KINDS[kind], help=words)
    return made


def main(arguments: list[str]) -> int:
    """Run the command; returns 0, or 1 after an error that it has printed, 130 after Ctrl-C.

    One of several processes does not return: it ends with that number.
    """
    return leave(_run(arguments))


def _run(arguments: list[str]) -> int:
    options = vars(parser().parse_args(arguments))
    names = [field.name for field in dataclasses.fields(Settings)]
    given = {name: options[name] for name in names if options[name] is not None}
    folder = options["to"] or Path("build") / options["like"]
    try:
        pretrain(
            dataclasses.replace(PRESETS[options["like"]], **given),
            folder,
            device=options["device"],
            split=options["split"],
            compiled=options["compile"],
            say=functools.partial(print, flush=True),
            progress=sys.stderr.isatty(),
        )
    except (OSError, ValueError, MemoryError) as error:
        process = os.environ.get("RANK")
        print(f"process {process}: {error}" if process else error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Ended at once. What was stored last is as it was.", file=sys.stderr)
        return 130
    return 0

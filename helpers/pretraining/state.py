"""A run as one file: all that it needs to go on as if it had never stopped."""

import csv
import dataclasses
import io
import json
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor, nn

from helpers.files import write_all
from helpers.models import GPT, gpt_weights
from helpers.pretraining.settings import Settings

STATE, LOG, MODEL = "state.safetensors", "log.csv", "model.safetensors"
TOKENS = "tokens.bin"
KEPT = ("step", "exp_avg", "exp_avg_sq")  # what AdamW keeps of each parameter


@dataclass(frozen=True)
class Row:
    """What was seen after so many steps; losses in nats per token.

    train     the mean over the steps since the last row
    held_out  on the held-out text, in rows of the context
    norm      the greatest length of a gradient since the last row, before it was shortened
    seconds   of training so far, without the time of a stop
    """

    step: int
    tokens: int
    lr: float
    train: float
    held_out: float
    norm: float
    seconds: float


@dataclass
class State:
    """What is stored of a run after `step` steps.

    weights    of the model, by their names
    optimizer  by names such as "exp_avg.tokens.weight": what AdamW keeps of each
    random     the state of PyTorch's random numbers in each process
    given      how many batches each reader of the text has given
    losses     of each step since the last row of the log, and norms: of their gradients
    seconds    of training so far
    rows       the log
    """

    step: int
    weights: dict[str, Tensor]
    optimizer: dict[str, Tensor]
    random: list[Tensor]
    given: int
    losses: list[float]
    norms: list[float]
    seconds: float
    rows: list[Row] = field(default_factory=list)


def write_state(folder: Path, settings: Settings, state: State, model: GPT) -> None:
    """Write the run's files: its state, the log as a table, and the model alone.

    They take the places of the old ones only when all are written, and the state is the last to
    do so: whoever stops in between goes on from the old one, and writes the others again. Raises
    OSError where they cannot be written; the old ones are then as they were.
    """
    from safetensors.torch import save

    tensors = {f"weights.{name}": value for name, value in state.weights.items()}
    tensors |= {f"optimizer.{name}": value for name, value in state.optimizer.items()}
    tensors |= {f"random.{number}": value for number, value in enumerate(state.random)}
    facts = {
        "settings": dataclasses.asdict(settings),
        "step": state.step,
        "given": state.given,
        "losses": state.losses,
        "norms": state.norms,
        "seconds": state.seconds,
        "rows": [dataclasses.astuple(row) for row in state.rows],
    }
    run = {"settings": json.dumps(facts["settings"]), "log": table(state.rows)}
    write_all(
        {
            folder / LOG: run["log"],
            folder / MODEL: gpt_weights(model, torch.float16, run),
            folder / STATE: save(tensors, metadata={"run": json.dumps(facts)}),
        }
    )


def tidy(folder: Path) -> None:
    """Remove what a run that was killed while it wrote has left half written."""
    for name in (STATE, LOG, MODEL, TOKENS):
        for path in folder.glob(f".{name}.*"):
            path.unlink()


def read_state(folder: Path, settings: Settings) -> State | None:
    """The state of the run in this folder, or None where none was stored yet.

    Raises ValueError for a run of other settings, and for a file that is no state, or half of one.
    """
    from safetensors import SafetensorError, safe_open

    path = folder / STATE
    if not path.exists():
        return None
    try:
        with safe_open(str(path), framework="pt") as file:
            facts = json.loads(file.metadata()["run"])
            parts = {name: file.get_tensor(name) for name in file.keys()}
        there, random = Settings(**facts["settings"]), _below("random", parts)
        state = State(
            step=facts["step"],
            weights=_below("weights", parts),
            optimizer=_below("optimizer", parts),
            random=[random[str(number)] for number in range(len(random))],
            given=facts["given"],
            losses=facts["losses"],
            norms=facts["norms"],
            seconds=facts["seconds"],
            rows=[Row(*row) for row in facts["rows"]],
        )
    except (SafetensorError, KeyError, TypeError, ValueError) as error:
        raise ValueError(
            f"{path} holds no run of `pretrain`, or half of one: {error}. Move it away, or give "
            "another folder with --to."
        ) from None
    for name, wanted in dataclasses.asdict(settings).items():
        if getattr(there, name) != wanted:
            raise ValueError(
                f"{folder} holds a run with {name} = {getattr(there, name)}, and this one has "
                f"{wanted}. Give another folder with --to, or the same settings to go on."
            )
    return state


def _below(name: str, parts: dict[str, Tensor]) -> dict[str, Tensor]:
    """The tensors whose names begin with this one, by what follows it."""
    begin = f"{name}."
    return {key.removeprefix(begin): parts[key] for key in parts if key.startswith(begin)}


def table(rows: list[Row]) -> str:
    """The log as CSV."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(field.name for field in dataclasses.fields(Row))
    for row in rows:
        writer.writerow(f"{v:.6g}" if isinstance(v, float) else v for v in dataclasses.astuple(row))
    return file.getvalue()


def whole(tensor: Tensor) -> Tensor:
    """A parameter's values, all of them, on the CPU; each process has to ask at the same time."""
    if hasattr(tensor, "full_tensor"):  # FSDP: each process holds a part
        tensor = tensor.full_tensor()
    return tensor.detach().cpu().clone()


def optimizer_state(model: nn.Module, optimizer: torch.optim.Optimizer) -> dict[str, Tensor]:
    """What AdamW keeps of each parameter, by names such as "exp_avg.tokens.weight"."""
    return {
        f"{kind}.{name}": whole(optimizer.state[parameter][kind])
        for name, parameter in model.named_parameters()
        for kind in KEPT
    }


def restore_optimizer(
    model: nn.Module, optimizer: torch.optim.Optimizer, kept: dict[str, Tensor]
) -> None:
    """Put back what `optimizer_state` returned, onto the device and the parts of each parameter."""
    for name, parameter in model.named_parameters():
        for kind in KEPT:
            value = kept[f"{kind}.{name}"]
            if kind != "step":
                value = value.to(parameter.device)
                if hasattr(parameter, "full_tensor"):
                    from torch.distributed.tensor import distribute_tensor

                    value = distribute_tensor(
                        value, parameter.device_mesh, parameter.placements, src_data_rank=None
                    )
            optimizer.state[parameter][kind] = value

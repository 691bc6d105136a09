"""The networks that the lessons wrote out, for the lessons after them, and stored ones.

The classes are those of lessons 09 and 11, line for line; a test holds them equal. In the comments,
B is the number of rows in a batch, T that of the tokens in a row, C the width, H the heads, and V
the number of different tokens.
"""

import json
from importlib import resources
from pathlib import Path

import torch
from torch import Tensor, nn

from helpers.data import check_count
from helpers.text import CHARACTERS

__all__ = [
    "GPT",
    "Attention",
    "Block",
    "LoRA",
    "add_lora",
    "as_gpt2",
    "gpt_weights",
    "load_gpt",
    "load_lora",
    "lora_weights",
    "merge_lora",
    "mlp",
    "next_token_loss",
    "stored_gpt",
    "write",
]


def mlp(
    context: int, embedding: int, hidden: int, dropout: float = 0.0, symbols: int = 27
) -> nn.Sequential:
    """The network of lesson 06: the letters before, as points, through one hidden layer.

    Called with the numbers of letters, X (N, context) int64, it returns the logits of the next
    letter, (N, symbols). On the way there are (N, context, embedding) numbers, side by side
    (N, context * embedding), and (N, hidden) hidden units.

    context    letters in a row of X
    embedding  numbers for each letter
    hidden     hidden units, each with a ReLU
    dropout    the share of hidden units that is switched off while training; 0 leaves the layer out
    symbols    letters that there are, with the end mark

    The parameters are drawn by PyTorch: `torch.manual_seed` before it makes them repeat.

    Raises TypeError for a size that is no whole number and a dropout that is no number, and
    ValueError for a size below 1 and a dropout outside 0 to 1 or at 1.
    """
    sizes = {"context": context, "embedding": embedding, "hidden": hidden, "symbols": symbols}
    for name, size in sizes.items():
        check_count(name, size)
    if isinstance(dropout, bool) or not isinstance(dropout, (int, float)):
        raise TypeError(f"dropout is {dropout!r}; wanted a number from 0 to 1, such as 0.3.")
    if not 0 <= dropout < 1:
        raise ValueError(
            f"dropout is {dropout}; wanted a share from 0 to 1, below 1, such as 0.3. At 1 no "
            "hidden unit would be left."
        )
    return nn.Sequential(
        nn.Embedding(symbols, embedding),
        nn.Flatten(),
        nn.Linear(context * embedding, hidden),
        nn.ReLU(),
        *([nn.Dropout(dropout)] if dropout else []),
        nn.Linear(hidden, symbols),
    )


class Attention(nn.Module):
    """Each token looks at those before it and at itself, with several heads; (B, T, C) stays.

    width  C, the numbers for each token
    heads  H; each has C / H of the numbers

    After a call, `weights` (B, H, T, T) holds how much of each token went into each: row t is
    what token t took, and adds up to 1.

    Raises ValueError for a width that the heads cannot share.
    """

    def __init__(self, width, heads):
        super().__init__()
        if width % heads:
            raise ValueError(f"{heads} heads cannot share a width of {width} evenly.")
        self.heads = heads
        self.query, self.key = nn.Linear(width, width), nn.Linear(width, width)
        self.value, self.out = nn.Linear(width, width), nn.Linear(width, width)

    def split(self, x):  # (B, T, C) to (B, H, T, C / H)
        return x.view(*x.shape[:2], self.heads, -1).transpose(1, 2)

    def forward(self, x):
        q, k = self.split(self.query(x)), self.split(self.key(x))
        scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5  # (B, H, T, T)
        future = torch.ones_like(scores, dtype=torch.bool).triu(1)
        weights = scores.masked_fill(future, -torch.inf).softmax(dim=-1)
        self.weights = weights.detach()  # kept, to look at
        mixed = weights @ self.split(self.value(x))  # (B, H, T, C / H)
        return self.out(mixed.transpose(1, 2).flatten(2))  # (B, T, C)


class Block(nn.Module):
    """Attention, then two layers for each token alone; both add to what is there, (B, T, C)."""

    def __init__(self, width, heads):
        super().__init__()
        self.norm_1, self.norm_2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attention = Attention(width, heads)
        self.mlp = nn.Sequential(
            nn.Linear(width, 4 * width),
            nn.GELU(approximate="tanh"),
            nn.Linear(4 * width, width),
        )

    def forward(self, x):
        x = x + self.attention(self.norm_1(x))
        return x + self.mlp(self.norm_2(x))


class GPT(nn.Module):
    """A small language model: tokens (B, T) int64 in, the logits of each next token (B, T, V) out.

    symbols  V, how many different tokens there are
    context  the most tokens in a row that it takes
    width    C, the numbers for each token
    heads    H, in each attention
    layers   how many blocks

    The last layer and the embedding share one table of weights. The parameters are drawn by
    PyTorch: `torch.manual_seed` before it makes them repeat.

    Raises ValueError for a width that the heads cannot share, and when called with a row that
    is longer than the context.
    """

    def __init__(self, symbols, context, width, heads, layers):
        super().__init__()
        self.context = context
        self.tokens = nn.Embedding(symbols, width)
        self.positions = nn.Embedding(context, width)
        self.blocks = nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)
        self.to_logits = nn.Linear(width, symbols, bias=False)
        for layer in self.modules():
            if isinstance(layer, (nn.Linear, nn.Embedding)):
                nn.init.normal_(layer.weight, std=0.05)
        self.to_logits.weight = self.tokens.weight  # one table for both

    def forward(self, ids):
        T = ids.shape[1]
        if T > self.context:
            most = self.context
            raise ValueError(f"{T} tokens; at most {most}: take ids[:, -{most}:]")
        x = self.tokens(ids) + self.positions(torch.arange(T, device=ids.device))
        for block in self.blocks:
            x = block(x)  # (B, T, C)
        return self.to_logits(self.norm(x))


def next_token_loss(logits: Tensor, y: Tensor) -> Tensor:
    """The loss of logits (B, T, V) and targets (B, T): the mean of -log p, one number, in nats.

    The mean is that of all targets that count: -100, `IGNORED` of `helpers.evaluation`, does not.
    """
    return nn.functional.cross_entropy(logits.flatten(0, 1), y.flatten())


def stored_gpt(name: str = "lesson_09_gpt") -> GPT:
    """A model that was trained beforehand, in evaluation mode.

    lesson_09_gpt   two blocks of width 64 with four heads, on the characters of nine comedies;
                    context 64. `python -m helpers measure 09` trains it.
    lesson_10_base  four blocks of width 128 with four heads, on the characters of 36 plays;
                    context 160. `python -m helpers measure 10 base` trains it. The file is float16.

    Raises FileNotFoundError for a name that no stored model has.
    """
    file = resources.files("helpers").joinpath("checkpoints", f"{name}.safetensors")
    with resources.as_file(file) as path:
        return load_gpt(path)


def load_gpt(path: str | Path) -> GPT:
    """The model in a file that was made of `gpt_weights`, in evaluation mode.

    Safetensors holds numbers and names alone, so loading a file runs no code that stands in it.

    Raises FileNotFoundError, and ValueError for a file that holds no such model.
    """
    from safetensors import SafetensorError, safe_open

    if not Path(path).exists():
        raise FileNotFoundError(f"No model at {path}. Is the name right?")
    try:
        with safe_open(str(path), framework="pt") as file:
            sizes = json.loads((file.metadata() or {})["sizes"])
            weights = {name: file.get_tensor(name) for name in file.keys()}
        model = GPT(**sizes)
        model.load_state_dict(weights | {"to_logits.weight": weights["tokens.weight"]})
    except (SafetensorError, TypeError, KeyError, ValueError, RuntimeError) as error:
        raise ValueError(f"{path} holds no GPT of these lessons, or half of one: {error}") from None
    return model.eval()


@torch.no_grad()
def write(model: GPT, text: str, n: int) -> str:
    """The text and `n` more characters, each drawn from what the model says comes next.

    The model sees as much of the latest text as it can take. `torch.manual_seed` before it makes
    the draws repeat. The lines are those of lesson 09.

    Raises ValueError for an empty text, and for a character that is none of `CHARACTERS`.
    """
    ids = CHARACTERS.encode(text)[None]  # (1, N)
    for _ in range(n):
        logits = model(ids[:, -model.context :])[:, -1]  # (1, V), of the last place
        ids = torch.cat([ids, torch.multinomial(logits.softmax(dim=-1), 1)], dim=1)
    return CHARACTERS.decode(ids[0])


def gpt_weights(
    model: GPT, dtype: torch.dtype = torch.float32, about: dict[str, str] | None = None
) -> bytes:
    """The model as the bytes of a safetensors file: its sizes, and each weight once.

    dtype  of the weights in the file; torch.float16 takes half the room
    about  what else the file says of the model, such as the settings it was trained with

    Raises ValueError for a model with a `LoRA`.
    """
    from safetensors.torch import save

    _without_lora(model)
    symbols, width = model.tokens.weight.shape
    heads = model.blocks[0].attention.heads
    sizes = {"symbols": symbols, "context": model.context, "width": width}
    sizes |= {"heads": heads, "layers": len(model.blocks)}
    weights = {
        name: weight.detach().cpu().to(dtype).contiguous()
        for name, weight in model.state_dict().items()
        if name != "to_logits.weight"  # the same table as tokens.weight
    }
    return save(weights, metadata={**(about or {}), "sizes": json.dumps(sizes)})


class LoRA(nn.Module):
    """A linear layer that stays as it is, and beside it a change of low rank that learns.

    layer  an `nn.Linear`, weight (out, in); it is not frozen here, `add_lora` does that
    rank   r: the change is the matrix B A, with A (r, in) and B (out, r)
    alpha  the change counts alpha / r times

    A is drawn by PyTorch. B begins at 0, so at first the whole gives what the layer gives.

    Source: Hu and others, "LoRA: Low-Rank Adaptation of Large Language Models" (2021).
    """

    def __init__(self, layer, rank, alpha):
        super().__init__()
        self.layer = layer
        start = torch.randn(rank, layer.in_features) / layer.in_features**0.5
        self.A = nn.Parameter(start)
        self.B = nn.Parameter(torch.zeros(layer.out_features, rank))
        self.scale = alpha / rank

    def forward(self, x):  # (..., in) to (..., out)
        return self.layer(x) + self.scale * (x @ self.A.T @ self.B.T)


def add_lora(model: GPT, rank: int, alpha: float) -> GPT:
    """Freeze the model and put a `LoRA` in the place of each linear layer of its blocks.

    Changes the model and returns it. What learns is A and B of each layer, and nothing else.

    rank, alpha  as in `LoRA`

    Raises TypeError for a rank that is no whole number, and ValueError for one below 1, for an
    alpha that is not above 0, and for a model that has a `LoRA` already.
    """
    check_count("rank", rank)
    if not alpha > 0:
        raise ValueError(
            f"alpha is {alpha}; wanted a number above 0, such as twice the rank: at 0 the change "
            "counts nothing."
        )
    _without_lora(model)
    model.requires_grad_(False)
    for parent, name, layer in _parts(model.blocks, nn.Linear):
        setattr(parent, name, LoRA(layer, rank, alpha).to(layer.weight))  # its device and dtype
    return model


@torch.no_grad()
def merge_lora(model: GPT) -> GPT:
    """Add each change to the weight of its layer, and take the `LoRA` away.

    Changes the model and returns it: it is as large and as fast as before `add_lora`, and all of
    its parameters can learn.

    Raises ValueError for a model without a `LoRA`.
    """
    for parent, name, part in _loras(model):
        part.layer.weight += part.scale * (part.B @ part.A)
        setattr(parent, name, part.layer)
    return model.requires_grad_(True)


def lora_weights(model: GPT, dtype: torch.dtype = torch.float32) -> bytes:
    """A and B of each `LoRA` of a model, as the bytes of a safetensors file, with rank and alpha.

    dtype  of the weights in the file; torch.float16 takes half the room

    Raises ValueError for a model without a `LoRA`.
    """
    from safetensors.torch import save

    _, _, first = _loras(model)[0]
    weights = {
        name: weight.detach().cpu().to(dtype).contiguous()
        for name, weight in model.state_dict().items()
        if name.endswith((".A", ".B"))
    }
    about = {"rank": len(first.A), "alpha": first.scale * len(first.A)}
    return save(weights, metadata={"lora": json.dumps(about)})


def load_lora(model: GPT, name: str | Path) -> GPT:
    """Put a stored adapter into the model: A and B of each `LoRA`. The model is frozen.

    name  of a stored one, or a `Path` to a file that was made of `lora_weights`

    lesson_11_fares  for `stored_gpt("lesson_10_base")`: answers what a ride costs, in words.
                     `python -m helpers measure 11 fares` trains it. The file is float16.

    Changes the model and returns it. Raises FileNotFoundError where there is no such adapter, and
    ValueError for a file that holds none or one of another size, and for a model that has a
    `LoRA` already; the model then stays as it was.
    """
    if not isinstance(name, Path):
        file = resources.files("helpers").joinpath("checkpoints", f"{name}.safetensors")
        with resources.as_file(file) as path:
            return load_lora(model, path)
    rank, alpha, weights = _read_lora(name)
    _without_lora(model)
    wanted = {
        f"blocks.{layer_name}.{part}": size
        for layer_name, layer in model.blocks.named_modules()
        if isinstance(layer, nn.Linear)
        for part, size in (("A", (rank, layer.in_features)), ("B", (layer.out_features, rank)))
    }
    if wanted != {key: tuple(weight.shape) for key, weight in weights.items()}:
        raise ValueError(
            f"The adapter in {name} was made for a model of another size. Load it into one like "
            "the model that it was trained with."
        )
    add_lora(model, rank, alpha).load_state_dict(weights, strict=False)
    return model


def _read_lora(path: Path) -> tuple[int, float, dict[str, Tensor]]:
    """The rank, alpha, and A and B of each layer by their names, from a file."""
    from safetensors import SafetensorError, safe_open

    if not path.exists():
        raise FileNotFoundError(f"No adapter at {path}. Is the name right?")
    try:
        with safe_open(str(path), framework="pt") as file:
            about = json.loads((file.metadata() or {})["lora"])
            weights = {key: file.get_tensor(key) for key in file.keys()}
        return about["rank"], about["alpha"], weights
    except (SafetensorError, TypeError, KeyError, ValueError) as error:
        raise ValueError(
            f"{path} holds no adapter of these lessons, or half of one: {error}"
        ) from None


def _parts(model: nn.Module, kind: type) -> list[tuple[nn.Module, str, nn.Module]]:
    """Each part of that kind, with the part that holds it and its name there."""
    return [
        (parent, name, part)
        for parent in model.modules()
        for name, part in parent.named_children()
        if isinstance(part, kind)
    ]


def _loras(model: nn.Module) -> list[tuple[nn.Module, str, nn.Module]]:
    """Each `LoRA` of the model, as in `_parts`; ValueError where there is none."""
    found = _parts(model, LoRA)
    if not found:
        raise ValueError("This model has no LoRA. Call add_lora first.")
    return found


def _without_lora(model: nn.Module) -> None:
    """Raise ValueError for a model that has a `LoRA`."""
    if _parts(model, LoRA):
        raise ValueError("This model has a LoRA. Call merge_lora first, or load the model anew.")


def as_gpt2(model: GPT) -> nn.Module:
    """The same weights in `GPT2LMHeadModel` of the package transformers, in evaluation mode.

    There, query, key and value are one layer, `c_attn`, and the matrices of all layers in a
    block are stored as (input, output), so each is turned round. Call it as gpt2(ids).logits.

    Raises ModuleNotFoundError where transformers is not installed, and ValueError for a model
    with a `LoRA`.
    """
    from transformers import GPT2Config, GPT2LMHeadModel

    _without_lora(model)
    symbols, width = model.tokens.weight.shape
    config = GPT2Config(
        vocab_size=symbols,
        n_positions=model.context,
        n_embd=width,
        n_layer=len(model.blocks),
        n_head=model.blocks[0].attention.heads,
        bos_token_id=0,
        eos_token_id=None,
        pad_token_id=None,
    )
    gpt2 = GPT2LMHeadModel(config).eval()
    parts = gpt2.transformer
    same = [(model.tokens, parts.wte), (model.positions, parts.wpe), (model.norm, parts.ln_f)]
    joined = []
    for ours, theirs in zip(model.blocks, parts.h, strict=True):
        attention = ours.attention
        same += [(ours.norm_1, theirs.ln_1), (ours.norm_2, theirs.ln_2)]
        joined += [
            ([attention.query, attention.key, attention.value], theirs.attn.c_attn),
            ([attention.out], theirs.attn.c_proj),
            ([ours.mlp[0]], theirs.mlp.c_fc),
            ([ours.mlp[2]], theirs.mlp.c_proj),
        ]
    with torch.no_grad():
        for ours, theirs in same:
            theirs.load_state_dict(ours.state_dict())
        for layers, theirs in joined:
            theirs.weight.copy_(torch.cat([layer.weight.T for layer in layers], dim=1))
            theirs.bias.copy_(torch.cat([layer.bias for layer in layers]))
    return gpt2

"""helpers.models: the networks, computed again with their weights, and what bad input is told."""

import ast
import inspect
import math
import textwrap

import pytest
import torch
from lessons import LESSONS, ROOT, Lesson
from torch import nn
from torch.nn import functional

from helpers.models import (
    GPT,
    Attention,
    Block,
    LoRA,
    add_lora,
    as_gpt2,
    gpt_weights,
    load_gpt,
    load_lora,
    lora_weights,
    merge_lora,
    mlp,
    next_token_loss,
    stored_gpt,
    write,
)
from helpers.streams import stream
from helpers.text import CHARACTERS, split_plays

X = torch.randint(27, (7, 5), generator=torch.Generator().manual_seed(0))


def by_hand(model, rows):
    """The logits of each row, one letter after the other, from the tables of weights."""
    table, (w1, b1), (w2, b2) = (
        model[0].weight,
        *((layer.weight, layer.bias) for layer in model if isinstance(layer, nn.Linear)),
    )
    found = []
    for row in rows.tolist():
        numbers = torch.cat([table[letter] for letter in row])
        hidden = w1 @ numbers + b1
        found.append(w2 @ torch.where(hidden > 0, hidden, 0.0) + b2)
    return torch.stack(found)


def test_the_logits():
    model = mlp(5, 3, 8)
    assert torch.allclose(model(X), by_hand(model, X), atol=1e-6)


def test_the_shapes_on_the_way():
    shapes, there = [], X
    for layer in mlp(5, 16, 128):
        there = layer(there)
        shapes.append(tuple(there.shape))
    assert shapes == [(7, 5, 16), (7, 80), (7, 128), (7, 128), (7, 27)]


@pytest.mark.parametrize(
    ("context", "embedding", "hidden", "symbols"), [(5, 16, 128, 27), (8, 2, 4, 99)]
)
def test_its_parameters(context, embedding, hidden, symbols):
    model = mlp(context, embedding, hidden, symbols=symbols)
    tables = [
        symbols * embedding,
        context * embedding * hidden + hidden,
        hidden * symbols + symbols,
    ]
    assert sum(p.numel() for p in model.parameters()) == sum(tables)


def test_the_same_seed_gives_the_same_weights_with_and_without_dropout():
    models = []
    for dropout in (0.0, 0, 0.3):
        torch.manual_seed(0)
        models.append(mlp(5, 16, 128, dropout=dropout))
    assert [len(model) for model in models] == [5, 5, 6]
    first, *others = ([p.detach() for p in model.parameters()] for model in models)
    for other in others:
        assert all(map(torch.equal, first, other))


def test_dropout_stands_behind_the_relu():
    """While training a share of the hidden units is 0, and the others are larger to make up."""
    model = mlp(5, 16, 4000, dropout=0.25)
    assert model[4].p == 0.25 and model.training
    hidden = model[:4](X)
    left = model[4](hidden)
    off = (left == 0) & (hidden > 0)
    assert off.sum() / (hidden > 0).sum() == pytest.approx(0.25, abs=0.02)
    assert torch.allclose(left[~off], hidden[~off] / 0.75)
    model.eval()
    assert torch.allclose(model(X), by_hand(model, X), atol=1e-5)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"context": 0}, ValueError, "context is 0; wanted at least 1"),
        ({"embedding": 2.0}, TypeError, "embedding is 2.0; wanted a whole number"),
        ({"hidden": True}, TypeError, "hidden is True"),
        ({"symbols": -1}, ValueError, "symbols is -1"),
        ({"dropout": 1}, ValueError, "dropout is 1; .* no hidden unit would be left"),
        ({"dropout": 30}, ValueError, "dropout is 30; .* such as 0.3"),
        ({"dropout": -0.1}, ValueError, "dropout is -0.1"),
        ({"dropout": float("nan")}, ValueError, "dropout is nan"),
        ({"dropout": "0.3"}, TypeError, "dropout is '0.3'; wanted a number"),
        ({"dropout": True}, TypeError, "dropout is True"),
    ],
)
def test_bad_input_is_named(arguments, error, words):
    with pytest.raises(error, match=words):
        mlp(**{"context": 5, "embedding": 16, "hidden": 128} | arguments)


# -- the GPT of lesson 09 -------------------------------------------------------------------------


def a_gpt(seed=0, **sizes):
    torch.manual_seed(seed)
    return GPT(**{"symbols": 11, "context": 8, "width": 12, "heads": 3, "layers": 2} | sizes)


def some_ids(rows=2, tokens=8, symbols=11, seed=0):
    return torch.randint(symbols, (rows, tokens), generator=torch.Generator().manual_seed(seed))


def lines_of(part):
    """The lines of a class, without its docstring and the empty line behind it."""
    source = textwrap.dedent(inspect.getsource(part))
    doc = ast.parse(source).body[0].body[0]
    lines = source.rstrip().splitlines()
    behind = lines[doc.end_lineno :]
    return lines[: doc.lineno - 1] + behind[not behind[0] :]


@pytest.mark.parametrize("part", [Attention, Block, GPT])
def test_the_lesson_writes_the_same_lines(part):
    """Each line of the class, without its docstring, stands in a cell of lesson 09."""
    cells = [cell.source for cell in Lesson(LESSONS["09"]).code.values()]
    assert [cell for cell in cells if cell.strip() == "\n".join(lines_of(part))]


of_lesson_11 = pytest.mark.skipif("11" not in LESSONS, reason="lesson 11 is not there yet")


@of_lesson_11
def test_lesson_11_writes_the_same_lines():
    cells = [cell.source for cell in Lesson(LESSONS["11"]).code.values()]
    assert any("\n".join(lines_of(LoRA)) in cell for cell in cells)


def test_what_writes_has_the_lines_of_the_lesson():
    """All but the type hints of the first line."""
    body = lines_of(write)[2:]
    assert "\n".join(body) in Lesson(LESSONS["09"]).code["write"].source


def test_some_sixty_lines():
    lines = [line for part in (Attention, Block, GPT) for line in lines_of(part)]
    assert sum(bool(line.strip()) for line in lines) < 72


def one_head(x, attention, head):
    """What a head finds for each token, number by number."""
    width = x.shape[1] // attention.heads
    part = slice(width * head, width * (head + 1))
    q, k, v = (
        (x @ layer.weight.T + layer.bias)[:, part]
        for layer in (attention.query, attention.key, attention.value)
    )
    found = []
    for t in range(len(x)):
        scores = [(q[t] * k[s]).sum().item() / math.sqrt(width) for s in range(t + 1)]
        powers = [math.exp(score - max(scores)) for score in scores]
        found.append(sum(p / sum(powers) * v[s] for s, p in enumerate(powers)))
    return torch.stack(found)


def test_attention_number_by_number():
    torch.manual_seed(3)
    attention, x = Attention(12, heads=3), torch.randn(2, 5, 12)
    for given, row in zip(attention(x), x, strict=True):
        heads = torch.cat([one_head(row, attention, head) for head in range(3)], dim=1)
        assert torch.allclose(given, heads @ attention.out.weight.T + attention.out.bias, atol=1e-6)


@pytest.mark.parametrize(("width", "heads"), [(12, 1), (12, 3), (8, 8)])
def test_attention_is_that_of_torch(width, heads):
    torch.manual_seed(width)
    attention, x = Attention(width, heads), torch.randn(3, 7, width)
    q, k, v = (
        layer(x).unflatten(2, (heads, -1)).transpose(1, 2)
        for layer in (attention.query, attention.key, attention.value)
    )
    mixed = functional.scaled_dot_product_attention(q, k, v, is_causal=True)
    wanted = attention.out(mixed.transpose(1, 2).flatten(2))
    assert torch.allclose(attention(x), wanted, atol=1e-6)


def test_the_weights_are_kept_to_look_at():
    attention = Attention(12, heads=3)
    attention(torch.randn(2, 5, 12))
    weights = attention.weights
    assert weights.shape == (2, 3, 5, 5) and not weights.requires_grad
    assert torch.allclose(weights.sum(dim=-1), torch.ones(2, 3, 5))
    assert (weights.triu(1) == 0).all() and (weights.tril() > 0).sum() == 2 * 3 * 15


def test_a_later_token_changes_no_earlier_logit():
    model, ids = a_gpt(), some_ids()
    before = model(ids)
    for place in range(8):
        other = ids.clone()
        other[:, place] = (other[:, place] + 1) % 11
        after = model(other)
        assert torch.allclose(before[:, :place], after[:, :place], atol=1e-6)
        assert not torch.allclose(before[:, place:], after[:, place:], atol=1e-3)


def test_positions_begin_with_row_0():
    model, ids = a_gpt(), some_ids()
    with torch.no_grad():
        alone, full = model(ids[:, :1]), model(ids)
        model.positions.weight[1:] += 1
        assert torch.equal(model(ids[:, :1]), alone)
        model.positions.weight[1:] -= 1
        model.positions.weight[-1] += torch.arange(12)
        assert torch.allclose(model(ids)[:, :-1], full[:, :-1], atol=1e-5)
        assert not torch.allclose(model(ids)[:, -1], full[:, -1], atol=1e-3)


@pytest.mark.parametrize("symbols", [11, 99, 1257])
def test_the_first_loss_is_that_of_knowing_nothing(symbols):
    model = a_gpt(symbols=symbols, width=48, heads=4)
    X, y = some_ids(16, symbols=symbols), some_ids(16, symbols=symbols, seed=1)
    loss = functional.cross_entropy(model(X).flatten(0, 1), y.flatten()).item()
    assert loss == pytest.approx(math.log(symbols), abs=0.2)


def test_one_sequence_is_learned_to_nothing():
    model, ids = a_gpt(width=24), some_ids(1, 9)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(120):
        loss = functional.cross_entropy(model(ids[:, :-1])[0], ids[0, 1:])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert loss.item() < 0.02


@pytest.mark.parametrize("sizes", [(11, 8, 12, 3, 2), (99, 32, 48, 4, 2), (7, 5, 4, 1, 3)])
def test_the_number_of_its_parameters(sizes):
    symbols, context, width, _, layers = sizes
    block = 4 * (width**2 + width) + 2 * 4 * width**2 + 5 * width + 4 * width
    wanted = (symbols + context) * width + layers * block + 2 * width
    assert sum(p.numel() for p in GPT(*sizes).parameters()) == wanted


def test_one_table_for_both_ends_also_after_training():
    model, ids = a_gpt(), some_ids()
    assert model.to_logits.weight is model.tokens.weight
    model(ids).sum().backward()
    torch.optim.Adam(model.parameters(), lr=0.1).step()
    assert torch.equal(model.to_logits.weight, model.tokens.weight)


def test_gpt_says_what_is_wrong():
    with pytest.raises(ValueError, match=r"5 heads cannot share a width of 12 evenly"):
        a_gpt(heads=5)
    with pytest.raises(ValueError, match=r"9 tokens; at most 8: take ids\[:, -8:\]"):
        a_gpt()(some_ids(tokens=9))


# -- stored models --------------------------------------------------------------------------------


def test_a_stored_model_is_the_same(tmp_path):
    model, ids = a_gpt(), some_ids()
    path = tmp_path / "model.safetensors"
    path.write_bytes(gpt_weights(model))
    again = load_gpt(str(path))
    assert torch.equal(again(ids), model(ids)) and not again.training
    assert again.to_logits.weight is again.tokens.weight
    assert gpt_weights(again) == gpt_weights(model)


def test_the_stored_models_are_small():
    folder = ROOT / "helpers" / "checkpoints"
    files = list(folder.iterdir())
    assert files and all(file.suffix == ".safetensors" for file in files)
    assert all(file.stat().st_size < 2e6 for file in files)
    model = stored_gpt()
    assert (model.context, len(model.blocks), model.tokens.weight.shape) == (64, 2, (99, 64))


def test_a_file_that_is_no_model(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"No model at .*lesson_09_gtp.* Is the name right"):
        stored_gpt("lesson_09_gtp")
    whole = gpt_weights(a_gpt())
    for number, content in enumerate((b"", b"no", whole[:-1], whole[: len(whole) // 2])):
        path = tmp_path / f"{number}.safetensors"
        path.write_bytes(content)
        with pytest.raises(ValueError, match=r"holds no GPT of these lessons, or half of one"):
            load_gpt(path)
    other = tmp_path / "other.safetensors"
    other.write_bytes(models_file({"weight": torch.ones(2)}))
    with pytest.raises(ValueError, match=r"holds no GPT of these lessons"):
        load_gpt(other)


def models_file(weights):
    from safetensors.torch import save

    return save(weights, metadata={"sizes": "[9]"})


# -- adapters of low rank ------------------------------------------------------------------------


LAYERS = ["attention.query", "attention.key", "attention.value", "attention.out", "mlp.0", "mlp.2"]


def adapted(rank=2, alpha=3.0, seed=5, **sizes):
    """A small GPT with adapters that have learned something: B is not 0."""
    model = add_lora(a_gpt(**sizes), rank, alpha)
    generator = torch.Generator().manual_seed(seed)
    for name, parameter in model.named_parameters():
        if name.endswith(".B"):
            parameter.data = torch.randn(parameter.shape, generator=generator) / 2
    return model


def test_a_layer_by_hand():
    """W x + b + (alpha / r) B A x, number by number; the layer itself stays."""
    torch.manual_seed(1)
    layer, x = nn.Linear(3, 4), torch.randn(2, 5, 3)
    lora = LoRA(layer, rank=2, alpha=6)
    assert lora.A.shape == (2, 3) and lora.B.shape == (4, 2) and not lora.B.any()
    assert torch.equal(lora(x), layer(x)) and lora.layer is layer
    lora.B.data = torch.randn(4, 2)
    W, b, A, B = (part.detach().tolist() for part in (layer.weight, layer.bias, lora.A, lora.B))
    for given, row in zip(lora(x).flatten(0, 1), x.flatten(0, 1).tolist(), strict=True):
        low = [sum(A[k][j] * row[j] for j in range(3)) for k in range(2)]
        wanted = [
            sum(W[i][j] * row[j] for j in range(3))
            + b[i]
            + 6 / 2 * sum(B[i][k] * low[k] for k in range(2))
            for i in range(4)
        ]
        assert given.tolist() == pytest.approx(wanted, abs=1e-5)


def test_at_first_a_model_with_adapters_is_the_model():
    """To the bit. A is drawn, each number with a variance of 1 / in, and drawn again alike."""
    ids, drawn = some_ids(), []
    for _ in range(2):
        model = a_gpt(width=96)
        before = model(ids)
        torch.manual_seed(3)
        add_lora(model, rank=4, alpha=8)
        assert torch.equal(model(ids), before)
        drawn.append([p for name, p in model.named_parameters() if name.endswith(".A")])
    assert len(drawn[0]) == 12 and all(map(torch.equal, *drawn))
    for A in drawn[0]:
        assert A.std().item() == pytest.approx(A.shape[1] ** -0.5, rel=0.2)


@pytest.mark.parametrize("rank", [1, 3])
def test_what_learns_is_a_and_b_of_each_layer_of_a_block(rank):
    """For each layer r (in + out) numbers; all others are frozen, and stay as they were."""
    base = a_gpt()
    model, ids = add_lora(a_gpt(), rank, alpha=2 * rank), some_ids(4)
    learns = {name: p for name, p in model.named_parameters() if p.requires_grad}
    assert set(learns) == {
        f"blocks.{block}.{layer}.{part}" for block in (0, 1) for layer in LAYERS for part in "AB"
    }
    numbers = 2 * (4 * (12 + 12) + 2 * (12 + 48)) * rank
    assert sum(p.numel() for p in learns.values()) == numbers
    drawn = {name: p.detach().clone() for name, p in learns.items()}
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.1, weight_decay=0.5)
    for _ in range(3):
        next_token_loss(model(ids[:, :-1]), ids[:, 1:]).backward()
        optimizer.step()
        optimizer.zero_grad()
    after = {name.replace(".layer.", "."): p for name, p in model.state_dict().items()}
    for name, there in base.state_dict().items():
        assert torch.equal(after[name], there), name
    assert not any(torch.equal(learns[name], drawn[name]) for name in learns)


@pytest.mark.parametrize(("rank", "alpha"), [(1, 2), (2, 3.0), (20, 8.0)])
def test_merged_it_is_the_same_model_without_adapters(rank, alpha):
    model, base, ids = adapted(rank, alpha), a_gpt(), some_ids()
    before = model(ids)
    assert (before - base(ids)).abs().max() > 0.05
    merged = merge_lora(model)
    assert merged is model and not any(isinstance(part, LoRA) for part in model.modules())
    assert torch.allclose(model(ids), before, atol=1e-5)
    assert list(model.state_dict()) == list(base.state_dict())
    assert all(p.requires_grad for p in model.parameters())
    assert model.to_logits.weight is model.tokens.weight
    changed = [
        name
        for name, p in base.state_dict().items()
        if not torch.equal(p, model.state_dict()[name])
    ]
    assert changed == [f"blocks.{b}.{layer}.weight" for b in (0, 1) for layer in LAYERS]
    again = load_bytes(gpt_weights(model))
    assert torch.equal(again(ids), model(ids))


def load_bytes(content):
    """What `load_gpt` makes of these bytes."""
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.safetensors"
        path.write_bytes(content)
        return load_gpt(path)


def from_lesson_11(name):
    """A function as a cell of the lesson writes it out."""
    names = {"torch": torch, "nn": nn, "LoRA": LoRA}
    for cell in Lesson(LESSONS["11"]).code.values():
        for part in ast.parse(cell.source).body if f"def {name}(" in cell.source else []:
            if isinstance(part, ast.FunctionDef) and part.name == name:
                exec(compile(ast.Module([part], []), name, "exec"), names)
    return names[name]


@of_lesson_11
def test_the_lesson_adds_and_merges_in_the_same_way():
    """The same draws in the same places, and the same weights at the end, to the bit."""
    models = []
    for add, merge in (
        (add_lora, merge_lora),
        (from_lesson_11("add_lora"), from_lesson_11("merge_lora")),
    ):
        model = a_gpt()
        torch.manual_seed(6)
        add(model, 2, 3.0)
        learns = [name for name, p in model.named_parameters() if p.requires_grad]
        for name, parameter in model.named_parameters():
            if name.endswith(".B"):
                parameter.data = torch.randn(parameter.shape)
        apart = {name: p.clone() for name, p in model.state_dict().items()}
        models.append((learns, apart, merge(model).state_dict()))
    (ours, *states), (theirs, *others) = models
    assert ours == theirs and len(ours) == 24
    for one, other in zip(states, others, strict=True):
        assert list(one) == list(other)
        assert all(torch.equal(one[name], other[name]) for name in one)


def test_the_change_of_a_layer_has_the_rank():
    model, base = adapted(rank=3), a_gpt()
    merge_lora(model)
    for layer in LAYERS:
        name = f"blocks.1.{layer}.weight"
        change = (model.state_dict()[name] - base.state_dict()[name]).double()
        assert torch.linalg.matrix_rank(change, rtol=1e-4) == 3


def test_adapters_have_the_numbers_of_their_model():
    model = add_lora(a_gpt().double(), 2, 4)
    assert {p.dtype for p in model.parameters()} == {torch.float64}
    model(some_ids())


def test_the_same_adapters_by_peft():
    """`LoraConfig` on the same layers, with the same A and B: the same logits, merged too."""
    peft = pytest.importorskip("peft")
    model, ids = adapted(rank=3, alpha=5.0), some_ids()
    config = peft.LoraConfig(r=3, lora_alpha=5.0, target_modules=LAYERS, lora_dropout=0.0)
    torch.manual_seed(8)
    theirs = peft.get_peft_model(a_gpt(), config)
    learns = {name: p for name, p in theirs.named_parameters() if p.requires_grad}
    ours = {name: p for name, p in model.named_parameters() if p.requires_grad}
    assert len(learns) == len(ours) == 2 * 2 * len(LAYERS)
    assert theirs.get_nb_trainable_parameters()[0] == sum(p.numel() for p in ours.values())
    with torch.no_grad():
        assert torch.allclose(theirs(ids), a_gpt()(ids), atol=1e-6)
        for name, p in learns.items():
            place = name.removeprefix("base_model.model.").removesuffix(".default.weight")
            p.copy_(ours[place.replace("lora_", "")])
        logits = model(ids)
        assert torch.allclose(theirs(ids), logits, atol=1e-5)
        assert (logits - a_gpt()(ids)).abs().max() > 0.05
        assert torch.allclose(theirs.merge_and_unload()(ids), logits, atol=1e-5)


@pytest.mark.parametrize(
    ("rank", "alpha", "dtype"),
    [(1, 2, torch.float32), (3, 1.0, torch.float32), (2, 4, torch.float16)],
)
def test_a_stored_adapter_is_the_same(tmp_path, rank, alpha, dtype):
    """The file holds A and B alone: the model that it is for comes from elsewhere."""
    model, ids, path = adapted(rank, alpha), some_ids(), tmp_path / "adapter.safetensors"
    path.write_bytes(lora_weights(model, dtype))
    again = a_gpt()
    assert load_lora(again, path) is again
    near = 0 if dtype is torch.float32 else 5e-3
    assert (again(ids) - model(ids)).abs().max() <= near
    assert [name for name, p in again.named_parameters() if p.requires_grad] == [
        name for name, p in model.named_parameters() if p.requires_grad
    ]
    assert {p.dtype for p in again.parameters()} == {torch.float32}
    assert lora_weights(again, dtype) == lora_weights(model, dtype)
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
    numbers = 2 * (4 * (12 + 12) + 2 * (12 + 48)) * rank
    assert path.stat().st_size == 8 + size + numbers * dtype.itemsize
    torch.manual_seed(0)
    merged = merge_lora(load_lora(a_gpt(), path))
    assert torch.allclose(merged(ids), again(ids), atol=1e-5)


def snapshot(model):
    return {name: (p.detach().clone(), p.requires_grad) for name, p in model.named_parameters()}


@pytest.mark.parametrize(
    "sizes",
    [{"width": 24}, {"layers": 1}, {"layers": 3}],
    ids=["wider", "one block less", "one block more"],
)
def test_an_adapter_of_another_size_leaves_the_model_as_it_was(tmp_path, sizes):
    path, model = tmp_path / "adapter.safetensors", a_gpt(**sizes)
    path.write_bytes(lora_weights(adapted()))
    model.tokens.requires_grad_(False)
    before, drawn = snapshot(model), torch.get_rng_state()
    with pytest.raises(ValueError, match=r"adapter\.safetensors was made for a model of another"):
        load_lora(model, path)
    after = snapshot(model)
    assert list(after) == list(before) and torch.equal(drawn, torch.get_rng_state())
    for name, (there, learns) in before.items():
        assert torch.equal(after[name][0], there) and after[name][1] == learns


def test_a_file_that_is_no_adapter(tmp_path):
    model = a_gpt()
    with pytest.raises(FileNotFoundError, match=r"No adapter at .*lesson_11_fare\b.*name right"):
        load_lora(model, "lesson_11_fare")
    with pytest.raises(FileNotFoundError, match=r"No adapter at .*none"):
        load_lora(model, tmp_path / "none")
    whole = lora_weights(adapted())
    strange = [b"", b"no", whole[:-1], whole[: len(whole) // 2], gpt_weights(a_gpt())]
    strange += [whole.replace(b"lora", b"aaaa"), whole.replace(b"rank", b"knar")]
    for number, content in enumerate(strange):
        path = tmp_path / f"{number}.safetensors"
        path.write_bytes(content)
        with pytest.raises(ValueError, match=r"holds no adapter of these lessons, or half of one"):
            load_lora(model, path)
    assert all(p.requires_grad for p in model.parameters())


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: add_lora(adapted(), 2, 4), ValueError, "has a LoRA. Call merge_lora first"),
        (lambda: gpt_weights(adapted()), ValueError, "has a LoRA. Call merge_lora first"),
        (lambda: as_gpt2(adapted()), ValueError, "has a LoRA. Call merge_lora first"),
        (lambda: merge_lora(a_gpt()), ValueError, "has no LoRA. Call add_lora first"),
        (lambda: lora_weights(a_gpt()), ValueError, "has no LoRA. Call add_lora first"),
        (lambda: add_lora(a_gpt(), 0, 4), ValueError, "rank is 0; wanted at least 1"),
        (lambda: add_lora(a_gpt(), 2.0, 4), TypeError, "rank is 2.0; wanted a whole number"),
        (lambda: add_lora(a_gpt(), 2, 0), ValueError, "alpha is 0; .*such as twice the rank"),
        (lambda: add_lora(a_gpt(), 2, math.nan), ValueError, "alpha is nan"),
    ],
)
def test_lora_says_what_is_wrong(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_an_adapter_is_not_loaded_over_another(tmp_path):
    path, model, ids = tmp_path / "adapter.safetensors", adapted(), some_ids()
    path.write_bytes(lora_weights(model))
    before = model(ids)
    with pytest.raises(ValueError, match=r"has a LoRA\. Call merge_lora first"):
        load_lora(model, path)
    assert torch.equal(model(ids), before)


def test_a_refused_rank_leaves_the_model_as_it_was():
    model = a_gpt()
    for rank, alpha in ((0, 4), (2, 0)):
        with pytest.raises(ValueError):
            add_lora(model, rank, alpha)
    assert all(p.requires_grad for p in model.parameters())


def test_targets_of_minus_100_do_not_count_in_the_loss():
    model, ids = a_gpt(), some_ids(3)
    logits, y = model(ids), ids.clone()
    y[0, 2:], y[2] = -100, -100
    p = logits.softmax(dim=-1).detach()
    wanted = [-math.log(p[0, t, ids[0, t]]) for t in range(2)]
    wanted += [-math.log(p[1, t, ids[1, t]]) for t in range(8)]
    assert next_token_loss(logits, y).item() == pytest.approx(sum(wanted) / 10, rel=1e-5)


# -- the same in another package ------------------------------------------------------------------


@pytest.fixture(scope="module")
def gpt2():
    return as_gpt2(stored_gpt())


IDS = stream(split_plays()[1], CHARACTERS)[None, :64]


@torch.no_grad()
def test_the_logits_of_gpt2(gpt2):
    assert (gpt2(IDS).logits - stored_gpt()(IDS)).abs().max() < 5e-5
    assert gpt2.lm_head.weight is gpt2.transformer.wte.weight


@torch.no_grad()
def test_the_greedy_text_of_gpt2(gpt2):
    model, ids = stored_gpt(), IDS[:, :20]
    theirs = gpt2.generate(ids, do_sample=False, max_new_tokens=40, pad_token_id=1)
    for _ in range(40):
        ids = torch.cat([ids, model(ids)[:, -1:].argmax(dim=-1)], dim=1)
    assert torch.equal(theirs, ids)


@torch.no_grad()
def test_a_number_for_padding_that_stands_in_the_text(gpt2):
    start = torch.tensor([[0]])
    written = [
        gpt2.generate(start, do_sample=False, max_new_tokens=20, pad_token_id=pad).tolist()
        for pad in (1, 0)
    ]
    assert written[0] != written[1]

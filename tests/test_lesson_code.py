"""The code that the lessons write out, taken from the notebooks and tried on other input."""

import contextlib
import io
import math
import random
from itertools import pairwise

import numpy as np
import pytest
import torch
from lessons import LESSONS

from helpers.experiments import trials
from helpers.models import mlp
from helpers.search import expected_improvement, gaussian_process
from helpers.text import CHARACTERS, LETTERS, pairs, split_plays, windows
from helpers.tokens import BytePairs
from helpers.training import fit


def names(ran, number, cell):
    return ran(number).names[cell]


def test_mse(ran):
    mse = names(ran, "01", "loss-table")["mse"]
    x, y = np.arange(5.0), 2 * np.arange(5.0) + 1
    for w, b in [(0, 0), (1.5, 0.5), (-1, 3), (2, 1)]:
        assert mse(w, b) == pytest.approx(np.mean((w * x + b - y) ** 2), abs=1e-5)


def test_gradient_is_the_slope(ran):
    here = names(ran, "02", "gradient-function")
    x, y = np.arange(5.0), 2 * np.arange(5.0) + 1

    def loss(w, b):
        return np.mean((w * x + b - y) ** 2)

    for w, b in [(0, 0), (1.5, 0.5), (3, -2), (-4, 7)]:
        slopes = (loss(w + 1e-4, b) - loss(w - 1e-4, b)) / 2e-4
        biases = (loss(w, b + 1e-4) - loss(w, b - 1e-4)) / 2e-4
        assert here["gradient"](w, b) == pytest.approx((slopes, biases), abs=1e-4)
        assert here["finite_difference"](here["mse"], w, b) == pytest.approx(
            (slopes, biases), abs=0.02
        )


def test_descent_reaches_least_squares(ran):
    descend = names(ran, "02", "loop")["descend"]
    torch.manual_seed(5)
    X = torch.rand(40, 1)
    y = 3 * X - 2 + 0.1 * torch.randn(40, 1)
    w, b = descend(X, y, lr=0.5, epochs=2000)[-1]
    best = np.polyfit(X[:, 0].double().numpy(), y[:, 0].double().numpy(), 1)
    assert (w, b) == pytest.approx(tuple(best), abs=1e-3)


def test_descent_with_many_features(ran):
    descend = names(ran, "02", "many-features-loop")["descend_many"]
    torch.manual_seed(5)
    A = torch.cat([torch.ones(30, 1), torch.randn(30, 4)], dim=1)
    theta = torch.tensor([[1.0], [-2], [3], [0.5], [4]])
    assert torch.allclose(descend(A, A @ theta, lr=0.1, epochs=2000), theta, atol=1e-3)


def test_value_is_small(ran):
    lesson = ran("03")
    lines = "\n".join(lesson.code[c].source for c in ("value-class", "value-backward"))
    code = [k for k in lines.splitlines() if k.strip() and not k.strip().startswith("#")]
    assert 25 <= len(code) <= 45  # "some thirty lines"


@pytest.mark.parametrize("seed", range(60))
def test_value_against_torch(ran, seed):
    """Random expressions of + and *, with plain numbers on either side and shared parts."""
    Value = names(ran, "03", "value-backward")["Value"]
    rng = random.Random(seed)
    numbers = [rng.uniform(-1.5, 1.5) for _ in range(4)]
    mine = [Value(n) for n in numbers]
    theirs = [torch.tensor(n, dtype=torch.float64, requires_grad=True) for n in numbers]
    leaves = list(zip(mine, theirs, strict=True))
    for _ in range(rng.randint(1, 12)):
        i, j, c = rng.randrange(len(mine)), rng.randrange(len(mine)), rng.uniform(-2, 2)
        operation = rng.choice(
            [
                lambda v: v[i] + v[j],
                lambda v: v[i] * v[j],
                lambda v: v[i] + c,
                lambda v: c + v[i],
                lambda v: v[i] * c,
                lambda v: c * v[i],
            ]
        )
        mine, theirs = [*mine, operation(mine)], [*theirs, operation(theirs)]
    assert mine[-1].data == pytest.approx(theirs[-1].item(), rel=1e-12)
    for times in (1, 2):  # gradients add up, as torch's do
        mine[-1].backward()
        theirs[-1].backward(retain_graph=True)
        for value, tensor in leaves:
            expected = 0.0 if tensor.grad is None else tensor.grad.item()
            assert value.grad == pytest.approx(expected, rel=1e-10, abs=1e-12), times


def test_every_order_of_the_three_acts(ran):
    """The rule of lesson 03: zero after a step and before the next backward."""
    train = names(ran, "03", "order-loop")["train"]
    good = train("backward step zero")
    # "step" before any backward has nothing to use; the lesson's function is not asked for it
    assert train("zero backward step") == good
    assert train("backward zero step") == [33.0] * 40
    assert train("backward step")[2] > good[2]


def test_case_files_follow_from_the_eigenvalues(ran):
    here = names(ran, "04", "case1-mend")
    small = np.linalg.eigvalsh(here["bowl"].hessian.numpy())[0]
    start = 1 - 0.01 * small
    assert here["final_parameters"](0.01, 3000) == [2.0, 1.0]
    w, b = here["final_parameters"](0.01, 100)
    assert abs(w - 2) + abs(b - 1) > 0.5 * start**100
    run = names(ran, "04", "case2-run")["run"]
    assert run(239, 6000)[-1].tolist() == pytest.approx([2, 1], abs=1e-3)


def test_loaded_model_is_the_saved_one(ran):
    here = names(ran, "04", "save-load")
    state = torch.load(here["file"], weights_only=True)
    assert set(state) == {"linear.weight", "linear.bias"}
    assert all(map(torch.equal, here["model"].parameters(), here["loaded"].parameters()))
    assert all(math.isfinite(v.item()) for v in state.values())


@pytest.mark.parametrize("number", [number for number in LESSONS if number >= "04"])
def test_from_lesson_04_on_all_models_are_trained_by_one_function(ran, number):
    *_, last = ran(number).names.values()
    assert last["fit"] is fit


def test_pairs_of_other_names(ran):
    pairs_of = names(ran, "05", "held-out-pairs")["pairs_of"]
    X, y = pairs_of(["jo", "a"])
    assert (X.tolist(), y.tolist()) == ([0, 10, 15, 0, 1], [10, 15, 0, 1, 0])
    words = ["zoe", "xx", "mia"]
    assert all(map(torch.equal, pairs_of(words), pairs(words, LETTERS)))


def test_a_name_follows_a_table_that_leaves_no_choice(ran):
    new_name = names(ran, "05", "sample")["new_name"]
    table = torch.zeros(27, 27)
    for before, after in pairwise(".zoe."):
        table[LETTERS.encode(before), LETTERS.encode(after)] = 1
    assert new_name(table, torch.Generator()) == "zoe"


def test_rows_are_numbers_with_27_digits(ran):
    row_of = names(ran, "06", "tables")["row_of"]
    X = torch.tensor([[0, 0, 0], [0, 0, 26], [1, 0, 2], [26, 26, 26]])
    assert row_of(X).tolist() == [0, 26, 27**2 + 2, 27**3 - 1]
    assert row_of(X[:, 1:]).tolist() == [0, 26, 2, 27**2 - 1]
    digits = "0123456789abcdefghijklmnopq"
    X, _ = windows(["zoe", "mia"], LETTERS, 4)
    wanted = [int("".join(digits[number] for number in row), 27) for row in X.tolist()]
    assert row_of(X).tolist() == wanted and row_of(X[:, :0]).tolist() == [0] * len(X)


def test_windows_by_hand_are_those_of_the_library(ran):
    """The loop of the lesson, for other names and lengths."""
    source = ran("06").code["window-by-hand"].source
    for name, k in (("anna", 3), ("jo", 5), ("maximilian", 1)):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(source.replace('"anna"', f'"{name}"').replace("k = 3", f"k = {k}"), {})
        X, y = windows([name], LETTERS, k)
        pairs = zip(X, y, strict=True)
        wanted = [f"{LETTERS.decode(x)} -> {LETTERS.decode(one[None])}" for x, one in pairs]
        assert printed.getvalue().splitlines() == wanted


def test_the_network_is_that_of_the_library(ran):
    """The same layers, and from the same seed the same start."""
    models = []
    for make in (names(ran, "06", "network")["network"], lambda: mlp(5, 16, 128)):
        torch.manual_seed(7)
        models.append(make())
    written, library = models
    states = [model.state_dict() for model in models]
    assert list(states[0]) == list(states[1]) and [*map(type, written)] == [*map(type, library)]
    assert all(map(torch.equal, *(state.values() for state in states)))
    X, _ = windows(["zoe", "mia"], LETTERS, 5)
    assert torch.equal(written(X), library(X)) and written(X).shape == (8, 27)


def test_changed_replaces_a_tenth_of_the_letters_each_time_anew(ran):
    Changed = names(ran, "06", "augmentation")["Changed"]
    X, y = torch.full((4000, 5), 5), torch.arange(4000)
    torch.manual_seed(3)
    batches = Changed([(X[:1000], y[:1000]), (X[1000:], y[1000:])])
    first, second = (list(batches) for _ in range(2))
    assert [len(x) for x, _ in first] == [1000, 3000]
    assert torch.equal(torch.cat([labels for _, labels in first]), y)
    assert (X == 5).all()  # what was given stays as it was
    one, two = (torch.cat([x for x, _ in epoch]) for epoch in (first, second))
    assert not torch.equal(one, two)
    assert (one != 5).double().mean().item() == pytest.approx(0.1 * 25 / 26, abs=0.01)
    assert one.unique().tolist() == list(range(1, 27))  # no end mark within a name


def test_a_trial_is_that_of_the_stored_runs(ran):
    trial = names(ran, "07", "trial")["trial"]
    for lr, hidden, seed in ((0.02, 16, 3), (0.3, 4, 1)):
        assert trial(lr, hidden, seed) == pytest.approx(trials.whole(lr, hidden, seed), abs=1e-6)


def test_settings_are_those_of_the_stored_runs(ran):
    setting = names(ran, "07", "search")["setting"]
    for place in torch.rand(20, 2, generator=torch.Generator().manual_seed(1)):
        (lr, hidden), (rate, units) = setting(place), trials.setting(place.tolist())
        assert lr == pytest.approx(rate) and hidden == units


def test_a_learning_rate_grows_with_each_batch(ran):
    Growing = names(ran, "07", "range-test")["Growing"]
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    growing = Growing(["first", "second"], optimizer, factor=2)
    seen = [(*growing, optimizer.param_groups[0]["lr"]) for _ in range(3)]
    assert seen == [("first", 2), ("second", 4), ("first", 8)]


def test_the_guess_is_that_of_the_library(ran):
    guess = names(ran, "07", "guess")["guess"]
    generator = torch.Generator().manual_seed(2)
    tried, losses, new = (
        torch.rand(*shape, generator=generator) for shape in ((9, 2), (9,), (50, 2))
    )
    wanted = gaussian_process(tried, losses, new)
    for mine, theirs in zip(guess(tried, losses, new), wanted, strict=True):
        assert torch.allclose(mine, theirs, atol=1e-4)


def test_the_improvement_is_that_of_the_library(ran):
    improvement = names(ran, "07", "improvement")["improvement"]
    mean, std = torch.linspace(2.2, 2.6, 9), torch.linspace(0.01, 0.2, 9)
    torch.manual_seed(4)
    near = improvement(mean, std, 2.38)
    assert torch.allclose(near, expected_improvement(mean, std, 2.38), atol=0.01)


def test_a_cleaned_text_has_nothing_left_to_clean(ran):
    here = names(ran, "08", "clean")
    dirty = "(202) 555-0199\r\n 17 \r\n\tab  c \t\r\n\r\nend\x1a"
    text, counts = here["clean"](dirty.encode(), here["STEPS"])
    assert text == "[telephone]\n\tab  c\n\nend"
    assert list(counts.values()) == [4, 1, 2, 1, 1]
    assert not any(here["clean"](text.encode(), here["STEPS"])[1].values())


def test_runs_are_words_in_a_row(ran):
    runs = names(ran, "08", "same-play")["runs"]
    assert runs("a b  a\nb a", 2) == {("a", "b"), ("b", "a")}
    assert runs("a b c", 3) == {("a", "b", "c")} and runs("a b", 3) == set()


@pytest.mark.parametrize("seed", range(5))
def test_the_merges_of_the_lesson_are_those_of_the_library(ran, seed):
    """Learned, encoded and decoded by the cells' own functions, on words of a few letters."""
    learn = names(ran, "08", "learn")["learn"]
    draw = random.Random(seed)
    texts = ["".join(draw.choices("ab c春\n'1", k=120)) for _ in range(4)]
    wanted = BytePairs.train(texts, 30)
    merges = learn(texts, len(wanted.merges))
    assert [(ord(left), ord(right)) for left, right in merges] == wanted.merges


def test_the_lesson_encodes_as_the_library_does(ran):
    here = names(ran, "08", "encode")
    merges = [(ord(left), ord(right)) for left, right in here["merges"]]
    bpe = BytePairs(merges)
    assert here["tokens"] == bpe.tokens
    for text in (*split_plays()[1][:3], "床前明月光", "", "  \r\n x 12's"):
        ids = here["encode"](text)
        assert ids == bpe.encode(text).tolist()
        assert here["decode"](ids) == text


def test_bigrams_of_two_tokenizers(ran):
    """Fewer nats for one token of a text that the table has seen often."""
    bigrams = names(ran, "08", "bigrams")["bigrams"]
    nats, tokens = bigrams(CHARACTERS)
    assert tokens == 110_817 and nats == pytest.approx(2.524, abs=5e-4)


def test_the_padded_loss_is_the_mean_over_the_letters(ran):
    loss_of = names(ran, "08", "padded-loss")["cross_entropy"]
    logits = torch.randn(2, 3, 4, generator=torch.Generator().manual_seed(0))
    y = torch.tensor([[2, 0, 1], [3, 1, 1]])
    log_p = logits.log_softmax(-1)
    wanted = -(log_p[0, 0, 2] + log_p[0, 1, 0] + log_p[1, 0, 3]) / 3
    assert loss_of(1)(logits, y).item() == pytest.approx(wanted.item(), abs=1e-6)


def test_attention_of_the_lesson_is_that_of_torch(ran):
    attention = names(ran, "09", "attention")["attention"]
    for shape in ((3, 2, 5, 4), (3, 2, 3, 7, 16), (3, 1, 1, 2)):
        torch.manual_seed(sum(shape))
        q, k, v = torch.randn(shape)
        wanted = torch.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
        assert torch.allclose(attention(q, k, v), wanted, atol=1e-6)


def test_the_leak_test_of_the_lesson(ran):
    here = names(ran, "09", "suspects")
    leaks, attention, sdpa = (
        here["leaks"],
        here["attention"],
        torch.nn.functional.scaled_dot_product_attention,
    )
    assert not leaks(attention) and not leaks(here["wide"])
    assert leaks(here["turned"]) and leaks(sdpa)
    assert not leaks(lambda q, k, v: sdpa(q, k, v, is_causal=True))
    one_ahead = torch.ones(5, 5, dtype=torch.bool).tril(1)
    assert leaks(lambda q, k, v: sdpa(q, k, v, attn_mask=one_ahead))


def test_what_is_wrong_with_the_suspects(ran):
    here = names(ran, "09", "suspects")
    torch.manual_seed(6)
    q, k, v = torch.randn(3, 2, 6, 4)
    sdpa = torch.nn.functional.scaled_dot_product_attention
    self_and_future = torch.ones(6, 6, dtype=torch.bool).triu()
    assert torch.allclose(here["turned"](q, k, v), sdpa(q, k, v, attn_mask=self_and_future))
    wide = sdpa(q, k, v, is_causal=True, scale=12**-0.5)
    assert torch.allclose(here["wide"](q, k, v), wide, atol=1e-6)


def test_norm_of_the_lesson_is_that_of_torch(ran):
    norm = names(ran, "09", "norm")["norm"]
    for x in (torch.randn(2, 3, 8), 1e-3 * torch.randn(1, 4, 5), torch.ones(1, 2, 6)):
        wanted = torch.nn.functional.layer_norm(x, x.shape[-1:])
        assert torch.allclose(norm(x), wanted, atol=1e-5)


def test_slopes_through_twelve_layers(ran):
    deep = names(ran, "09", "deep")["deep"]
    assert deep(add=False) < 1e-3 and 0.1 < deep(add=True) < 10


def test_the_open_model_looks_at_the_next_letter(ran):
    here = names(ran, "09", "no-mask")
    torch.manual_seed(0)
    attention = here["Open"](12, heads=3)
    x = torch.randn(1, 5, 12)
    q, k, v = (
        layer(x).unflatten(2, (3, 4)).transpose(1, 2)
        for layer in (attention.query, attention.key, attention.value)
    )
    mixed = torch.nn.functional.scaled_dot_product_attention(q, k, v)
    assert torch.allclose(attention(x), attention.out(mixed.transpose(1, 2).flatten(2)), atol=1e-6)


def test_what_the_model_writes(ran):
    """Each letter is drawn of the last 64; it is never cut, and the start stays."""
    write = names(ran, "09", "write")["write"]
    asked = []

    class Counting:
        context = 8

        def __call__(self, ids):
            asked.append(ids.shape[1])
            logits = torch.full((1, ids.shape[1], 99), -torch.inf)
            places = torch.arange(ids.shape[1])
            logits[0, places, (ids[0] + 1) % 99] = 0.0  # the next symbol, at each place
            return logits

    assert write(Counting(), "abcdefg", 4) == "abcdefghijk"
    assert asked == [7, 8, 8, 8]

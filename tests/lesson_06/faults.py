"""Faults of lesson 06 that the tests have to catch; tests/planting.py says how they are read."""

from planting import Fault

# These take seconds, and no other cell needs them.
TRAINED = ("training", "few-names", "few-names-picture", "leak")
BENDS = ("two-linear", "two-linear-picture", "one-line")


def numbers(cell: str) -> str:
    return f"lesson_06/test_numbers::test_numbers[{cell}]"


def practice(test: str) -> str:
    return f"test_practice::test_{test}"


def words(cell: str) -> str:
    return f"test_drawn::test_what_a_cell_prints[06-{cell}]"


def in_a_cell(cell: str, old: str, new: str, caught_by: str, **more) -> Fault:
    """Of the long cells, only the one with the fault is run."""
    without = [one for one in (*TRAINED, *BENDS) if one != cell and not {one, cell} <= {*BENDS}]
    return Fault(f"06/{cell}", old, new, caught_by, without=tuple(without), **more)


FAULTS = {
    "the letter itself": in_a_cell(
        "window-by-hand", '"->", text[i + k]', '"->", text[i + k - 1]', words("window-by-hand")
    ),
    "rows by 25": in_a_cell(
        "tables", "27 * row + letters", "25 * row + letters", numbers("memory")
    ),
    "smoothing that forgets the sum": in_a_cell(
        "tables",
        "(cases[row] + 27)",
        "(cases[row] + 1)",
        numbers("memory"),
    ),
    "tables judged on the test names": in_a_cell(
        "tables",
        "windows(held_out, LETTERS, k)",
        "windows(test, LETTERS, k)",
        numbers("memory"),
    ),
    "a bend at 10": in_a_cell(
        "two-linear", "(x - 15).relu()", "(x - 10).relu()", numbers("two-linear")
    ),
    "two lines in place of a bend": in_a_cell(
        "two-linear", "nn.ReLU(), ", "", numbers("two-linear")
    ),
    "curves exchanged": in_a_cell(
        "two-linear-picture",
        '"two linear layers": without(km / 10), "with ReLU": between(km / 10)',
        '"two linear layers": between(km / 10), "with ReLU": without(km / 10)',
        "lesson_06/test_pictures::test_two_linear_layers_are_the_best_line_and_relu_bends",
        store=None,
        last="two-linear-picture",
    ),
    "a bias that no weight carries": in_a_cell(
        "one-line", "w2 @ b1 + b2", "b1.sum() + b2", words("one-line")
    ),
    "no ReLU": in_a_cell("network", "        nn.ReLU(),\n", "", numbers("network")),
    "number by number": in_a_cell(
        "by-hand", ".flatten(1)", ".transpose(1, 2).flatten(1)", words("by-hand")
    ),
    "no ReLU by hand": in_a_cell("by-hand", " + b1).relu()", " + b1)", words("by-hand")),
    "weights that are not large": in_a_cell(
        "large-weights", "*= 30", "*= 2", numbers("large-weights")
    ),
    "only beginnings": in_a_cell("one-batch", "X[:, -1] != 0", "X[:, -1] == 0", words("one-batch")),
    "judged on what it learned": in_a_cell(
        "training",
        "evaluate(model, X_new, y_new)",
        "evaluate(model, X, y)",
        numbers("training"),
    ),
    "overfitting unseen": in_a_cell(
        "few-names",
        "evaluate(model, X_other, y_other)",
        "evaluate(model, X_few, y_few)",
        numbers("few-names"),
    ),
    "weights that grow": in_a_cell(
        "decay", "w.grad + 0.5 * w", "w.grad - 0.5 * w", numbers("decay")
    ),
    "dropout without scaling": in_a_cell(
        "dropout", "hidden * keep / (1 - p)", "hidden * keep", words("dropout")
    ),
    "a mask turned round": in_a_cell(
        "augmentation", "< 0.1, other, X)", "< 0.1, X, other)", words("augmentation")
    ),
    "eval forgotten": in_a_cell("two-lines", "noisy.eval()\n", "", words("two-lines")),
    "held out scenes trained on": in_a_cell(
        "leak",
        "train_and_judge(*windows(old, CHARACTERS, 5)",
        "train_and_judge(*windows(old + kept, CHARACTERS, 5)",
        numbers("leak"),
    ),
    "all cases in place of different letters": in_a_cell(
        "mixing",
        "u = (counts > 0).sum(dim=1)[row_new]",
        "u = n",
        numbers("mixing"),
    ),
    "the first letters in place of the last": in_a_cell(
        "mixing",
        "row_of(X4[:, 4 - k :]), row_of(X4_new[:, 4 - k :])",
        "row_of(X4[:, :k]), row_of(X4_new[:, :k])",
        numbers("mixing"),
    ),
    "truth minus prediction in the network": in_a_cell(
        "backward",
        "u[letter] -= 1",
        "u[letter] += 1",
        words("backward"),
    ),
    "a gate turned round": in_a_cell("backward", "(z > 0)", "(z < 0)", words("backward")),
    "units that are always on": in_a_cell("dead", "[:32] = -10", "[:32] = 10", numbers("dead")),
    "a network without a bend": Fault(
        "helpers/models.py",
        "        nn.ReLU(),\n",
        "",
        "test_models::test_the_logits",
    ),
    "the share that stays on": Fault(
        "helpers/models.py",
        "nn.Dropout(dropout)",
        "nn.Dropout(1 - dropout)",
        "test_models::test_dropout_stands_behind_the_relu",
    ),
    "the best epoch of each cure": Fault(
        "helpers/experiments/cures.py",
        "[of_seed[-1] for",
        "[min(of_seed) for",
        "test_experiments::test_at_the_end",
    ),
    "the same names for each seed": Fault(
        "helpers/experiments/shared.py",
        "(train[APART * seed :] + train[: APART * seed])",
        "train",
        "test_experiments::test_seed_0_takes_the_first_names_and_others_take_others",
    ),
    "an end mark within a name": Fault(
        "helpers/experiments/shared.py",
        "torch.randint(1, len(LETTERS)",
        "torch.randint(0, len(LETTERS)",
        "test_experiments::test_augmented_replaces_a_share_of_the_letters_and_no_target",
    ),
    "pieces that begin again": Fault(
        "helpers/experiments/shared.py",
        "itertools.chain.from_iterable(itertools.repeat(batches))",
        "[*batches] * 9",
        "test_experiments::test_pieces_go_on_where_the_last_one_ended",
    ),
    "names without their end": Fault(
        "helpers/experiments/sizes.py",
        "len(name) + 1",
        "len(name)",
        "test_experiments::test_steps_in_an_epoch",
    ),
    "no L1": Fault(
        "helpers/experiments/cures.py",
        "cross_entropy(logits, y) + setting.l1 * sum(",
        "cross_entropy(logits, y) + 0 * sum(",
        "test_experiments::test_the_first_epochs_of_a_cure[L1]",
    ),
    "windows and scenes exchanged": Fault(
        "helpers/experiments/leak.py",
        'if way == "scenes":',
        'if way == "windows":',
        "test_leak::test_only_scenes_stay_whole",
    ),
    "a memory of the first letters": Fault(
        "helpers/explore/lesson_06.py",
        "return X[:, -memory:] @",
        "return X[:, :memory] @",
        "test_explore::test_what_is_shown_is_what_pytorch_computes[longer_memory]",
    ),
    "a table that has seen all": Fault(
        "helpers/explore/lesson_06.py",
        "total[..., 0] == 0)",
        "total[..., 0] <= 1)",
        "test_explore::test_a_goal_is_reached_in_the_right_states[longer_memory]",
    ),
    "a loss without squares": Fault(
        "helpers/explore/lesson_06.py",
        "_meter(RIDES)).square().mean(-1)",
        "_meter(RIDES)).abs().mean(-1)",
        "test_explore::test_what_is_shown_is_what_pytorch_computes[taxi_meter]",
    ),
    "a bend that moves alone": Fault(
        "helpers/explore/lesson_06.py",
        'book.handle("bend at q", [s1, q]',
        'book.handle("bend at q", [q]',
        "test_explore::test_a_handle_moves_what_it_stands_for[taxi_meter]",
    ),
    "any step with the vowels together": Fault(
        "helpers/explore/lesson_06.py",
        "together & (together.cumsum(0) == 1)",
        "together",
        "test_explore::test_a_goal_is_reached_in_the_right_states[letter_map]",
    ),
    "stopping by the training loss": Fault(
        "helpers/explore/lesson_06.py",
        "held_out == held_out.min(1, keepdim=True)",
        "training == training.min(1, keepdim=True)",
        "test_explore::test_a_goal_is_reached_in_the_right_states[overfitting]",
    ),
    "a gap below zero": Fault(
        "helpers/explore/lesson_06.py",
        "round(b - a, 2)",
        "round(a - b, 2)",
        "test_explore::test_what_is_shown_is_what_pytorch_computes[overfitting]",
    ),
    "a star on the least training loss": Fault(
        "helpers/plotting.py",
        "key=lambda place: held_out[place]",
        "key=lambda place: training[place]",
        "test_plotting::test_draw_overfitting",
    ),
    "the worst seed for the mean": Fault(
        "helpers/plotting.py",
        "sum(of_seeds) / len(of_seeds)",
        "max(of_seeds)",
        "test_plotting::test_draw_cures",
    ),
    "a truth that is the promise": Fault(
        "helpers/plotting.py",
        '(2, "line", "D"',
        '(1, "line", "D"',
        "test_plotting::test_draw_promises",
    ),
    "curves that are turned": Fault(
        "helpers/plotting.py",
        "_plain(x).flatten(), _plain(values).flatten()",
        "_plain(values).flatten(), _plain(x).flatten()",
        "test_plotting::test_draw_curves",
    ),
    "headings that are left in the scenes": Fault(
        "helpers/text.py",
        'scene.partition("\\n")[2]',
        "scene",
        "test_text::test_the_plays",
    ),
    "a rung too low": Fault(
        "helpers/evaluation.py",
        '"counts, 4 letters", 2.083',
        '"counts, 4 letters", 2.038',
        "test_ladder::test_counts_with_mixed_memories",
    ),
    "a network that was never so good": Fault(
        "helpers/evaluation.py",
        '"network, 5 letters", 2.08',
        '"network, 5 letters", 2.05',
        "test_ladder::test_a_network[network, 5 letters]",
    ),
    "the check of dropout forgets the scale": Fault(
        "helpers/practice/lesson_06/dropout.py",
        "return a * keep / (1 - p) if training",
        "return a * keep if training",
        practice("a_right_answer_in_other_clothes_passes[06.dropout-0]"),
    ),
    "the check of a step with a growing weight": Fault(
        "helpers/practice/lesson_06/decay.py",
        "return w - lr * (grad + weight_decay * w)",
        "return w - lr * (grad - weight_decay * w)",
        practice("a_right_answer_in_other_clothes_passes[06.decay-0]"),
    ),
    "networks without the last letter": Fault(
        "helpers/practice/lesson_06/forward.py",
        "X.max() == letters - 1",
        "X.max() < letters - 1",
        practice("a_mistake_is_told[II.8-06.forward-0]"),
    ),
}

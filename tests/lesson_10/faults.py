"""Faults of lesson 10 that the tests have to catch; tests/planting.py says how they are read."""

from planting import Fault

# cells that take long, or start processes
LONG = ("train", "resume", "command", "torchrun", "sample")


def in_a_cell(cell: str, old: str, new: str, test: str = "", last: str = "") -> Fault:
    caught_by = test or f"lesson_10/test_numbers::test_numbers[{cell}]"
    without = tuple(name for name in LONG if name not in (cell, last))
    return Fault(f"10/{cell}", old, new, caught_by, last=last or cell, without=without)


def practice(place: str, old: str, new: str, test: str) -> Fault:
    return Fault(f"helpers/practice/lesson_10/{place}.py", old, new, f"test_practice::test_{test}")


def stored(name: str, old: str, new: str, test: str) -> Fault:
    return Fault(f"helpers/tables/lesson_10_{name}.csv", old, new, test)


CELLS = {
    "two plays held out, and both read": in_a_cell("data", "stream(train,", "stream(train + test,"),
    "steps of one row": in_a_cell("device", "400 * 32 * T", "400 * T"),
    "operations of the forward pass alone": in_a_cell("operations", "both / (6 *", "both / (2 *"),
    "a price of the forward pass": in_a_cell("price", "6 * n * d / speed", "2 * n * d / speed"),
    "slopes that keep their sign": in_a_cell("decay", "(1 if t % 2 else -1)", "1"),
    "means that are not corrected": in_a_cell("adamw", "m / (1 - b1**t), v / (1 - b2**t)", "m, v"),
    "a decay without the rate": in_a_cell("adamw", "w - lr * decay * w", "w - decay * w"),
    "biases that decay": in_a_cell("groups", "p.ndim >= 2]", "p.ndim >= 1]"),
    "a warm-up that begins at 0": in_a_cell(
        "schedule",
        "lr * (step + 1) / warmup",
        "lr * step / warmup",
        last="same-schedule",
        test="lesson_10/test_numbers::test_numbers[same-schedule]",
    ),
    "a quarter of a wave": in_a_cell(
        "schedule",
        "math.pi * done",
        "math.pi * done / 2",
        last="same-schedule",
        test="lesson_10/test_numbers::test_numbers[same-schedule]",
    ),
    "one seed of each way": in_a_cell(
        "recipe", "if r.way == way and r.lr == lr]", "if r.way == way and r.lr == lr][:1]"
    ),
    "a schedule that is not put back": in_a_cell(
        "stopped",
        'schedule.step = saved["schedule"]',
        "schedule.step = 0",
        test="lesson_10/test_numbers::test_numbers[resume]",
        last="resume",
    ),
    "the best of two seeds": in_a_cell("scaling", "sum(losses) / len(losses)", "min(losses)"),
    "a line without logarithms": in_a_cell(
        "fifth", "dtype=torch.float64).log().T", "dtype=torch.float64).T"
    ),
    "four bytes for each parameter": in_a_cell("memory", "8e9 * 4 * 4", "8e9 * 4"),
}
TABLES = {
    "a better run than there was": stored(
        "scaling",
        "0,96,239520,4096000,1.6499",
        "0,96,239520,4096000,1.5499",
        "test_experiments::test_the_scaling_runs_say_what_the_lesson_says",
    ),
    "a warm-up that is worth nothing": stored(
        "recipe",
        "0,no warm-up,0.01,2.2495,2.2479",
        "0,no warm-up,0.01,1.9995,1.9979",
        "test_experiments::test_what_each_part_of_the_recipe_is_worth",
    ),
    "a log of another run": stored(
        "base",
        "1.483799",
        "1.383799",
        "test_ladder::test_the_base_model",
    ),
}


def in_a_figure(
    old: str, new: str, name: str, test: str = "what_is_shown_is_what_pytorch_computes"
) -> Fault:
    return Fault("helpers/explore/lesson_10.py", old, new, f"test_explore::test_{test}[{name}]")


def in_a_still_part(old: str, new: str, test: str) -> Fault:
    return Fault("helpers/explore/lesson_10.py", old, new, f"lesson_10/test_figures::test_{test}")


FIGURES = {
    "noise that is the same in both directions": in_a_figure(
        "NOISE * CURVATURES.sqrt() * noise[step]", "NOISE * noise[step]", "rate_and_path"
    ),
    "a lost path that comes back": in_a_figure(
        "inside.long().cumprod(-1).sum(-1)", "inside.long().sum(-1)", "rate_and_path"
    ),
    "a goal of the last point alone": in_a_figure(
        "away = last.norm(dim=-1).mean(-1)",
        "away = last[..., -1, :].norm(dim=-1)",
        "rate_and_path",
        "a_goal_is_reached_in_the_right_states",
    ),
    "contours of another bowl": in_a_still_part(
        "size / CURVATURES[1].sqrt() * turn.sin()",
        "size / CURVATURES[1] * turn.sin()",
        "the_contours_are_where_the_loss_is_the_same",
    ),
    "other rows in each batch": in_a_figure(
        "each[drawn[:, :size]].mean(1)", "each[drawn[:, -size:]].mean(1)", "batch_and_noise"
    ),
    "a mean distance in place of the root of the mean square": in_a_figure(
        ".square().sum(-1).mean(-1).sqrt()", ".square().sum(-1).sqrt().mean(-1)", "batch_and_noise"
    ),
    "a goal of a quarter": in_a_figure(
        "spread[SIZES.index(FIRST)] / 2",
        "spread[SIZES.index(FIRST)] / 4",
        "batch_and_noise",
        "a_goal_is_reached_in_the_right_states",
    ),
    "a line without the root": in_a_still_part(
        "law = spread[0] / sizes.sqrt()",
        "law = spread[0] / sizes",
        "the_hollow_dots_and_the_dashed_line",
    ),
    "operations of the forward pass alone": in_a_figure(
        "6.0 * row.parameters * row.tokens for row",
        "2.0 * row.parameters * row.tokens for row",
        "scaling_lines",
    ),
    "an upper edge": in_a_figure(
        "(loss < loss[:, None])", "(loss > loss[:, None])", "scaling_lines"
    ),
    "distances that cancel": in_a_figure(
        ".log().abs().mean(-1)",
        ".log().mean(-1).abs()",
        "scaling_lines",
        "a_goal_is_reached_in_the_right_states",
    ),
    "one seed alone": in_a_still_part(
        "loss.reshape(shape).mean(0)",
        "loss.reshape(shape)[0]",
        "the_dots_are_the_stored_runs_without_the_fifth",
    ),
}
PRACTICE = {
    "a mean of the means": practice(
        "accumulate",
        "return rows[i] / sum(rows)",
        "return 1 / len(rows)",
        "a_right_answer_in_other_clothes_passes[10.accumulate-0]",
    ),
    "graphs that nobody looks for": practice(
        "accumulate",
        "any(waits() is not None for waits in self.waiting)",
        "False",
        "a_known_wrong_answer_gets_its_own_message[10.accumulate-1]",
    ),
    "a graph that waits for ever": practice(
        "accumulate",
        "            held.clear()\n",
        "            held.copy()\n",
        "a_right_answer_in_other_clothes_passes[10.accumulate-0]",
    ),
    "all rows at once are let through": practice(
        "accumulate",
        "if max(watched.rows, default=0) > max(counts(pieces)):",
        "if max(watched.rows, default=0) > sum(counts(pieces)):",
        "a_known_wrong_answer_gets_its_own_message[10.accumulate-0]",
    ),
    "a right step that clears between": practice(
        "accumulated",
        "clear: Callable = lambda i: i == 0,",
        "clear: Callable = lambda i: True,",
        "a_reference_that_is_a_test_tells_right_from_wrong[10.accumulated]",
    ),
    "a mean of means that is none": practice(
        "accumulated",
        "mean_of_means = step_with(lambda rows, i: 1 / len(rows))",
        "mean_of_means = step_with(share)",
        "a_reference_that_is_a_test_tells_right_from_wrong[10.accumulated]",
    ),
    "a test with pieces of one size": practice(
        "accumulated",
        "sizes: Sequence[int] = (3, 5, 2),",
        "sizes: Sequence[int] = (4, 4, 4),",
        "a_reference_that_is_a_test_tells_right_from_wrong[10.accumulated]",
    ),
    "the small number inside the root": Fault(
        "helpers/practice/lesson_10/adamw.py",
        "    return v**0.5 + SMALL",
        "    return (v + SMALL) ** 0.5",
        "test_practice::test_a_right_answer_in_other_clothes_passes[10.adamw-0]",
    ),
    "no tiny gradients": Fault(
        "helpers/practice/lesson_10/adamw.py",
        "1e-8 * drawn(2, 2)",
        "drawn(2, 2)",
        "test_practice::test_a_rival_rule_does_not_pass[10.adamw-4]",
    ),
    "a v that never falls": Fault(
        "helpers/practice/lesson_10/adamw.py",
        "before[choose(generator, 4)] = 12",
        "before[choose(generator, 4)] = 0.01",
        "test_practice::test_a_rival_rule_does_not_pass[10.adamw-11]",
    ),
    "sizes in place of squares": Fault(
        "helpers/practice/lesson_10/clip.py",
        "    return math.sqrt(sum(float((torch.as_tensor(g) ** 2).sum()) for g in grads))",
        "    return sum(float(torch.as_tensor(g).abs().sum()) for g in grads)",
        "test_practice::test_a_right_answer_in_other_clothes_passes[10.clip-0]",
    ),
    "no gradients of zeros": Fault(
        "helpers/practice/lesson_10/clip.py",
        "zeros = [torch.zeros(2, 2), torch.zeros(3)]",
        "zeros = [torch.ones(2, 2), torch.ones(3)]",
        "test_practice::test_a_known_wrong_answer_gets_its_own_message[10.clip-5]",
    ),
    "the longest tensor comes first": Fault(
        "helpers/practice/lesson_10/clip.py",
        "several(1, 4, 3, 0.2)",
        "several(4, 1, 3, 0.2)",
        "test_practice::test_a_known_wrong_answer_gets_its_own_message[10.clip-12]",
    ),
    "a list of tensors that may be spoiled": Fault(
        "helpers/practice/engine.py",
        "isinstance(value, dict) or _holds_tensors(value) or as_tensor(value)",
        "isinstance(value, dict) or as_tensor(value)",
        "test_practice_engine::test_a_tensor_in_a_list_that_is_spoiled_is_told",
    ),
    "tables that do not decay": Fault(
        "helpers/practice/lesson_10/groups.py",
        "    return p.ndim >= 2\n",
        "    return p.ndim > 2\n",
        "test_practice::test_a_right_answer_in_other_clothes_passes[10.groups-0]",
    ),
    "nothing with three dimensions": Fault(
        "helpers/practice/lesson_10/groups.py",
        "nn.Conv1d(width, width, 3)",
        "nn.Linear(width, width)",
        "test_practice::test_a_known_wrong_answer_gets_its_own_message[10.groups-14]",
    ),
    "second names that are not known": Fault(
        "helpers/practice/lesson_10/groups.py",
        "{**dict(model.named_parameters(remove_duplicate=False))",
        "{**dict(model.named_parameters())",
        "test_practice::test_each_property_can_fail[10.groups]",
    ),
    "a mean that is twice as large": practice(
        "mean_gradient",
        "mean_gradients = with_weights(lambda shards: [1 / len(shards)] * len(shards))",
        "mean_gradients = with_weights(lambda shards: [2 / len(shards)] * len(shards))",
        "a_right_answer_in_other_clothes_passes[10.mean-gradient-0]",
    ),
    "gradients that may stay in the model": practice(
        "mean_gradient",
        "return left is None or not left.any() or torch.equal(left, old)",
        "return True",
        "a_known_wrong_answer_gets_its_own_message[10.mean-gradient-0]",
    ),
    "no gradients of an earlier step": practice(
        "mean_gradient",
        "old = [uniform(generator, 5, 6, *p.shape)",
        "old = [uniform(generator, 0, 0, *p.shape)",
        "a_known_wrong_answer_gets_its_own_message[10.mean-gradient-3]",
    ),
    "a slope over the wrong squares": practice(
        "predict",
        "/ dx.square().sum()",
        "/ (y - y.mean()).square().sum()",
        "a_right_answer_in_other_clothes_passes[10.predict-0]",
    ),
    "a loss that is one nat too small": practice(
        "predict",
        "back: Callable = math.exp,",
        "back: Callable = math.expm1,",
        "a_right_answer_in_other_clothes_passes[10.predict-0]",
    ),
    "two messages exchanged": practice(
        "predict",
        "You took the logarithm of the tokens, and not that of the losses.",
        "You took the logarithm of the losses, and not of the tokens.",
        "each_message_says_its_own_mistake[10.predict]",
    ),
    "a cosine that ends one step too late": Fault(
        "helpers/practice/lesson_10/rate.py",
        "    return (step - warmup) / (steps - 1 - warmup)",
        "    return (step - warmup) / (steps - warmup)",
        "test_practice::test_a_right_answer_in_other_clothes_passes[10.rate-0]",
    ),
    "no training without a warm-up": Fault(
        "helpers/practice/lesson_10/rate.py",
        "    none = training(0, 5 + choose(generator, 4))",
        "    none = training(1, 5 + choose(generator, 4))",
        "test_practice::test_a_known_wrong_answer_gets_its_own_message[10.rate-25]",
    ),
    "a lowest rate that is a rate": Fault(
        "helpers/practice/lesson_10/rate.py",
        "highest * (lowest + (1 - lowest) * half_cosine(done))",
        "lowest + (highest - lowest) * half_cosine(done)",
        "test_practice::test_a_known_wrong_answer_gets_its_own_message[10.rate-22]",
    ),
    "a place in the data that is lost": practice(
        "trainers",
        'self.reader.place = parts.get("reader", {}).get("place", 0)',
        "self.reader.place = 0",
        "a_reference_that_is_a_test_tells_right_from_wrong[10.resumed]",
    ),
    "a mistake that is none": practice(
        "trainers",
        'parts["reader"]["place"] = 0',
        'parts["reader"]["place"] += 0',
        "a_reference_that_is_a_test_tells_right_from_wrong[10.resumed]",
    ),
    "a file that shares nothing": practice(
        "trainers",
        "    return parts\n",
        "    return copy.deepcopy(parts)\n",
        "a_reference_that_is_a_test_tells_right_from_wrong[10.resumed]",
    ),
    "a test that stops in the middle alone": practice(
        "resumed",
        "stops: Sequence[int] = (2, 5),",
        "stops: Sequence[int] = (2,),",
        "a_reference_that_is_a_test_tells_right_from_wrong[10.resumed]",
    ),
    "only the backward pass is counted": Fault(
        "helpers/practice/lesson_10/seconds.py",
        "work: Callable = lambda N, D: 6 * N * D",
        "work: Callable = lambda N, D: 4 * N * D",
        "test_practice::test_a_right_answer_in_other_clothes_passes[10.seconds-0]",
    ),
    "a share that is on the right side": Fault(
        "helpers/practice/lesson_10/seconds.py",
        "a_second=lambda speed, chips, share: speed * chips / share",
        "a_second=lambda speed, chips, share: speed * chips * share",
        "test_practice::test_a_known_wrong_answer_gets_its_own_message[10.seconds-4]",
    ),
    "seconds that are nearly whole": Fault(
        "helpers/practice/lesson_10/seconds.py",
        "if 0.6 < math.modf(time(*short))[0] < 0.8",
        "if math.modf(time(*short))[0] < 0.4",
        "test_practice::test_a_known_wrong_answer_gets_its_own_message[10.seconds-19]",
    ),
}
FAULTS = {**CELLS, **TABLES, **FIGURES, **PRACTICE}

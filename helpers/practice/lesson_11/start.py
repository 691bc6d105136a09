"""11.start: a test for LoRAs, that they begin as the layer does, learn, and leave it frozen."""

import functools
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from helpers.practice.compare import is_bool
from helpers.practice.engine import Rival, Wrong
from helpers.practice.invariants import Candidate, invariant, verdict

F = nn.functional
ALPHA = 8.0
NO_SLOPE = "no slope"
SMALL = 2e-4  # of a start that is nearly, and not quite, that of the layer


# -- LoRAs, right or with one mistake ----------------------------------------------------------


class Beside(nn.Module):
    """A layer, and scale * x down^T up^T beside it, of which only the difference to the start
    counts where `start` is given.

    down, up   (r, in) and (out, r)
    start      start(down, up) -> what is taken away from up @ down, (out, in)
    through    through(layer, x) -> what the layer gives
    """

    def __init__(
        self,
        layer: nn.Linear,
        down: Tensor,
        up: Tensor,
        scale: float,
        start: Callable | None = None,
        through: Callable = lambda layer, x: layer(x),
    ):
        super().__init__()
        self.inside, self.scale, self.through = layer, scale, through
        self.down, self.up = nn.Parameter(down), nn.Parameter(up)
        self.start = None if start is None else start(down, up).clone()

    def forward(self, x):
        change = self.up @ self.down
        if self.start is not None:
            change = change - self.start
        return self.through(self.inside, x) + self.scale * (x @ change.T)


def drawn(*shape) -> Tensor:
    return torch.randn(shape) / shape[-1] ** 0.5


def zeros(*shape) -> Tensor:
    return torch.zeros(shape)


def small(*shape) -> Tensor:
    return SMALL * torch.randn(shape)


def add_with(
    down: Callable = drawn,
    up: Callable = zeros,
    scale: Callable = lambda rank: ALPHA / rank,
    frozen: Callable = lambda layer: layer.parameters(),
    wide: Callable = lambda layer: layer.in_features,
    whole: bool = False,
    **parts,
) -> Callable:
    """add(layer, rank): the LoRA of the lesson, or another one.

    down, up   down(r, in) and up(out, r): the factors at the start
    scale      scale(rank)
    frozen     frozen(layer) -> the parameters of it that do not learn
    wide       wide(layer) -> the numbers that `down` reads
    whole      all is frozen, the factors, too
    parts      other parts of `Beside`
    """

    def add(layer, rank):
        for parameter in frozen(layer):
            parameter.requires_grad_(False)
        factors = down(rank, wide(layer)), up(layer.out_features, rank)
        part = Beside(layer, *factors, scale(rank), **parts)
        return part.requires_grad_(False) if whole else part

    return add


def no_bias(layer, x):
    return F.linear(x, layer.weight)


def into_the_weight(layer, rank):
    """The layer is changed: its weight gets a random change before the LoRA begins."""
    with torch.no_grad():
        layer.weight += 0.5 * drawn(layer.out_features, rank) @ drawn(rank, layer.in_features)
    return lesson(layer, rank)


lesson = add_with()
other_zero = add_with(zeros, drawn)
less_its_start = add_with(drawn, drawn, start=lambda down, up: up @ down)
both_drawn = add_with(drawn, drawn)
nearly = add_with(drawn, small)
both_zero = add_with(zeros, zeros)
frozen_whole = add_with(whole=True)
not_frozen = add_with(frozen=lambda layer: [])
bias_learns = add_with(frozen=lambda layer: [layer.weight])
bias_lost = add_with(through=no_bias)
whole_scale = add_with(scale=lambda rank: 1 // rank)
square_alone = add_with(wide=lambda layer: layer.out_features)


def handed(add: Callable) -> Callable:
    """Candidates: an `add` that says what it wants."""

    def checked(layer, rank):
        if not isinstance(layer, nn.Linear):
            raise TypeError("add(layer, rank) wants a layer first, such as nn.Linear(4, 3).")
        if isinstance(rank, bool) or not isinstance(rank, int) or rank < 1:
            raise ValueError(f"add(layer, rank) wants a rank of 1 or more, and got {rank!r}.")
        return add(layer, rank)

    return lambda generator: (checked,)


def seen(test: Callable, add: Callable, right: bool) -> Any:
    """What a test says of a LoRA, see `verdict`; NO_SLOPE where it gives False for a right one, and
    has called `backward` only for losses that do not change with its output."""
    slopes = []

    def note(module, inputs, output):
        if output.requires_grad:
            output.register_hook(lambda slope: slopes.append(bool(slope.any())))

    @functools.wraps(add)
    def watched(*given, **named):
        part = add(*given, **named)
        part.register_forward_hook(note)
        return part

    said = verdict(test, watched, right)
    flat = bool(slopes) and not any(slopes)
    return NO_SLOPE if right and flat and is_bool(said) and not said else said


# -- what tests are made of ------------------------------------------------------------------------


def starts(found: Tensor, right: Tensor) -> bool:
    return torch.allclose(found, right, atol=1e-5)


def learns(part: nn.Module, layer: nn.Linear) -> bool:
    """One of its own parameters has a gradient that is not 0."""
    return any(p.grad is not None and bool(p.grad.any()) for p in own(part, layer))


def own(part: nn.Module, layer: nn.Linear) -> list[nn.Parameter]:
    of_layer = {id(p) for p in layer.parameters()}
    return [p for p in part.parameters() if id(p) not in of_layer]


def stays(part: nn.Module, layer: nn.Linear) -> bool:
    """No parameter of the layer has a gradient."""
    return all(p.grad is None for p in layer.parameters())


def checks(
    sizes: Sequence[int] = (4, 3),
    rank: int = 2,
    bias: bool = True,
    same: Callable = starts,
    moves: Callable = learns,
    still: Callable = stays,
    before: bool = True,
    more: Callable = lambda part, layer: True,
) -> Callable:
    """A test: same(what the LoRA gives at the start, what the layer gave), and after a `backward`
    moves(part, layer) and still(part, layer).

    before   the layer is called before `add`, and not after it
    more     more(part, layer) -> what is asked for at the start, too
    """

    def test(add):
        layer, x = nn.Linear(*sizes, bias=bias), torch.randn(5, sizes[0])
        early = layer(x).detach()
        part = add(layer, rank)
        right = early if before else layer(x).detach()
        found = part(x)
        if not same(found, right) or not more(part, layer):
            return False
        (found - 1).square().sum().backward()
        return moves(part, layer) and still(part, layer)

    return test


def any_start(found, right):
    return True


def roughly(found, right):
    return torch.allclose(found, right, atol=0.01)


def has_gradients(part, layer):
    """There are gradients, whatever they are."""
    return any(p.grad is not None for p in own(part, layer))


def all_move(part, layer):
    return all(p.grad is not None and bool(p.grad.any()) for p in own(part, layer))


def any_end(part, layer):
    return True


def weight_stays(part, layer):
    return layer.weight.grad is None


def up_is_zero(part, layer):
    """The factor whose columns are the ranks is 0, as in the lesson."""
    return any(p.shape == (3, 2) and not p.any() for p in own(part, layer))


def one_is_zero(part, layer):
    return any(not p.any() for p in own(part, layer))


def of_the_difference(add):
    """A test whose loss is the difference to the output of the layer."""
    layer, x = nn.Linear(4, 3), torch.randn(5, 4)
    right = layer(x).detach()
    part = add(layer, 2)
    loss = F.mse_loss(part(x), right)
    loss.backward()
    return float(loss) < SMALL**2 and learns(part, layer) and stays(part, layer)


def by_its_name(add):
    """A test that looks for B."""
    return not add(nn.Linear(4, 3), 2).B.any()


def or_where_nothing_learns(add):
    """A test that is content, too, where all is frozen."""
    part = add(nn.Linear(4, 3), 2)
    return not any(p.requires_grad for p in part.parameters()) or checks()(add)


EXERCISE = invariant(
    name="11.start",
    test=checks(),
    kind="LoRA",
    arguments=("add",),
    observe=seen,
    wrong=(
        Wrong(
            "no slope",
            of_the_difference,
            "Your test gives `False` for a right LoRA, and the loss whose `backward` it calls has "
            "no slope there.",
            "The difference to the output of the layer is such a loss. At the start it is 0, and "
            "cannot be less, so each gradient is 0: it looks as if nothing could learn.",
            "Print your loss at the start. Which loss is not at its least there?",
            when=lambda found: any(isinstance(one, str) and one == NO_SLOPE for one in found),
        ),
        Wrong(
            "by its name",
            by_its_name,
            "Your test asks the module for something by a name that it does not have.",
            "What its own parameters are called is not promised, nor how many they are. `A` and "
            "`B` are the names in one class `LoRA`.",
            "Go through `parameters()` of the module. Which of them belong to your layer?",
        ),
    ),
    refused=(
        "Either the two outputs that it compares are not of the same layer and the same x, or your "
        "test asks for more than the three promises.",
        "Write the LoRA of section 5 as a function `add`, and call your test with it. Print what "
        "each part of your test says.",
    ),
    passed=(
        "Either it cannot give `False`, or it never looks at what the LoRA gives and at the "
        "gradients.",
        "Which line can give `False`? Write the three promises below each other, and a line of "
        "your test beside each.",
    ),
    candidates=(
        Candidate(
            "a right LoRA that begins with B = 0",
            handed(lesson),
            checks(moves=all_move),
            "It is the one of the lesson. At the first step only B has a gradient that is not 0: "
            "that of A has B as a factor.",
            "Of how many parameters does your test want a gradient? And are both outputs of the "
            "same layer and the same x?",
            right=True,
        ),
        Candidate(
            "a right LoRA that begins with A = 0 and a random B",
            handed(other_zero),
            checks(more=up_is_zero),
            "The product is 0, too, and now it is A that has a gradient at the first step. It is "
            "the lesson's way turned round.",
            "What does your test ask of B? And which of the two has to have a gradient?",
            right=True,
        ),
        Candidate(
            "a right LoRA whose factors are both random, and which takes away their first product",
            handed(less_its_start),
            checks(more=one_is_zero),
            "It counts only how far B A has come from where it began. At the start this is 0, "
            "though no factor is.",
            "Does your test look into the LoRA, or at what it gives?",
            right=True,
        ),
        Candidate(
            "a LoRA whose factors are both random",
            handed(both_drawn),
            checks(same=any_start),
            "The model gives something else than the base, and a part of what it had learned is "
            "lost before any training.",
            "Which two outputs have to be the same before any training?",
        ),
        Candidate(
            "a LoRA that also changes the weight of the layer when it is added",
            handed(into_the_weight),
            checks(before=False),
            "It gives the same as the layer gives now. But the layer is another one than before: "
            "what was pretrained is spoiled.",
            "When does your test ask the layer for its output?",
        ),
        Candidate(
            "a LoRA that does not freeze the layer",
            handed(not_frozen),
            checks(still=any_end),
            "It begins right, and it learns. But W learns as well: it is full fine-tuning with "
            "something beside it, and the base is lost.",
            "After `backward`: of which parameters do you look at the gradient?",
        ),
        Candidate(
            "a LoRA that loses the bias of the layer",
            handed(bias_lost),
            checks(bias=False),
            "It gives what W makes of x, and the change. A layer without a bias does not notice.",
            "Which layer do you choose? What does it add at the end?",
        ),
        Candidate(
            "a LoRA that freezes the weight of the layer, and not its bias",
            handed(bias_learns),
            checks(still=weight_stays),
            "The bias is a part of the layer, too. With another LoRA, the base would have the "
            "bias of this task.",
            "Which parameters has an `nn.Linear`?",
        ),
        Candidate(
            "a LoRA whose factors are both 0",
            handed(both_zero),
            checks(moves=has_gradients),
            "The gradient of A has B as a factor, and that of B has A. Both are 0, and so they "
            "stay 0: it never learns, and no error comes up.",
            "What do you ask of a gradient: that it is there, or something of its numbers?",
        ),
        Candidate(
            "a LoRA whose own factors are frozen, too",
            handed(frozen_whole),
            or_where_nothing_learns,
            "The line that freezes comes too late: after A and B were made. Then nothing learns.",
            "What does your test say where `backward` finds nothing to go to?",
        ),
        Candidate(
            "a LoRA that learns with rank 1 only, since its scale is `1 // rank`",
            handed(whole_scale),
            checks(rank=1),
            "`//` rounds down. From rank 2 on the scale is 0, and so are all gradients.",
            "With which rank do you call `add`?",
        ),
        Candidate(
            "a LoRA that works for square layers only",
            handed(square_alone),
            checks((3, 3)),
            "It makes A as wide as what comes out. The layers of attention are square, and those "
            "of the MLP are not: there an error comes up.",
            "How many numbers go into your layer, and how many come out?",
        ),
        Candidate(
            "a LoRA that begins with very small random numbers in B",
            handed(nearly),
            checks(same=roughly),
            "It begins near the layer, and not at it. In each of the layers of a model there is a "
            "difference, and they add up.",
            "How far may the two outputs be apart in your test?",
        ),
    ),
    checked="three right LoRAs, which have to pass, and ten wrong ones, which must not. An error "
    "that your test raises on a wrong one counts as `False`.",
    why="a LoRA has B = 0 and a random A. At the first step, which of the two moves? And when does "
    "the other one begin?",
    because=(
        "B moves, since its gradient has A as a factor, and A is not 0. The gradient of A has B as "
        "a factor, so it is 0 at the first step, and A begins at the second. If both were 0, both "
        "gradients would be 0, and neither would ever move."
    ),
    rivals=(
        Rival("The start alone.", checks(moves=any_end, still=any_end)),
        Rival("It learns, and nothing else.", checks(same=any_start, still=any_end)),
        Rival("The layer after `add` is compared with.", checks(before=False)),
        Rival("A layer without a bias is enough.", checks(bias=False)),
        Rival("A square layer is enough.", checks((4, 4))),
        Rival("Rank 1 is enough.", checks(rank=1)),
        Rival("A difference of a hundredth is nothing.", checks(same=roughly)),
        Rival("A gradient is there.", checks(moves=has_gradients)),
        Rival("Each of its own parameters has a gradient that is not 0.", checks(moves=all_move)),
        Rival("The weight has no gradient.", checks(still=weight_stays)),
        Rival("B is 0 at the start.", checks(more=up_is_zero)),
        Rival("One of the factors is 0 at the start.", checks(more=one_is_zero)),
        Rival("The layer may learn.", checks(still=any_end)),
    ),
)

"""11.merged: a test for merges, that the merged layer gives what the layer and its LoRA gave."""

from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn

from helpers.models import LoRA
from helpers.practice.engine import Rival
from helpers.practice.invariants import Candidate, invariant

# -- merges, right or with one mistake ---------------------------------------------------------


def change_of(part) -> Tensor:
    return part.scale * (part.B @ part.A)


def new_layer(weight: Tensor, bias: Tensor | None) -> nn.Linear:
    layer = nn.Linear(weight.shape[1], weight.shape[0], bias=bias is not None)
    layer.weight.copy_(weight)
    if bias is not None:
        layer.bias.copy_(bias)
    return layer


def merge_with(
    change: Callable = change_of,
    bias: Callable = lambda part: part.layer.bias,
    rounded: Callable = lambda weight: weight,
) -> Callable:
    """merge(part): a new layer with rounded(W + change(part)) and bias(part)."""

    def merge(part):
        return new_layer(rounded(part.layer.weight + change(part)), bias(part))

    return merge


def in_place(part):
    """Right: as `merge_lora` of the lesson. The part is of no use afterwards."""
    part.layer.weight += change_of(part)
    return part.layer


def by_what_it_gives(part):
    """Right: what comes out for 0 is the bias, and each 1 that goes in shows a column."""
    width = part.layer.in_features
    at_zero = part(torch.zeros(1, width))
    columns = part(torch.eye(width)) - at_zero
    return new_layer(columns.T, None if part.layer.bias is None else at_zero[0])


def a_bias_of_its_own(part):
    """A new layer has a random bias, which stays where the old layer has none to copy."""
    layer = new_layer(part.layer.weight + change_of(part), torch.empty(part.layer.out_features))
    nn.init.uniform_(layer.bias, 0.2, 0.5)
    if part.layer.bias is not None:
        layer.bias.copy_(part.layer.bias)
    return layer


def by_the_shape(part):
    """The change is turned until it fits. A square one fits at once."""
    change = part.scale * (part.A.T @ part.B.T)
    if change.shape != part.layer.weight.shape:
        change = change.T
    return new_layer(part.layer.weight + change, part.layer.bias)


def first_rank(part):
    return part.scale * torch.outer(part.B[:, 0], part.A[0])


right = merge_with()
left_out = merge_with(lambda part: 0 * change_of(part))
no_scale = merge_with(lambda part: part.B @ part.A)
turned = merge_with(lambda part: -change_of(part))
doubled = merge_with(lambda part: 2 * change_of(part))
one_rank = merge_with(first_rank)
bias_lost = merge_with(bias=lambda part: None)
in_float16 = merge_with(rounded=lambda weight: weight.half().float())


def handed(merge: Callable) -> Callable:
    """Candidates: a merge that says what it wants, and leaves no graph."""

    def checked(part):
        parts = "layer", "A", "B", "scale"
        if not isinstance(part, nn.Module) or not all(hasattr(part, name) for name in parts):
            raise TypeError("merge(part) wants a LoRA, such as LoRA(nn.Linear(4, 3), 2, 6).")
        with torch.no_grad():
            return merge(part)

    return lambda generator: (checked,)


# -- what tests are made of ------------------------------------------------------------------------


def a_part(inputs: int, outputs: int, bias: bool, rank: int, alpha: float, trained: bool) -> LoRA:
    part = LoRA(nn.Linear(inputs, outputs, bias=bias), rank, alpha)
    if trained:
        nn.init.normal_(part.B)
    return part


def same_numbers(one: Tensor, other: Tensor) -> bool:
    return torch.allclose(one, other, atol=1e-5)


def is_linear(merged, part) -> bool:
    return isinstance(merged, nn.Linear)


def compares(
    sizes: Iterable[tuple] = ((4, 3), (4, 4)),
    biases: Iterable[bool] = (True, False),
    rank: int = 2,
    alpha: float = 6.0,
    trained: bool = True,
    same: Callable = same_numbers,
    kind: Callable = is_linear,
    before: bool = True,
    inputs: Callable = torch.randn,
) -> Callable:
    """A test: for a part of each of these sizes, with and without a bias, same(what the merged
    layer gives, what the part gave).

    trained  B is not 0
    kind     kind(merged, part) -> whether it is such a thing as it should be
    before   the part is called before it is merged, and not after it
    inputs   inputs(rows, in) -> x
    """

    def test(merge):
        for size in sizes:
            for bias in biases:
                part, x = a_part(*size, bias, rank, alpha, trained), inputs(5, size[0])
                early = part(x)
                merged = merge(part)
                if not kind(merged, part):
                    return False
                if not same(merged(x), early if before else part(x)):
                    return False
        return True

    return test


def lets_pass(mistake: Callable) -> Callable:
    """A test that takes this mistake for right, too."""

    def test(merge):
        part, x = a_part(4, 3, True, 2, 6.0, True), torch.randn(5, 4)
        with torch.no_grad():
            wrong = mistake(part)(x)
        return same_numbers(merge(part)(x), wrong) or compares()(merge)

    return test


def anything(merged, part):
    return True


def is_the_layer(merged, part):
    return merged is part.layer


def of_one_shape(merged, part):
    """An `nn.Linear` of the right sizes, whatever it gives."""
    return is_linear(merged, part) and merged.weight.shape == part.layer.weight.shape


def roughly(one, other):
    return torch.allclose(one, other, atol=0.05, rtol=0)


def to_the_last_digit(merge):
    """A test that wants the weights of `right`, in each digit."""
    part = a_part(16, 16, True, 3, 7.0, True)
    with torch.no_grad():
        weight = part.layer.weight + change_of(part)
    return torch.equal(merge(part).weight, weight) and compares()(merge)


EXERCISE = invariant(
    name="11.merged",
    test=compares(),
    kind="merge",
    arguments=("merge",),
    refused=(
        "Either it asks for each digit, or what it compares is not of the same x and the same "
        "part, or it asks the part for its output when it is too late.",
        "Print both outputs, and the largest difference between them. In which order do the part "
        "and the merge run?",
    ),
    passed=(
        "Either it cannot give `False`, or it compares where nothing has changed: in a fresh LoRA "
        "B is 0, and there each of these merges is right or nearly so.",
        "Print `part.B`. Which line of your test can give `False`?",
    ),
    candidates=(
        Candidate(
            "a right merge that makes a new layer",
            handed(right),
            compares(kind=is_the_layer),
            "The new layer gives what the part gave, up to rounding. The old layer stays as it "
            "was.",
            "How do you compare two outputs: by `==`, or with room for rounding? And what do you "
            "ask for beside the outputs and the class?",
            right=True,
        ),
        Candidate(
            "a right merge that writes into the layer itself, as `merge_lora` does",
            handed(in_place),
            compares(before=False),
            "It gives back the old layer with a new weight. What the part gives after this has the "
            "change in it twice; nobody should use it any more.",
            "When does your test ask the part for its output?",
            right=True,
        ),
        Candidate(
            "a right merge that reads the weight off what the part gives",
            handed(by_what_it_gives),
            to_the_last_digit,
            "It computes in another order, so the last digits are other ones.",
            "How large is the largest difference that your test finds? When does it take two "
            "numbers for equal?",
            right=True,
        ),
        Candidate(
            "a merge that leaves the change out",
            handed(left_out),
            compares(trained=False),
            "It gives the layer as it was. A LoRA that has learned nothing yet gives the same.",
            "Which numbers are in B in your test? Which would be there after training?",
        ),
        Candidate(
            "a merge that leaves out the scale",
            handed(no_scale),
            compares(rank=2, alpha=2.0),
            "Where `alpha` is the rank, the scale is 1 and nobody notices. Elsewhere the change "
            "has another size than in training.",
            "What is the scale of your part?",
        ),
        Candidate(
            "a merge that gives a bias to a layer that had none",
            handed(a_bias_of_its_own),
            compares(biases=(True,)),
            "A new `nn.Linear` has a bias of random numbers. Where there is a bias to copy, they "
            "are overwritten.",
            "What kinds of linear layers are there? Look at the last layer of the GPT.",
        ),
        Candidate(
            "a merge that loses the bias",
            handed(bias_lost),
            compares(biases=(False,)),
            "The bias is a part of the layer, and the merged layer takes its place.",
            "Which layers do you choose? What do they add at the end?",
        ),
        Candidate(
            "a merge that transposes the change where the layer is square",
            handed(by_the_shape),
            compares(sizes=((4, 3), (2, 5))),
            "It turns the change round until its shape fits to that of W. A square one always "
            "fits.",
            "Which shapes do your layers have? Which has the layer of the queries?",
        ),
        Candidate(
            "a merge that takes only the first of the ranks",
            handed(one_rank),
            compares(rank=1, alpha=3.0),
            "With rank 1 it is right. Otherwise it leaves out the other rows of A and columns of "
            "B.",
            "Which rank has your part?",
        ),
        Candidate(
            "a merge that gives the part back as it came",
            handed(lambda part: part),
            compares(kind=anything),
            "It gives the same numbers. But it is no `nn.Linear`, and nothing was merged: it is "
            "as slow as before.",
            "Which promise is there beside that of the output?",
        ),
        Candidate(
            "a merge that rounds the weight to float16",
            handed(in_float16),
            compares(same=roughly),
            "Each weight loses about half of its digits.",
            "How far may the two outputs be apart in your test?",
        ),
        Candidate(
            "a merge that subtracts the change",
            handed(turned),
            lets_pass(turned),
            "It would take the change out of a layer in which it is.",
            "What does your test say where the outputs lie on the other side of those of the "
            "layer?",
        ),
        Candidate(
            "a merge that adds the change twice",
            handed(doubled),
            lets_pass(doubled),
            "It is what comes out where somebody merges a layer that is merged already.",
            "With what do you compare: with what the part gave, or with a merge of your own?",
        ),
    ),
    checked="three right merges, which have to pass, and ten wrong ones, which must not. An error "
    "that your test raises on a wrong one counts as `False`.",
    why="a friend tests her merge right after `add_lora`, before any training, and it passes. What "
    "does this say?",
    because=(
        "Next to nothing: B is 0, so the change is 0, and a wrong scale, order or sign changes "
        "nothing. Only a mistake in the layer itself would show, such as a lost bias. A test has "
        "to be made where the mistakes that you fear would show: with a B that is not 0, a scale "
        "that is not 1, and a rank above 1."
    ),
    rivals=(
        Rival("A fresh LoRA is enough.", compares(trained=False)),
        Rival("A scale of 1 is enough.", compares(rank=2, alpha=2.0)),
        Rival("Rank 1 is enough.", compares(rank=1, alpha=3.0)),
        Rival("Layers with a bias are enough.", compares(biases=(True,))),
        Rival("Layers without a bias are enough.", compares(biases=(False,))),
        Rival("Square layers cannot be special.", compares(sizes=((4, 3),))),
        Rival("Zeros for x are enough.", compares(inputs=torch.zeros)),
        Rival("What kind of thing it is does not matter.", compares(kind=anything)),
        Rival("A linear layer of the right sizes.", compares(kind=of_one_shape, same=anything)),
        Rival("A difference of a twentieth is nothing.", compares(same=roughly)),
        Rival("It is the old layer.", compares(kind=is_the_layer)),
        Rival("It is not the old layer.", compares(kind=lambda m, p: m is not p.layer)),
        Rival("Each digit is the same.", compares(same=torch.equal)),
        Rival("The part gives the same afterwards.", compares(before=False)),
    ),
)

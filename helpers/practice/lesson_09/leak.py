"""09.leak: a test for models, that a later token changes no earlier logit."""

from collections.abc import Callable

import torch

from helpers.practice.engine import Rival
from helpers.practice.invariants import Candidate, invariant
from helpers.practice.lesson_09 import gpts

B, T, V = 2, 8, 11
SIZES = V, T, 16, 2, 2  # symbols, context, width, heads, layers


def model_with(*sizes: int, **mistake) -> Callable:
    """Candidates: a model with this mistake, and ids."""

    def made(generator):
        model = gpts.small(generator, *(sizes or SIZES), **mistake)
        return model, torch.randint(model.tokens.num_embeddings, (B, T), generator=generator)

    return made


def with_zeros(generator):
    """The same without a mask; the second half of the rows is token 0."""
    model, ids = model_with(weights=gpts.NO_MASK)(generator)
    ids[:, T // 2 :] = 0
    return model, ids


def over_time(generator):
    model, ids = model_with()(generator)
    model.blocks[0].norm_1 = gpts.OverTime()
    return model, ids


def another(ids, V, places=slice(-1, None)):
    """ids with other tokens at these places."""
    later = ids.clone()
    later[:, places] = (later[:, places] + 1) % V
    return later


def unchanged(
    look=lambda logits: logits[:, :-1],
    places=slice(-1, None),
    change=another,
    same=lambda a, b: torch.allclose(a, b, atol=1e-6),
) -> Callable:
    """A test: look(logits) stays the same when the tokens at these places change."""

    def test(model, ids):
        before = model(ids)
        after = model(change(ids, before.shape[-1], places))
        return same(look(before), look(after))

    return test


def to_zero(ids, V, places):
    later = ids.clone()
    later[:, places] = 0
    return later


def exactly(a, b):
    return bool((a == b).all())


def nearly(a, b):
    return torch.allclose(a, b, atol=0.05)


def in_the_mean(a, b):
    return torch.allclose(a.mean(-1), b.mean(-1), atol=0.05)


def most_likely(a, b):
    return bool((a.argmax(-1) == b.argmax(-1)).all())


def masked(of=lambda model: model.blocks, heads=slice(None)) -> Callable:
    """A test that looks at the attention weights of some blocks and heads alone."""

    def test(model, ids):
        model(ids)
        return all((b.attention.weights[:, heads].triu(1) == 0).all() for b in of(model))

    return test


def attention_alone(model, ids):
    """A test of the attention in each block, without what stands around it."""
    width = model.tokens.weight.shape[1]
    x = torch.randn(1, T, width, dtype=torch.float64)
    other = torch.cat([x[:, :-1], torch.randn(1, 1, width, dtype=torch.float64)], dim=1)
    return all(
        torch.allclose(b.attention(x)[:, :-1], b.attention(other)[:, :-1]) for b in model.blocks
    )


def one_way(model, ids):
    """A test that wants one direction, whichever it is."""
    first = slice(None, 1)
    backwards = unchanged(lambda logits: logits[:, 1:], first)
    return unchanged()(model, ids) or backwards(model, ids)


EXERCISE = invariant(
    name="09.leak",
    test=unchanged(),
    kind="model",
    arguments=("model", "ids"),
    passed=(
        "Either it cannot give `False`, or the model gets the same tokens both times. After "
        "`later = ids` both names stand for one tensor, and what changes one changes the other.",
        "Print what the model is given in the first call and in the second. Where do they differ?",
    ),
    refused=(
        "It compares logits that may change: those of the changed token itself, or of tokens after "
        "it. Or it asks for more than the task does.",
        "Call it with a model of section 6. At which places do the two logits differ?",
    ),
    candidates=(
        Candidate(
            "a right model with two blocks",
            model_with(),
            lambda model, ids: len(model.blocks) == 1 and unchanged()(model, ids),
            "No later token changes an earlier logit of it. Your test asks for something more.",
            "Which logits may change, and which may not? Print the shapes of what you compare.",
            right=True,
        ),
        Candidate(
            "a right model that does its softmax by hand",
            model_with(7, T, 12, 3, 1, weights=gpts.about_the_mean, rows=None),
            unchanged(same=exactly),
            "It does not leak. It takes the mean of all scores away first, so that no power is too "
            "large. On paper this changes nothing. On a computer the last digits change, since it "
            "rounds.",
            "How large is the largest difference that your test finds? Print it. Does your test "
            "leave room for rounding?",
            right=True,
        ),
        Candidate(
            "a model without a mask, when the rows end in token 0",
            with_zeros,
            unchanged(change=to_zero),
            "Each token sees all others there. If your test puts a 0 where a 0 has stood, nothing "
            "has changed, and no leak can show.",
            "What does your test put in the place of a token? Can it be the same token by chance?",
        ),
        Candidate(
            "a model that sees one token ahead",
            model_with(weights=gpts.weights_with(hidden=gpts.but_the_next)),
            unchanged(lambda logits: logits[:, :1]),
            "Its mask begins one diagonal too late. So each token sees the next one, which is its "
            "target, and the loss falls nearly to 0.",
            "How far away from the changed token do the logits stand that your test compares? "
            "Look at the nearest, too.",
        ),
        Candidate(
            "a model whose mask covers the first half of the rows only",
            model_with(weights=gpts.weights_with(hidden=gpts.in_half_the_rows)),
            unchanged(lambda logits: logits[:, :1], slice(1, None)),
            "Such a mask was made for shorter texts. The first tokens see nothing of the future, "
            "and the others all of it.",
            "For which places does your test compare the logits? Are there more places that may "
            "not change?",
        ),
        Candidate(
            "a model whose mask puts minus eight on the future",
            model_with(weights=gpts.weights_with(fill=-8.0)),
            unchanged(same=nearly),
            "Only minus infinity becomes 0 in a softmax. With minus eight the future keeps a small "
            "weight. That is a small leak, and still a leak: training makes it larger.",
            "How large a difference does your test let pass? Rounding makes less than 0.000001 "
            "here.",
        ),
        Candidate(
            "a model that leaks in its second block alone",
            model_with(weights=gpts.NO_MASK, only=1),
            masked(lambda model: model.blocks[:1]),
            "The first block has its mask, and the second has none. For the logits one such block "
            "is enough.",
            "Does your test look at a part of the model, or at what comes out at the end?",
        ),
        Candidate(
            "a model that leaks in one head alone",
            model_with(weights=gpts.weights_with(hidden=gpts.but_in_the_last_head)),
            masked(heads=0),
            "All heads but the last one have their mask. What one head sees, the whole model "
            "knows.",
            "Does your test look at a part of the attention weights, or at what comes out at the "
            "end?",
        ),
        Candidate(
            "a model that splits its heads with `view` alone",
            model_with(split=gpts.by_view),
            masked(),
            "Without `transpose` a head gets some of the tokens with all their numbers. The shape "
            "is right. When the heads are put together again, numbers of late tokens stand in "
            "early rows.",
            "The mask is right here, and the model leaks. What comes out of the model itself when "
            "a token changes?",
        ),
        Candidate(
            "a model with a norm over the tokens of a row",
            over_time,
            attention_alone,
            "A mean over T has all tokens in it, also the later ones. So a norm leaks, although "
            "the mask is right.",
            "Attention is not the only place where tokens meet. Does your test call the whole "
            "model?",
        ),
        Candidate(
            "a model with its mask turned round",
            model_with(weights=gpts.TURNED),
            one_way,
            "Each token sees itself and those after it. In training the loss falls very fast, and "
            "what the model writes is nonsense.",
            "In which direction may a token look? Change a token, and print the places at which "
            "the logits differ.",
        ),
    ),
    checked="two right models, which have to pass, and nine wrong ones, which must not. An error "
    "that your test raises on a wrong one counts as `False`.",
    why="a model passes your leak test. Is its attention right?",
    because=(
        "Not for sure. The test asks one thing, that nothing comes from the future. A scale from "
        "the wrong width, or positions that are off by one, leak nothing. For each of them there "
        "has to be a test of its own."
    ),
    rivals=(
        Rival("The last logits alone must not change.", unchanged(lambda logits: logits[:, -1])),
        Rival("The first logits alone must not change.", unchanged(lambda logits: logits[:, 0])),
        Rival("No logits at all may change.", unchanged(lambda logits: logits)),
        Rival("The last token becomes token 0.", unchanged(change=to_zero)),
        Rival("The most likely tokens stay.", unchanged(same=most_likely)),
        Rival("The mean of each token's logits stays, nearly.", unchanged(same=in_the_mean)),
        Rival("Not a single digit may change.", unchanged(same=exactly)),
        Rival("A twentieth more or less is nothing.", unchanged(same=nearly)),
        Rival("The mask in the first block is right.", masked(lambda model: model.blocks[:1])),
        Rival("The masks of all blocks are right.", masked()),
        Rival("The attention alone does not leak.", attention_alone),
        Rival("It looks one way, whichever.", one_way),
        Rival("The same ids give the same logits.", unchanged(change=lambda ids, V, places: ids)),
        Rival(
            "An earlier token must not change later logits.",
            unchanged(lambda logits: logits[:, 1:], slice(0, 1)),
        ),
    ),
)

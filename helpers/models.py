"""The networks that the lessons wrote out, for the lessons after them."""

from torch import nn

from helpers.data import check_count

__all__ = ["mlp"]


def mlp(
    context: int, embedding: int, hidden: int, dropout: float = 0.0, symbols: int = 27
) -> nn.Sequential:
    """The network of lesson 06: the letters before, as points, through one hidden layer.

    Called with the numbers of letters, X (N, context) int64, it returns the logits of the next
    letter, (N, symbols). On the way there are (N, context, embedding) numbers, side by side
    (N, context * embedding), and (N, hidden) hidden units.

    context    letters in a row of X
    embedding  numbers for each letter
    hidden     hidden units, each with a ReLU
    dropout    the share of hidden units that is switched off while training; 0 leaves the layer out
    symbols    letters that there are, with the end mark

    The parameters are drawn by PyTorch: `torch.manual_seed` before it makes them repeat.

    Raises TypeError for a size that is no whole number and a dropout that is no number, and
    ValueError for a size below 1 and a dropout outside 0 to 1 or at 1.
    """
    sizes = {"context": context, "embedding": embedding, "hidden": hidden, "symbols": symbols}
    for name, size in sizes.items():
        check_count(name, size)
    if isinstance(dropout, bool) or not isinstance(dropout, (int, float)):
        raise TypeError(f"dropout is {dropout!r}; wanted a number from 0 to 1, such as 0.3.")
    if not 0 <= dropout < 1:
        raise ValueError(
            f"dropout is {dropout}; wanted a share from 0 to 1, below 1, such as 0.3. At 1 no "
            "hidden unit would be left."
        )
    return nn.Sequential(
        nn.Embedding(symbols, embedding),
        nn.Flatten(),
        nn.Linear(context * embedding, hidden),
        nn.ReLU(),
        *([nn.Dropout(dropout)] if dropout else []),
        nn.Linear(hidden, symbols),
    )

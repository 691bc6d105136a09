"""02.mend-descent: right answers in other clothes, and answers with a mistake."""


def descent_mended(X, y, lr, epochs):
    w, b = 0.0, 0.0
    for _ in range(epochs):
        residual = w * X + b - y
        grad_w = 2 * (residual * X).mean().item()
        grad_b = 2 * residual.mean().item()
        w = w - lr * grad_w
        b = b - lr * grad_b
    return w, b


def descent_renewed_at_the_end(X, y, lr, epochs):
    w, b = 0.0, 0.0
    residual = w * X + b - y
    for _ in range(epochs):
        grad_w = 2 * (residual * X).mean()
        grad_b = 2 * residual.mean()
        w = w - lr * grad_w
        b = b - lr * grad_b
        residual = w * X + b - y
    return w, b


def descent_both_at_once(X, y, lr, epochs):
    w, b = 0.0, 0.0
    while epochs > 0:
        r = w * X + b - y
        w, b = w - lr * 2 * (r * X).mean().item(), b - lr * 2 * r.mean().item()
        epochs -= 1
    return [w, b]


def descent_last_of_path(X, y, lr, epochs):
    path = [(0.0, 0.0)]
    for _ in range(epochs):
        w, b = path[-1]
        r = w * X.double() + b - y.double()
        path.append((w - lr * 2 * (r * X).mean().item(), b - lr * 2 * r.mean().item()))
    return path[-1]


def descent_until_two(X, y, lr, epochs):
    w = b = 0.0
    for _ in range(epochs):
        r = w * X + b - y
        w, b = w - lr * 2 * (r * X).mean().item(), b - lr * 2 * r.mean().item()
        if abs(w - 2) < 0.001:
            break
    return w, b


def descent_from(start, epochs_of=lambda epochs: epochs):
    def answer(X, y, lr, epochs):
        w = b = start
        for _ in range(epochs_of(epochs)):
            r = w * X + b - y
            w, b = w - lr * 2 * (r * X).mean().item(), b - lr * 2 * r.mean().item()
        return w, b

    return answer


def descent_with_half(X, y, lr, epochs):
    w = b = 0.0
    for _ in range(epochs):
        residual = w * X + b - y
        w, b = w - lr * (residual * X).mean().item(), b - lr * residual.mean().item()
    return w, b


def descent_uphill(X, y, lr, epochs):
    w = b = 0.0
    for _ in range(epochs):
        residual = y - w * X - b
        w, b = w - lr * 2 * (residual * X).mean().item(), b - lr * 2 * residual.mean().item()
    return w, b


RIGHT = [
    descent_mended,
    descent_renewed_at_the_end,
    descent_both_at_once,
    descent_last_of_path,
]

MISTAKES = {
    11: [(descent_with_half, "factor 2")],
    12: [(descent_uphill, "one minus too many")],
}

OTHERS = [
    (descent_until_two, "ends your loop early"),
    (descent_from(1.0), "Your first line sets the start"),
    (descent_from(0.0, lambda epochs: 200), "whatever `epochs` is"),
    (descent_from(0.0, lambda epochs: 5), "whatever `epochs` is"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "one step": ("However many epochs", "Either `return` stands", "what belongs before"),
    "w first": ("`b` a little", "`b` uses a", "Residual, two gradients"),
    "b first": ("`w` a little", "`w` uses a", "Residual, two gradients"),
    "sign": ("path goes uphill", "minus too many", "signs are right"),
    "sum": ("times as long", "the mean belongs", "gradients with those"),
    "half": ("half as long", "gradient got lost", "gradients with those"),
    "one epoch less": ("before the last", "step less than", "function with 1"),
    "one epoch more": ("Your descent takes", "outside the loop", "with 0 epochs"),
    "order": ("and w second", "numbers are right", "Compare your `return`"),
    "the path": ("of every epoch", "last line only", "stands behind `return`"),
    "the loss": ("number, the loss", "path is right", "stands behind `return`"),
    "same number of steps": ("steps whatever `epochs`", "rounds is set", "with 3 epochs"),
    "no epoch": ("back another line", "start should come", "sets the start"),
    "one epoch": ("Already the first", "The mistake shows", "changed with those"),
    "second epoch": ("right, the second", "Something of the", "Print the residuals"),
}

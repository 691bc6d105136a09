"""What answers to several exercises of lesson 03 share."""


class Value:
    """The class of section 3, as it stands in the lesson."""

    def __init__(self, data, parents=()):
        self.data = data
        self.grad = 0.0
        self.parents = parents

    def __add__(self, other):
        other = as_value(other)
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        other = as_value(other)
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    __radd__ = __add__
    __rmul__ = __mul__


def as_value(x):
    return x if isinstance(x, Value) else Value(x)


def backward(self):
    order = []

    def visit(value):
        if value not in order:
            for parent, _ in value.parents:
                visit(parent)
            order.append(value)

    visit(self)
    self.grad = 1.0
    for value in reversed(order):
        for parent, slope in value.parents:
            parent.grad += slope * value.grad


Value.backward = backward

"""03.relu: right answers in other clothes, and answers with a mistake."""

import numpy as np
from answers.lesson_03.machine import Value


def relu_if(value):
    if value.data > 0:
        return Value(value.data, [(value, 1.0)])
    return Value(0.0, [(value, 0.0)])


def relu_max(v):
    return Value(max(0, v.data), ((v, v.data > 0),))


def relu_itself(value):
    return value if value.data > 0 else Value(0.0)


def relu_times(value):
    return value * (1.0 if value.data > 0 else 0.0)


def relu_times_left(value):
    return (value.data > 0) * value


def relu_numpy(value):
    return Value(np.maximum(value.data, 0.0), [(value, np.heaviside(value.data, 0.0))])


RIGHT = [relu_if, relu_max, relu_itself, relu_times, relu_times_left, relu_numpy]

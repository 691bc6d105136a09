"""06.split: right answers in other clothes, and answers with a mistake."""

import random

import torch

from helpers.text import split


def cut_windows(documents, k):
    return [text[i : i + k + 1] for text in documents for i in range(len(text) - k)]


def by_randperm(documents, k, share):
    order = torch.randperm(len(documents))
    n = round(share * len(documents))
    held_out = [documents[i] for i in order[:n]]
    training = [documents[i] for i in order[n:]]
    return cut_windows(training, k), cut_windows(held_out, k)


def by_the_lesson(documents, k, share):
    """The lesson's own split, with its seed: the same documents in each call."""
    training, held_out = split(documents, (1 - share, share))
    return cut_windows(training, k), cut_windows(held_out, k)


def windows_shuffled_afterwards(documents, k, share):
    shuffled = list(documents)
    random.shuffle(shuffled)
    edge = len(shuffled) - round(len(shuffled) * share)
    sides = cut_windows(shuffled[:edge], k), cut_windows(shuffled[edge:], k)
    for side in sides:
        random.shuffle(side)
    return sides


def by_a_set(documents, k, share):
    held_out = set(random.sample(range(len(documents)), round(share * len(documents))))
    sides = ([], [])
    for i, text in enumerate(documents):
        for j in range(len(text) - k):
            sides[i in held_out].append(text[j : j + k + 1])
    return sides


def cut_and_shuffle(documents, k, share):
    windows = cut_windows(documents, k)
    random.shuffle(windows)
    n = round(share * len(windows))
    return windows[n:], windows[:n]


def cut_and_slice(documents, k, share):
    windows = cut_windows(documents, k)
    n = round(share * len(windows))
    return windows[n:], windows[:n]


def documents_in_order(documents, k, share):
    n = round((1 - share) * len(documents))
    return cut_windows(documents[:n], k), cut_windows(documents[n:], k)


def order_not_used(documents, k, share):
    random.sample(documents, len(documents))
    return documents_in_order(documents, k, share)


def shuffled_by_mistake(documents, k, share):
    shuffled = random.shuffle(documents)
    n = round(share * len(documents))
    return cut_windows(shuffled[n:], k), cut_windows(shuffled[:n], k)


def in_place(documents, k, share):
    random.shuffle(documents)
    return documents_in_order(documents, k, share)


def share_itself(documents, k, share):
    order = random.sample(documents, len(documents))
    n = int(share)
    return cut_windows(order[n:], k), cut_windows(order[:n], k)


def one_missing(documents, k, share):
    order = random.sample(documents, len(documents))
    n = round(share * len(documents))
    return cut_windows(order[n + 1 :], k), cut_windows(order[:n], k)


def one_in_both(documents, k, share):
    order = random.sample(documents, len(documents))
    n = round(share * len(documents))
    return cut_windows(order[n - 1 :], k), cut_windows(order[:n], k)


def two_orders(documents, k, share):
    n = round(share * len(documents))
    training = random.sample(documents, len(documents) - n)
    return cut_windows(training, k), cut_windows(random.sample(documents, n), k)


def documents_of_training(documents, k, share):
    order = random.sample(documents, len(documents))
    n = round(share * len(documents))
    return order[n:], order[:n]


def each_one_twice(documents, k, share):
    training, held_out = by_randperm(documents, k, share)
    return training, held_out + held_out


def numbers_in_place_of_texts(documents, k, share):
    order = torch.randperm(len(documents)).tolist()
    n = round(share * len(documents))
    return cut_windows(order[n:], k), cut_windows(order[:n], k)


def three_parts(documents, k, share):
    return (*by_randperm(documents, k, share), [])


def share_for_training(documents, k, share):
    return by_randperm(documents, k, share)[::-1]


RIGHT = [by_randperm, by_the_lesson, windows_shuffled_afterwards, by_a_set]

MISTAKES = {
    "II.9": [
        (cut_and_shuffle, "Windows of one document on both sides"),
        (cut_and_slice, "Windows of one document on both sides"),
        (one_in_both, "Windows of one document on both sides"),
    ],
}

OTHERS = [
    (cut_and_shuffle, "That is the leak of section 6"),
    (cut_and_slice, "one document was cut through"),
    (one_in_both, "where do they meet"),
    (documents_in_order, "the order is not a random one"),
    (order_not_used, "Is its result used"),
    (in_place, "changes the list itself"),
    (shuffled_by_mistake, "subscriptable"),
    (share_itself, "One of your two lists is empty"),
    (one_missing, "in none of your two lists"),
    (two_orders, "Draw one order"),
    (documents_of_training, "whole documents"),
    (each_one_twice, "stands there twice"),
    (numbers_in_place_of_texts, "len()"),
    (three_parts, "two lists of windows"),
    (share_for_training, "The two lists are exchanged"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "documents changed": (
        "`documents` has another",
        "`random.shuffle` changes the",
        "old one alone",
    ),
    "not cut": ("hold whole documents", "lesson takes windows", "does `cut_windows` want"),
    "across documents": ("end in another", "one text before", "list of documents"),
    "another size": ("that `cut_windows` makes", "and `cut_windows` sees", "windows, and count"),
    "nothing held out": ("lists is empty", "overfitting; without training", "number above 0"),
    "dealt anew": ("both sides, and", "random order twice", "take both sides"),
    "the same windows on both sides": ("the same window", "model has seen", "the same order"),
    "windows dealt out": ("for training, others", "overlap: nearly all", "whole document lies"),
    "one document cut through": ("was cut through", "The border between", "whole document lies"),
    "exchanged": ("share that should", "lists are exchanged", "task name first"),
    "another number": ("`share` of all", "nobody here, since", "function hold out"),
    "left out": ("are in none", "sides together should", "`cut_windows(documents, k)`. Print"),
    "in their order": ("The first documents", "same few letters", "its result used"),
}

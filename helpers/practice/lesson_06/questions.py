"""The questions of lesson 06."""

from helpers.practice.questions import Option, Question

QUESTIONS = (
    Question(
        "06.memory",
        "With one letter of memory, the loss on the held-out names is 2.47. Now the table sees two "
        "letters, then three, then four. What happens to this loss?",
        (
            Option(
                "it falls each time",
                "Two and three letters do help. But many rows for four letters have few cases, and "
                "there the ones that you added weigh more than what was seen.",
            ),
            Option(
                "it rises each time",
                "Not at once: nearly every context of two letters that comes was seen before, and "
                "mostly often. So its row can say more than a row for one letter.",
            ),
            Option(
                "it falls, and then it rises again",
                "Two and three letters say more than one. With four, too many rows have few cases.",
            ),
        ),
        "C",
        "A longer memory says more about the next letter, but each row has fewer cases to learn "
        "from. With four letters, 42 of 100 held-out letters meet a row with fewer than 27 cases, "
        "and there the 27 ones that you added weigh more than what was seen.",
    ),
    Question(
        "06.two-linear",
        "Two linear layers in a row, with 100 hidden units between them, are trained on the fares "
        "of the ten rides. What does the curve of this model look like?",
        (
            Option(
                "a straight line",
                "A linear function of a linear function is linear, however many units there are.",
            ),
            Option(
                "flat up to 3 km, then rising",
                "It has parameters enough, 301 of them. But which of its parts could be flat here "
                "and rise there?",
            ),
            Option(
                "a smooth curve that passes near all fares",
                "With 301 parameters one expects it. But look at what each unit can do: its "
                "number rises evenly, or falls evenly, over all distances.",
            ),
        ),
        "A",
        "The number of parameters does not say what a model can do. Without a bend between them, "
        "two layers are one.",
    ),
    Question(
        "06.large-weights",
        "The weights of the last layer are made 30 times as large. Nothing was trained. What is "
        "the loss now?",
        (
            Option(
                "still about 3.30, since the network knows nothing",
                "It knows nothing, but it no longer says so: its logits are far apart now.",
            ),
            Option(
                "far above 3.30",
                "The logits are 30 times as far apart. Softmax gives nearly all to one letter, "
                "and mostly another one comes.",
            ),
            Option(
                "below 3.30, since its answers are surer",
                "They are surer. But they are sure of a letter that chance has chosen.",
            ),
        ),
        "B",
        "To know nothing costs log 27. To be sure and wrong costs more. A first loss far above the "
        "logarithm of the number of classes mostly means that the first weights are too large.",
    ),
    Question(
        "06.letter-map",
        "Each letter has two numbers, its place in the plane, drawn at random at the start. In the "
        "figure below, the vowels a, e, i, o, u are marked, and y, which is a vowel in many names. "
        "The network is not told what a vowel is. Where do they go in the training?",
        (
            Option(
                "they stay spread: nobody tells the network what a vowel is",
                "Nobody does. But it sees which letters come next, and after one vowel much the "
                "same letters come as after another.",
            ),
            Option(
                "they move away from each other, since each needs a place of its own",
                "Letters that have to be told apart need other places. But here it helps to treat "
                "some letters alike.",
            ),
            Option(
                "they come to stand near each other",
                "After one vowel much the same letters come as after another, so the same numbers "
                "serve well, and the network moves them together.",
            ),
        ),
        "C",
        "What the network learns about one vowel then helps after every other vowel. This is the "
        "sharing that no table has.",
    ),
    Question(
        "06.few-names",
        "The network learns from 500 names, 40 times over, and its loss on these names falls on "
        "and on. What does its loss on the 500 held-out names do?",
        (
            Option(
                "it falls with the other, a little above it",
                "For a few epochs. But what the network learns then is true of these 500 names, "
                "and of no others.",
            ),
            Option(
                "it falls, and then it rises above its first value",
                "At first the network learns what all names share. Then it learns the 500 names by "
                "heart. It becomes surer and surer, and on a new name too sure and often wrong.",
            ),
            Option(
                "it falls, and then it stays",
                "It would stay if the network stopped learning. But it becomes surer and surer of "
                "what is true of these 500 names only.",
            ),
        ),
        "B",
        "This is overfitting. The training loss alone does not show it, so look at both.",
    ),
    Question(
        "06.cures",
        "Dropout of one half of the hidden units helps, and so does L2. What do both at once do, "
        "with three times as much L2?",
        (
            Option(
                "they help less than either of them alone",
                "The network can no longer learn all that names share: too much of two good "
                "things.",
            ),
            Option(
                "they help more than either of them alone",
                "With the same L2 they do, by a little. With three times as much, and half of the "
                "units off, the network cannot learn all that names share.",
            ),
            Option(
                "they make it worse than without any cure",
                "Not so bad: both still keep the network from learning the names by heart.",
            ),
        ),
        "A",
        "A cure has a right strength. Too little leaves the overfitting, and too much keeps the "
        "network from learning. What is right changes when another cure is added. Lesson 07 looks "
        "for such numbers.",
    ),
    Question(
        "06.leak",
        "Windows held out at random from scenes that the network learns from: how does the loss on "
        "them compare with the loss on the new scenes?",
        (
            Option(
                "about the same: both kinds of windows were never trained on",
                "The windows were not, but their neighbours were. Each shares all letters but one "
                "with the next, and the names and words of its scene.",
            ),
            Option(
                "lower, so it promises too much",
                "The network has seen the windows beside them, and the names and words of the "
                "same scenes. A new scene has other names.",
            ),
            Option(
                "higher, since random windows come from everywhere",
                "They come from scenes that the network knows. The new scenes it does not know.",
            ),
        ),
        "B",
        "In all runs of picture 5 the promise by window is too good, by more than 0.1. Scenes "
        "differ, so a promise by scene is sometimes a little too good, and sometimes not good "
        "enough. A held-out text has to be as new as the text that the model will meet. So split "
        "by document: by name, by scene, by author. Then cut the windows.",
    ),
)

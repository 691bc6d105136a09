"""01.flat-fare: right answers in other clothes, and answers with a mistake."""

import torch

RIGHT = [(5, 22 / 5), [5.0, 4.4], torch.tensor([5, 4.4]), (torch.tensor(5), 4.4)]

OTHERS = [((5, None), "second part"), (("5", "4.4"), "quotation marks")]

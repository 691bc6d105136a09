"""What lesson 06 draws and prints: written by tests/drawn.py, then read."""

# fmt: off
DRAWN = {'two-linear-picture': [{'labels': ('distance (km)', 'fare (¥)', ''),
                         'legend': ['data', 'two linear layers', 'with ReLU'],
                         'limits': [-1.3, 27.3, 2.08, 82.12],
                         'lines': [('residual', '--', 'None', 105, 0.0, 5.718, 26.0, 73.39),
                                   ('line', '-', 'None', 105, 0.0, 11.19, 26.0, 78.49)],
                         'others': [('PathCollection', 10)]}],
 'ladder-picture': [{'labels': ('loss (nats per letter)', 'model', '2,991 held-out names'),
                     'legend': ['counted, or by a formula', 'by fit'],
                     'texts': ['3.30', '2.83', '2.47', '2.47', '2.08', '2.08', '2.05'],
                     'limits': [1.5, 4.0, 6.6, -0.6],
                     'lines': [('data', 'None', 'o', 4, 3.296, 0.0, 2.083, 4.0),
                               ('line', 'None', 'D', 3, 2.47, 3.0, 2.05, 6.0)]}],
 'few-names-picture': [{'labels': ('epoch', 'loss (nats per letter)', ''),
                        'legend': ['held-out names', 'training names', 'least held-out loss'],
                        'limits': [-0.95, 41.95, 0.9718, 3.626],
                        'lines': [('data', '--', 'None', 40, 1.0, 2.565, 40.0, 3.505),
                                  ('line', '-', 'None', 40, 1.0, 2.5, 40.0, 1.092),
                                  ('best', 'None', '*', 1, 5.0, 2.415, 5.0, 2.415)]}],
 'cures': [{'labels': ('held-out loss (nats per letter)', 'what was changed', ''),
            'legend': ['mean of "none"', 'one seed', 'mean of the seeds'],
            'texts': ['2.54',
                      '2.27',
                      '3.03',
                      '2.31',
                      '2.25',
                      '2.24',
                      '2.30',
                      '2.25',
                      '2.24',
                      '2.31',
                      '2.29',
                      '2.17'],
            'limits': [2.101, 3.345, 11.6, -0.6],
            'lines': [('ink', '--', 'None', 2, 2.536, 0.0, 2.536, 1.0),
                      ('data', 'None', 'o', 36, 2.496, 0.0, 2.169, 11.0),
                      ('line', 'None', '|', 12, 2.536, 0.0, 2.169, 11.0)]}],
 'leak-picture': [{'labels': ('loss (nats per letter)', 'how it was split', ''),
                   'legend': ['promise: held-out part', 'truth: other texts'],
                   'limits': [1.813, 2.047, 6.6, -0.6],
                   'lines': [('residual', '-', 'None', 2, 1.851, 0.0, 2.021, 0.0),
                             ('residual', '-', 'None', 2, 1.825, 1.0, 1.961, 1.0),
                             ('residual', '-', 'None', 2, 1.824, 2.0, 1.971, 2.0),
                             ('residual', '-', 'None', 2, 2.03, 4.0, 2.037, 4.0),
                             ('residual', '-', 'None', 2, 1.963, 5.0, 1.944, 5.0),
                             ('residual', '-', 'None', 2, 1.956, 6.0, 1.953, 6.0),
                             ('data', 'None', 'o', 6, 1.851, 0.0, 1.956, 6.0),
                             ('line', 'None', 'D', 6, 2.021, 0.0, 1.953, 6.0)]}]}
PRINTED = {'window-by-hand': '... -> a\n..a -> n\n.an -> n\nann -> a\nnna -> .\n',
 'memory': 'memory 0: 00 rows, 00 of them seen, held-out loss 0.00\n'
           'memory 0: 000 rows, 000 of them seen, held-out loss 0.00\n'
           'memory 0: 00,000 rows, 0,000 of them seen, held-out loss 0.00\n'
           'memory 0: 000,000 rows, 00,000 of them seen, held-out loss 0.00\n',
 'two-linear': 'two linear layers: 0.0\nwith ReLU between: 0.0\n',
 'one-line': 'equal: True\n',
 'network': 'letters (0, 0)\n'
            'Embedding (0, 0, 00)\n'
            'Flatten   (0, 00)\n'
            'Linear    (0, 000)\n'
            'ReLU      (0, 000)\n'
            'Linear    (0, 00)\n',
 'by-hand': 'equal: True\n'
            'parameters: 000 + 00,000 + 000 + 0,000 + 00\n'
            'together 00,000; table 000,000,000\n',
 'first-loss': 'first loss 0.0\n',
 'large-weights': 'loss 00.0\nits surest letter gets 0.0 on average\n',
 'one-batch': 'one batch: from 0.0 to below 0.00: True\n',
 'training': 'training names 0.00\nheld-out names 0.00\n',
 'few-names': 'training names 0.0 to 0.0\nheld-out names 0.0, best 0.0, last 0.0\n',
 'decay': 'by hand [0.0, -0.00, 0.0]\nSGD     [0.0, -0.00, 0.0]\n',
 'dropout': 'equal: True\nmean 0.0, undivided 0.0\n',
 'augmentation': 'as it was ...um ..uma ..... ....l ...la ..lau\n'
                 'changed   ...um r.uma ...v. ....l ...la ..lau\n',
 'two-lines': 'in training mode, twice the same: False\n'
              'in evaluation mode, twice the same: True\n'
              'in evaluation mode, autograd keeps notes: True\n'
              'back in training mode after evaluate: True\n',
 'scenes': '00 scenes, 0 to hold out, 0 new; one begins:\n'
           'I come no more to make you laugh: things now,\n'
           'That bear a weighty and a serious brow,\n'
           'Sad,\n',
 'leak': 'by window: held out 0.0, new text 0.0\nby scene:  held out 0.0, new text 0.0\n',
 'mixing': 'memory 0: 0.00\nmemory 0: 0.00\nmemory 0: 0.00\nmemory 0: 0.00\nmemory 0: 0.00\n',
 'backward': 'W0 (000, 00) True\nb0 (000,) True\nW0 (00, 000) True\nb0 (00,) True\n',
 'dead': 'units without a gradient: 00 of 000\n',
 'try-judge': 'False\n',
 'try-split': "['hel', 'ell', 'llo', 'ann', 'nna']\n"}

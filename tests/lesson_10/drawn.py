"""What lesson 10 draws and prints: written by tests/drawn.py, then read."""

# fmt: off
DRAWN = {'log': [{'labels': ('tokens (millions)', 'loss (nats per letter)', ''),
          'legend': ['held out', 'while training'],
          'limits': [0.0512, 21.45, 1.177, 2.828],
          'lines': [('line', '-', 'D', 20, 1.024, 2.395, 20.48, 1.484),
                    ('data', '--', 'None', 20, 1.024, 2.753, 20.48, 1.252)]},
         {'labels': ('tokens (millions)', 'learning rate', ''),
          'limits': [0.0512, 21.45, 0.0, 0.00345],
          'lines': [('residual', ':', 'None', 20, 1.024, 0.003, 20.48, 0.0003)]}],
 'ladder': [{'labels': ('loss (nats per letter)', 'model', 'Twelfth Night, held out'),
             'legend': ['counted, or by a formula', 'by fit'],
             'texts': ['4.60',
                       '3.32',
                       '2.52',
                       '2.01',
                       '1.98',
                       '1.86',
                       '1.77',
                       '1.77',
                       '1.73',
                       '1.48'],
             'limits': [1.0, 5.5, 9.6, -0.6],
             'lines': [('data', 'None', 'o', 6, 4.595, 0.0, 1.734, 8.0),
                       ('line', 'None', 'D', 4, 1.98, 4.0, 1.484, 9.0)]}]}
PRINTED = {'data': '0,000,000 tokens to learn from, 000,000 to judge\n',
 'device': 'N = 000,000 parameters, D = 000,000 tokens\n',
 'operations': 'forward: 0.00 times 0 N D\n'
               'forward and backward: 0.00 times 0 N D\n'
               'backward over forward: 0\n',
 'price': 'this lesson  N 0.0e+00  D 0.0e+00  0 N D 0.0e+00  00 seconds\n'
          'stored model N 0.0e+00  D 0.0e+00  0 N D 0.0e+00  00 minutes\n'
          'Llama 0 0B   N 0.0e+00  D 0.0e+00  0 N D 0.0e+00  00 years\n',
 'decay': 'Adam  0.00 0.00\nAdamW 0.00 0.00\n',
 'adamw': "['0.00', '-0.00', '-0.00'] True\n",
 'groups': 'decay 0.0: 00 tensors, 000,000 numbers\ndecay 0.0: 00 tensors, 0,000 numbers\n',
 'same-schedule': "['0.0000', '0.0000', '0.0000', '0.0000', '0.0000', '0.0000']\n"
                  'the same: True\n',
 'clip': 'longer than 0.0: True\nthe same norm: True the same slopes: True\n',
 'recipe': 'highest rate         0.000        0.00        0.00\n'
           'whole             0.00 0.00   0.00 0.00   0.00 0.00\n'
           'no warm-up        0.00 0.00   0.00 0.00   0.00 0.00\n'
           'no cosine         0.00 0.00   0.00 0.00   0.00 0.00\n'
           'no clipping       0.00 0.00   0.00 0.00   0.00 0.00\n'
           'none              0.00 0.00   0.00 0.00   0.00 0.00\n',
 'train': 'step  00: held out 0.0, a gradient above 0: True\n'
          'step 000: held out 0.0, a gradient above 0: False\n',
 'resume': 'the weights alone off by 0.00, equal: False\n'
           '+ optimizer       off by 0.00, equal: False\n'
           '+ schedule        off by 0.00, equal: False\n'
           '+ reader          off by 0.00, equal: True\n',
 'command': 'stopped after step 0\ngone on to step 00\nthe same state, to the last bit: True\n',
 'scaling': 'width   parameters      000,000   0,000,000   0,000,000 tokens\n'
            '   00        0,000         0.00        0.00        0.00\n'
            '   00       00,000         0.00        0.00        0.00\n'
            '   00      000,000         0.00        0.00        0.00\n'
            '  000      000,000         0.00        0.00        0.00\n',
 'fifth': '0 trainings on the edge, slope -0.000\n'
          'predicted 0.00, measured 0.00 nats per letter\n',
 'halves': 'the mean of two halves is the whole: True\n',
 'shards': 'alike           the same rows: True\neach its shard  the same rows: False\n',
 'torchrun': 'both processes have ended without an error\nnearly the same weights: True\n',
 'sample': 'VIOLA:\n'
           'Not so well. I private her: I am deceived by lead.\n'
           '\n'
           'OTHELLO:\n'
           'Dear so many years, not.\n'
           '\n'
           'IAGO:\n'
           "'Tis't no good night: you may.\n"
           '\n'
           'QUEEN GERTRUDE:\n'
           'Is this was a worthy sick? away! Sure is\n'
           'now dangerous favo\n',
 'pieces': 'added          as the whole batch: False\n'
           'mean of means  as the whole batch: False\n'
           'by rows        as the whole batch: True\n',
 'memory': '000 GB; in 00 parts 0 GB each\n'
           'torch.float00   up to 0.0e+00, 0.000 becomes 0.00000\n'
           'torch.float00   up to 0.0e+00, 0.000 becomes 0.00000\n'
           'torch.bfloat00  up to 0.0e+00, 0.000 becomes 0.00000\n'}

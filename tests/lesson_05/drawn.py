"""What lesson 05 draws and prints: written by tests/drawn.py, then read."""

# fmt: off
DRAWN = {'counts-picture': [{'labels': ('next letter', 'letter', ''),
                     'limits': [0.0, 27.0, 27.0, 0.0],
                     'others': [('QuadMesh', 1)]}],
 'two-tables': [{'labels': ('probability by counting', 'probability by fit', ''),
                 'limits': [-0.03, 1.03, -0.03, 1.03],
                 'lines': [('ink', '--', 'None', 2, 0.0, 0.0, 1.0, 1.0)],
                 'others': [('PathCollection', 729)]}],
 'ladder-picture': [{'labels': ('loss (nats per letter)', 'model', '2,991 held-out names'),
                     'legend': ['counted, or by a formula', 'by fit'],
                     'texts': ['3.30', '2.83', '2.47', '2.47'],
                     'limits': [2.0, 4.0, 3.6, -0.6],
                     'lines': [('data', 'None', 'o', 3, 3.296, 0.0, 2.468, 2.0),
                               ('line', 'None', 'D', 1, 2.47, 3.0, 2.47, 3.0)]}]}
PRINTED = {'names-data': '00000 names to learn from, such as trynity, nello, summerrose, archibald\n'
               '0000 held out, 0000 for the test\n',
 'pairs-by-hand': '. -> a\na -> n\nn -> n\nn -> a\na -> .\n',
 'pairs': 'X (000000,) [0, 00, 00, 00, 00, 0] .tryni\n'
          'y (000000,) [00, 00, 00, 00, 0, 00] trynit\n',
 'wrong-start': 'after a: 00.0\nafter q: 0.0\nafter z: 0.0\n',
 'softmax': 'exp(z)  [0.000, 0.0, 0.000]\n'
            'p       [0.000, 0.000, 0.000] sum 0.0\n'
            'PyTorch [0.000, 0.000, 0.000]\n',
 'softmax-shift': '+0 [0.000, 0.000, 0.000]\n'
                  '+0 [0.000, 0.000, 0.000]\n'
                  '-0 [0.000, 0.000, 0.000]\n',
 'counts': '. -> a  0.000\n'
           'a -> n  0.000\n'
           'n -> n  0.000\n'
           'n -> a  0.000\n'
           'a -> .  0.000\n'
           'all five 0.000000\n',
 'nll': 'by hand      0.0000\nin one line  0.0000\nPyTorch      0.0000\n',
 'first-loss': '0.000\n',
 'twice': 'logits          0.000\nsoftmax before  0.000\n',
 'slope-check': '      rule  difference  autograd\n'
                'a    +0.000      +0.000    +0.000\n'
                'b    -0.000      -0.000    -0.000\n'
                'c    +0.000      +0.000    +0.000\n',
 'fit-table': 'first and last epoch  0.00 0.00\n'
              'counting              0.00\n'
              'fit                   0.00, 0.000 above counting\n',
 'two-tables': 'mean distance of two probabilities: 0.000\n',
 'held-out-pairs': '00 of 00000 held-out pairs were never counted\n',
 'zero': 'loss on the held-out names: inf\n',
 'smooth': 'held-out names  0.000\ntraining names  0.000\n',
 'ladder': '                  nats  perplexity  bits per byte\n'
           'uniform           0.00        00.0            0.0\n'
           'unigram           0.00        00.0            0.0\n'
           'bigram by counts  0.00        00.0            0.0\n'
           'bigram by fit     0.00        00.0            0.0\n',
 'sample': 'kedan, frenakey, aderyna, salyler, rion, kefwajusi, ziala, kanocikhilinileea, m, '
           'cyl\n',
 'temperature': 'T = 0.0: an, an, a, an, ka, a\n'
                'T = 0: kedan, frenakey, aderyna, salyler, rion, kefwajusi\n'
                'T = 0: vndltoflenakeyxademyovesuxzler, rpppburfwljudr, ziall, '
                'kryocizhxtjaylexa, m, cyccknz\n',
 'overflow': 'by hand  [nan, nan, 0.0]\nshifted  [0.000, 0.000, 0.0]\n',
 'logsumexp': 'line 0 000.000  PyTorch 000.000\nlog of softmax first -inf\n',
 'one-hot': 'one-hot (0, 00)\nlargest distance 0.0\n',
 'try-fix-loss': '0.00\n',
 'try-fix-sequence': '0.00\n'}

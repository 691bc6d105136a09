"""What lesson 07 draws and prints: written by tests/drawn.py, then read."""

# fmt: off
DRAWN = {'ten-seeds-picture': [{'labels': ('held-out loss (nats per letter)', 'learning rate', ''),
                        'legend': ['mean of "0.030"', 'one seed', 'mean of the seeds'],
                        'texts': ['2.50', '2.38', '2.38'],
                        'limits': [2.349, 2.61, 2.6, -0.6],
                        'lines': [('ink', '--', 'None', 2, 2.376, 0.0, 2.376, 1.0),
                                  ('data', 'None', 'o', 30, 2.47, 0.0, 2.378, 2.0),
                                  ('line', 'None', '|', 3, 2.501, 0.0, 2.377, 2.0)]}],
 'range-picture': [{'labels': ('learning rate', 'loss (nats per letter)', 'even axis'),
                    'limits': [-0.5, 10.5, 2.42, 3.733],
                    'lines': [('data', '-', 'None', 100, 1.148e-05, 3.303, 10.0, 3.633)]},
                   {'labels': ('learning rate', 'loss (nats per letter)', 'log axis'),
                    'limits': [5.794e-06, 19.82, 2.42, 3.733],
                    'lines': [('data', '-', 'None', 100, 1.148e-05, 3.303, 10.0, 3.633)]}],
 'race': [{'labels': ('trials', 'lowest loss so far (nats per letter)', ''),
           'legend': ['grid, in order',
                      'grid, random order',
                      'random',
                      'Bayesian',
                      'successive halving'],
           'limits': [-0.45, 31.45, 2.307, 2.7],
           'lines': [('residual', ':', '', 30, 1.0, 3.305, 30.0, 2.362),
                     ('start', '--', '', 30, 1.0, 2.676, 30.0, 2.362),
                     ('data', '-.', '', 30, 1.0, 2.67, 30.0, 2.376),
                     ('line', '-', '', 30, 1.0, 2.67, 30.0, 2.355),
                     ('best', 'None', 'D', 2, 11.0, 2.374, 21.0, 2.368)]}]}
PRINTED = {'one-seed': 'lower with 0.000: True\nby more than 0.00: True\n',
 'ten-seeds': '0.000: mean 0.00\n'
              '0.000: mean 0.00\n'
              '0.000: mean 0.00\n'
              'the last two differ by less than 0.000: True\n',
 'linear': 'below 0.00: 0 and 00\n',
 'grid-result': '0 trials, two hyperparameters: grid 0.00, random 0.00\n'
                '00 trials, four of them: grid 0.00, random 0.00\n',
 'enough': 'searches with a good trial: 0.00\n',
 'one-trial': 'place 0.0: likeness 0.00, guess 0.00, give or take 0.00\n'
              'place 0.0: likeness 0.00, guess 0.00, give or take 0.00\n'
              'place 0.0: likeness 0.00, guess 0.00, give or take 0.00\n'
              'place 0.0: likeness 0.00, guess 0.00, give or take 0.00\n',
 'guess-check': 'equal: True\nequal: True\n',
 'improvement': 'first place: 0.000, second: 0.000\n',
 'search': 'the best came after the third trial: True\nits loss is below 0.00: True\n',
 'race-spread': 'random: from 0.00 to 0.00\n'
                'Bayesian: from 0.00 to 0.00\n'
                'Bayesian lower in 00 of 00\n',
 'coins': 'the best of fifty: 00 of 00; the next time: 00 of 00\n',
 'test-once': 'on the test names: 0.0\n',
 'weights': 'weights 0.000 0.000\nequal: True\n',
 'formula': 'by hand 0.0000, by draws 0.000\nequal: True\n',
 'halving': '00 settings for 00 trainings\nthen the best loss is 0.00 on average\n'}

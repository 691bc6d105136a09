"""What lesson 02 draws and prints: written by tests/drawn.py, then read."""

# fmt: off
DRAWN = {'tangent': [{'labels': ('w (¥/km)', 'loss (MSE, ¥²)', ''),
              'legend': ['loss, with b = 0', 'tangent, slope of the loss -28', 'you are here'],
              'limits': [-0.725, 4.225, -4.0, 50.0],
              'lines': [('data', '-', 'None', 91, -0.5, 48.5, 4.0, 17.0),
                        ('line', '--', 'None', 35, -0.5, 47.0, 1.2, -0.5907),
                        ('start', 'None', 's', 1, 0.0, 33.0, 0.0, 33.0)]}],
 'one-step-picture': [{'labels': ('slope w (¥/km)', 'bias b (¥)', ''),
                       'texts': ['1', '5', '20', 'minus', 'plus'],
                       'limits': [-2.0, 4.0, -1.5, 2.5],
                       'lines': [('best', 'None', '*', 1, 2.0, 1.0, 2.0, 1.0),
                                 ('start', 'None', 's', 1, 0.0, 0.0, 0.0, 0.0)],
                       'others': [('QuadContourSet',
                                   0.00125,
                                   1.0,
                                   2.0,
                                   5.0,
                                   10.0,
                                   20.0,
                                   50.0,
                                   100.0,
                                   142.2),
                                  ('QuadContourSet', 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0),
                                  ('QuadContourSet', 33.0)]}],
 'loop-picture': [{'labels': ('slope w (¥/km)', 'bias b (¥)', ''),
                   'texts': ['0.5', '2', '10'],
                   'limits': [-0.5, 3.5, -1.0, 3.0],
                   'lines': [('best', 'None', '*', 1, 2.0, 1.0, 2.0, 1.0),
                             ('line', '-', 'o', 201, 0.0, 0.0, 2.0, 0.9994),
                             ('start', '-', 's', 1, 0.0, 0.0, 0.0, 0.0)],
                   'others': [('QuadContourSet',
                               -1e-09,
                               0.5,
                               1.0,
                               2.0,
                               5.0,
                               10.0,
                               20.0,
                               50.0,
                               61.5),
                              ('QuadContourSet', 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)]},
                  {'labels': ('epoch', 'loss (MSE)', ''),
                   'limits': [-10.0, 210.0, 4.901e-08, 86.88],
                   'lines': [('line', '-', 'None', 201, 0.0, 33.0, 200.0, 1.29e-07)]}],
 'rates-picture': [{'labels': ('step', 'loss (MSE)', ''),
                    'legend': ['lr = 0.001', 'lr = 0.05', 'lr = 0.13', 'lr = 0.2'],
                    'limits': [-3.0, 63.0, 1e-07, 1000000000.0],
                    'lines': [('line', '-', 'None', 61, 0.0, 33.0, 60.0, 6.553),
                              ('data', '--', 'None', 61, 0.0, 33.0, 60.0, 0.000624),
                              ('best', '-.', 'None', 61, 0.0, 33.0, 60.0, 1.462e-06),
                              ('second', ':', 'None', 61, 0.0, 33.0, 60.0, 3.756e+28)]}],
 'valley-picture': [{'labels': ('slope w (¥/km)', 'bias b (¥)', 'kilometres, lr = 0.13'),
                     'texts': ['0.5', '2', '10'],
                     'limits': [-0.5, 4.0, -1.0, 3.5],
                     'lines': [('best', 'None', '*', 1, 2.0, 1.0, 2.0, 1.0),
                               ('line', '-', 'o', 16, 0.5, 3.0, 1.773, 1.673),
                               ('start', '-', 's', 1, 0.5, 3.0, 0.5, 3.0)],
                     'others': [('QuadContourSet',
                                 0.001875,
                                 0.5,
                                 1.0,
                                 2.0,
                                 5.0,
                                 10.0,
                                 20.0,
                                 50.0,
                                 61.5),
                                ('QuadContourSet', 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)]},
                    {'labels': ('w (¥ per std)', 'b (¥)', 'standardised, lr = 0.5'),
                     'texts': ['2', '10'],
                     'limits': [-2.0, 7.0, -1.0, 8.0],
                     'lines': [('best', 'None', '*', 1, 2.828, 5.0, 2.828, 5.0),
                               ('line', '-', 'o', 4, 0.0, 0.0, 2.828, 5.0),
                               ('start', '-', 's', 1, 0.0, 0.0, 0.0, 0.0)],
                     'others': [('QuadContourSet',
                                 0.001489,
                                 0.5,
                                 1.0,
                                 2.0,
                                 5.0,
                                 10.0,
                                 20.0,
                                 50.0,
                                 59.31),
                                ('QuadContourSet', 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)]}]}
PRINTED = {'imports': 'X (0, 0)  y (0, 0)\n',
 'start-loss': 'loss at w = 0, b = 0: 00.0\n',
 'nudges': 'h = 0      slope  -00.00\n'
           'h = 0.0    slope  -00.00\n'
           'h = 0.00   slope  -00.00\n'
           'h = 0.000  slope  -00.00\n',
 'central-difference': 'along w -00.00, along b -00.00\n',
 'gradient-by-hand': 'r     [-0.0, -0.0, -0.0, -0.0, -0.0]\n'
                     'r * x [-0.0, -0.0, -00.0, -00.0, -00.0]\n'
                     'dL/dw = 0/0 * -00.0 = -00.0\n'
                     'dL/db = 0/0 * -00.0 = -00.0\n',
 'gradient-function': 'at (0, 0): (-00.0, -00.0)\n',
 'gradient-check': 'w = 0, b = 0:  formula (-00.00, -00.00)  nudges (-00.00, -00.00)\n'
                   'w = 0.0, b = 0.0:  formula (-0.00, -0.00)  nudges (-0.00, -0.00)\n'
                   'w = 0, b = -0:  formula (0.00, -0.00)  nudges (0.00, -0.00)\n',
 'three-slips-code': 'right                            (  -00.0,  -00.0)\n'
                     'y - y_hat instead of y_hat - y   (   00.0,   00.0)\n'
                     'sum instead of mean              ( -000.0,  -00.0)\n'
                     'without the 0, as for 0/(0N)     (  -00.0,   -0.0)\n',
 'four-directions': 'along w alone        the loss falls by 0.0000\n'
                    'along b alone        the loss falls by 0.0000\n'
                    'towards the goal     the loss falls by 0.0000\n'
                    'against the gradient the loss falls by 0.0000\n',
 'one-step': 'w = 0.00, b = 0.00, loss 00.00\n',
 'plus-step': 'w = -0.00, b = -0.00, loss 00.00\n',
 'loop-run': 'epoch   0: w = 0.000, b = 0.000, loss 00.000000\n'
             'epoch   0: w = 0.000, b = 0.000, loss 0.000000\n'
             'epoch   0: w = 0.000, b = 0.000, loss 0.000000\n'
             'epoch   0: w = 0.000, b = 0.000, loss 0.000000\n'
             'epoch  00: w = 0.000, b = 0.000, loss 0.000000\n'
             'epoch  00: w = 0.000, b = 0.000, loss 0.000000\n'
             'epoch 000: w = 0.000, b = 0.000, loss 0.000000\n'
             'epoch 000: w = 0.000, b = 0.000, loss 0.000000\n',
 'rates': 'largest difference: 0e-00\n'
          'lr 0.000         00      00.0      00.0      0.00\n'
          'lr 0.00          00      0.00     0.000  0.000000\n'
          'lr 0.00          00      00.0        00  0.00e-00\n'
          'lr 0.0           00      00.0       000  0.00e+00\n',
 'hessian': 'H [[00.0, 0.0], [0.0, 0.0]]\n'
            'along the valley 0.000, across it 00.000\n'
            'limit for the learning rate: 0.0000\n',
 'limit-check': 'lr = 0.000: first loss 00, after 0000 steps 0.00e-00\n'
                'lr = 0.000: first loss 00, after 0000 steps 0.00e+00\n',
 'half-cancels': 'half the gradient, lr 0.0: w = 0.0000, b = 0.0000\n'
                 'the gradient, lr 0.00:     w = 0.0000, b = 0.0000\n',
 'nan': 'epoch  00: w =       -000, loss 0.00e+00\n'
        'epoch  00: w =  -0.00e+00, loss 0.00e+00\n'
        'epoch  00: w =  -0.00e+00, loss inf\n'
        'epoch 000: w =   0.00e+00, loss inf\n'
        'epoch 000: w =       -inf, loss nan\n'
        'epoch 000: w =        nan, loss nan\n',
 'metres': 'epoch 0: w = 0 ¥/m, b = 0 ¥\n'
           'epoch 0: w = 0.0e+00 ¥/m, b = 0.0 ¥\n'
           'epoch 0: w = -0.0e+00 ¥/m, b = -0.0e+00 ¥\n'
           'epoch 0: w = 0.00e+00 ¥/m, b = 0.00e+00 ¥\n',
 'metres-limit': "eigenvalues ['0.000', '0.0e+00']\n"
                 'limit for lr 0.00e-00\n'
                 'after 0000 steps: w = 0.000000 ¥/m, b = 0.000000 ¥\n',
 'steps-needed': 'kilometres, lr 0.00: 000 steps\nmetres,     lr 0e-0: 00,000,000 steps\n',
 'standardise': 'mean 0000.0 m, std 0000.0 m\nZ [-0.000, -0.000, 0.0, 0.000, 0.000]\n',
 'round-bowl': 'eigenvalues [0.0, 0.0]\n'
               'condition number 0.0\n'
               'epoch 0: w = 0.0000, b = 0.0000\n'
               'epoch 0: w = 0.0000, b = 0.0000\n'
               'epoch 0: w = 0.0000, b = 0.0000\n',
 'back': 'w = 0.000000 ¥/m, b = 0.0000 ¥\n',
 'two-features': 'A (0, 0)  fare (0, 0)\n'
                 '[[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, '
                 '0.0, 0.0]]\n',
 'many-run': 'limit 0.0000, theta [0.0, 0.0, 0.0]\nloss 0.0\n',
 'many-check': 'new loop: b = 0.0000, w = 0.0000\nold loop: b = 0.0000, w = 0.0000\n'}

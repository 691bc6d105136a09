"""What lesson 04 draws and prints: written by tests/drawn.py, then read."""

# fmt: off
DRAWN = {'three-paths-picture': [{'labels': ('slope w (¥/km)', 'bias b (¥)', ''),
                          'legend': ['least loss', '02 by hand', '03 autograd', '04 optimizer'],
                          'texts': ['0.5', '2', '10'],
                          'limits': [-0.5, 3.5, -0.5, 2.0],
                          'lines': [('best', 'None', '*', 1, 2.0, 1.0, 2.0, 1.0),
                                    ('second', '-', 'None', 101, 0.0, 0.0, 2.005, 0.9872),
                                    ('residual', '-', 'None', 101, 0.0, 0.0, 2.005, 0.9872),
                                    ('line', '-', 'o', 101, 0.0, 0.0, 2.005, 0.9872),
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
                                      54.75),
                                     ('QuadContourSet',
                                      0.5,
                                      1.0,
                                      2.0,
                                      5.0,
                                      10.0,
                                      20.0,
                                      50.0)]}],
 'race-picture': [{'labels': ('epoch', 'loss (MSE)', 'valley'),
                   'legend': ['SGD', 'momentum', 'Adam'],
                   'limits': [-9.95, 208.9, 1e-12, 1000.0],
                   'lines': [('line', '-', 'None', 200, 0.0, 33.0, 199.0, 0.2205),
                             ('data', '--', 'None', 200, 0.0, 33.0, 199.0, 0.004891),
                             ('best', '-.', 'None', 200, 0.0, 33.0, 199.0, 2.619e-08)]},
                  {'labels': ('epoch', 'loss (MSE)', 'round bowl'),
                   'limits': [-9.95, 208.9, 1e-12, 1000.0],
                   'lines': [('line', '-', 'None', 200, 0.0, 33.0, 199.0, 1.137e-14),
                             ('data', '--', 'None', 200, 0.0, 33.0, 199.0, 1.908e-08),
                             ('best', '-.', 'None', 200, 0.0, 33.0, 199.0, 1.047e-08)]}],
 'hubble-picture': [{'labels': ('distance (Mpc)', 'velocity (km/s)', ''),
                     'legend': ['velocity = 454 km/s/Mpc · distance - 41 km/s'],
                     'limits': [-0.0664, 2.098, -285.5, 1156.0],
                     'lines': [('line', '-', 'None', 2, -0.0664, -70.94, 2.098, 912.2)],
                     'others': [('PathCollection', 24)]}],
 'penguins-picture': [{'labels': ('measured body mass (g)', 'predicted (g)', ''),
                       'legend': ['predicted = measured'],
                       'limits': [2520.0, 6480.0, 2322.0, 6678.0],
                       'lines': [('line', '-', 'None', 2, 2520.0, 2520.0, 6480.0, 6480.0)],
                       'others': [('PathCollection', 342)]}]}
PRINTED = {'linear': 'weight (0, 0) -0.000000000000000000\n'
           'bias   (0,) 0.0000000000000000\n'
           'output (0, 0)\n',
 'linear-shapes': 'weight (0, 0)  bias (0,)\n000 rows in: (000, 0)  out: (000, 0)\n',
 'module': 'linear.weight (0, 0) requires grad: True\nlinear.bias (0,) requires grad: True\n',
 'loop': 'w = 0.0000, b = 0.0000\n',
 'old-optimizer': 'first loss 00.00000000000000  last loss 00.00000000000000\n',
 'three-paths': 'hand      after one step [0.0, 0.0]\n'
                'autograd  after one step [0.0, 0.0]\n'
                'optimizer after one step [0.0, 0.0]\n'
                'largest difference below 0.00000: True\n',
 'first-steps': 'SGD       steps [[0.0, 0.0], [-0.00, -0.00]]\n'
                'momentum  steps [[0.0, 0.0], [0.00, 0.00]]\n'
                'Adam      steps [[0.0, 0.0], [0.0, 0.0]]\n',
 'race': 'valley     SGD        0.0e-00   0.0e-00   0.0e-00\n'
         'valley     momentum   0.0e+00   0.0e-00   0.0e-00\n'
         'valley     Adam       0.0e-00   0.0e-00   0.0e-00\n'
         'round bowl SGD        0.0e-00   0.0e-00   0.0e-00\n'
         'round bowl momentum   0.0e+00   0.0e-00   0.0e-00\n'
         'round bowl Adam       0.0e+00   0.0e-00   0.0e-00\n',
 'case1-shape': 'with [0.0]: (000,)   with [[0.0]]: (000, 0)\n',
 'case1-run': 'w = 0.000, b = 0.000, loss 0.0000\n',
 'case1-measure': 'eigenvalue 0.00: 00% left after 000 epochs, 0.0 % left after 000\n'
                  'eigenvalue 0.00: 0% left after 000 epochs, 0.0 % left after 000\n'
                  'start: w = 0.000, b = -0.000\n'
                  'predicted: w = 0.000, b = 0.000\n',
 'case1-mend': 'limit for the learning rate: 0.00\n'
               'lr 0.00, 000 epochs: [0.0, 0.0]\n'
               'lr 0.0,  000 epochs: [0.0, 0.0]\n',
 'case2-run': 'after 0000 epochs: w = 0.00, b = 0.00, so y at x = 0 is 0.00\n',
 'case2-seeds': 'seed 0: 0.00\nseed 0: 0.00\n',
 'case2-falling': 'epoch  000: loss 0.00000\n'
                  'epoch  000: loss 0.00000\n'
                  'epoch  000: loss 0.00000\n'
                  'epoch 0000: loss 0.00000\n'
                  'falls in the last 000 epochs by 00%\n',
 'case2-steps': 'epoch    0: step 0.0000 in w, 0.0000 in b; to go 0.00 in w, 0.00 in b\n'
                'epoch  000: step 0.0000 in w, 0.0000 in b; to go 0.00 in w, 0.00 in b\n'
                'epoch  000: step 0.0000 in w, 0.0000 in b; to go 0.00 in w, 0.00 in b\n'
                'epoch 0000: step 0.0000 in w, 0.0000 in b; to go 0.00 in w, 0.00 in b\n',
 'case2-measure': 'eigenvalues [0.00, 00.000]\n'
                  'condition number 00, limit for SGD 0.000\n'
                  'Adam, short memory : y at x = 0 is 0.0000\n'
                  'SGD, half the limit: y at x = 0 is 0.0000\n',
 'case2-longer': '0000 epochs: y at x = 0 is 0.0000\n'
                 '0000 epochs: y at x = 0 is 0.0000\n'
                 '0000 epochs: y at x = 0 is 0.0000\n',
 'case2-mend': 'Adam, lr 0.0, 000 epochs:      0.0000\nstandardised, SGD, 000 epochs: 0.0000\n',
 'split': 'train (00, 0)  test (00, 0)\n',
 'split-train': 'training set: loss 0.000\ntest set:     loss 0.000\n',
 'overfitting': 'on its ten rides 0.0000\n'
                'on the test set  00000\n'
                'on the 00 test rides between the ten 00\n'
                'a line: 0.00 on the ten, 0.00 on the 00 between them\n',
 'eval-no-grad': 'train            0 of 0 set to zero, notes taken: True\n'
                 'train, no_grad   0 of 0 set to zero, notes taken: False\n'
                 'eval             0 of 0 set to zero, notes taken: True\n'
                 'eval, no_grad    0 of 0 set to zero, notes taken: False\n',
 'save-load': '0 km: saved 0.000000000000000\n0 km: loaded 0.000000000000000\n',
 'hubble': 'descent:       w = 000.000 km/s/Mpc, b = -00.000 km/s\n'
           'least squares: w = 000.000 km/s/Mpc, b = -00.000 km/s\n',
 'penguins': "X (000, 0) ('bill length (mm)', 'bill depth (mm)', 'flipper length (mm)')\n"
             'condition number as measured 00,000,000, standardised 0.0\n',
 'penguins-train': 'descent:       w [0.00, 00.00, 00.00] g/mm, b -0000.0 g\n'
                   'least squares: w [0.00, 00.00, 00.00] g/mm, b -0000.0 g\n',
 'r-squared-code': 'R0 with three features:  0.0000\n'
                   'R0 with flipper alone:   0.0000\n'
                   'flipper alone: 00.0000 g/mm, -0000.000 g\n',
 'fit': 'fit: loss 000000.0, by hand: 000000.0\n',
 'fit-batches': '00 steps an epoch; mean loss during epoch 0 0,000,000\n'
                'during epoch 00 000,000; least possible 000,000\n',
 'fit-diverges': 'fit stopped: in epoch 00, batch 0, the loss is inf. It had grown from '
                 '0.00e+00 to 0.00e+00: steps too long. Try a smaller learning rate, or '
                 'standardise the columns of X.\n'
                 'epochs kept in the history: 00\n'}

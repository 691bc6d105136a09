"""What lesson 03 draws and prints: written by tests/drawn.py, then read."""

# fmt: off
DRAWN = {'graph-picture': [{'labels': ('', '', ''),
                    'texts': ['w\n1\ngrad -18',
                              'p\n3\ngrad -6',
                              'b\n1\ngrad -6',
                              'y_hat\n4\ngrad -6',
                              'r\n-3\ngrad -6',
                              'L\n9\ngrad 1',
                              '· 3',
                              '+',
                              '+',
                              '- 7',
                              'square'],
                    'limits': [-0.6, 8.6, -0.5, 1.6],
                    'others': [('FancyBboxPatch', 'soft', 'data'),
                               ('FancyBboxPatch', 'soft', 'data'),
                               ('FancyBboxPatch', 'soft', 'data'),
                               ('FancyBboxPatch', 'soft', 'data'),
                               ('FancyBboxPatch', 'soft', 'data'),
                               ('FancyBboxPatch', 'soft', 'data')]}],
 'order-picture': [{'labels': ('epoch', 'loss (MSE)', ''),
                    'legend': ['zero backward step', 'backward zero step', 'backward step'],
                    'limits': [-1.95, 40.95, 0.001, 50000.0],
                    'lines': [('line', '-', 'None', 40, 0.0, 33.0, 39.0, 0.002227),
                              ('data', '--', 'None', 40, 0.0, 33.0, 39.0, 33.0),
                              ('best', ':', 'None', 40, 0.0, 33.0, 39.0, 4.125)]}],
 'same-path-picture': [{'labels': ('slope w (¥/km)', 'bias b (¥)', ''),
                        'legend': ['least loss', 'lesson 02, by hand', 'lesson 03, autograd'],
                        'texts': ['0.5', '2', '10'],
                        'limits': [-0.5, 3.5, -0.5, 2.0],
                        'lines': [('best', 'None', '*', 1, 2.0, 1.0, 2.0, 1.0),
                                  ('second', '-', 'None', 201, 0.0, 0.0, 2.0, 0.9994),
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
                                    54.75),
                                   ('QuadContourSet', 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)]}],
 'demand-picture': [{'labels': ('hour of the day', 'rides (hundreds)', ''),
                     'legend': ['start', 'after 400 epochs'],
                     'limits': [-1.15, 24.15, 0.6199, 8.982],
                     'lines': [('second', '--', 'None', 24, 0.0, 1.0, 23.0, 1.055),
                               ('line', '-', 'None', 24, 0.0, 1.947, 23.0, 2.237)],
                     'others': [('PathCollection', 24)]}]}
PRINTED = {'first-backward': 'loss 00.0\ndL/dw -00.0  dL/db -00.0\n',
 'forward-steps': 'p 0.0  y_hat 0.0  r -0.0  L 0.0\n',
 'grad-fn': 'w      leaf True   made by nobody: you made it\n'
            'p      leaf False  made by MulBackward0\n'
            'y_hat  leaf False  made by AddBackward0\n'
            'r      leaf False  made by SubBackward0\n'
            'L      leaf False  made by PowBackward0\n',
 'backward-steps': 'dL/dL         0.0\n'
                   'dL/dr        -0.0\n'
                   'dL/dy_hat    -0.0\n'
                   'dL/dp        -0.0\n'
                   'dL/db        -0.0\n'
                   'dL/dw       -00.0\n',
 'non-leaf': 'w.grad tensor(0.)  p.grad None\n'
             'warning: The .grad attribute of a Tensor that is not a leaf Tensor is being '
             'accessed.\n',
 'detach': '[0. 0. 0. 0. 0.]\n',
 'value-forward-run': 'r -0.0  L 0.0\nL remembers [(-0.0, -0.0), (-0.0, -0.0)]\n',
 'value-backward': 'dL/dr -0.0  dL/db -0.0  dL/dw -00.0\n',
 'value-rides': 'loss 00.0  dL/dw -00.0  dL/db -00.0\n',
 'value-check': 'largest relative difference below 0e-00: True\n',
 'grad-adds': 'backward number 0: w.grad -00.0, b.grad -00.0\n'
              'backward number 0: w.grad -00.0, b.grad -00.0\n',
 'order-run': 'zero backward step  00.000   0.000   0.000   0.000 ...   0.000\n'
              'backward step zero  00.000   0.000   0.000   0.000 ...   0.000\n'
              'backward zero step  00.000  00.000  00.000  00.000 ...  00.000\n'
              'backward step       00.000   0.000  00.000  00.000 ...   0.000\n',
 'error-rebind': 'epoch 0  leaf True  w.grad tensor(-00.)\nepoch 0  leaf False  w.grad None\n',
 'autograd-loop': 'w = 0.0000, b = 0.0000, loss 0.000000\n',
 'data-attribute': 'slope of a squared at 0: 00.0\n',
 'total-loss': 'total of tensors keeps its graphs: True\ntotal of numbers is a plain float\n',
 'by-hand': 'largest difference below 0.00000: True\n',
 'demand-data': 't (00, 0)  rides (00, 0)\n',
 'demand-fit': 'floor 0.00, height 0.00, peak 00.00 h, width 0.00 h\nloss 0.0000\n',
 'demand-check': 'autograd -0.000, nudging -0.000\n'}

"""What lesson 09 draws and prints: written by tests/drawn.py, then read."""

# fmt: off
DRAWN = {'ladder': [{'labels': ('loss (nats per letter)', 'model', 'Twelfth Night, held out'),
             'legend': ['counted, or by a formula', 'by fit'],
             'texts': ['4.60', '3.32', '2.52', '2.01', '1.98', '1.86', '1.77', '1.77'],
             'limits': [1.5, 5.5, 7.6, -0.6],
             'lines': [('data', 'None', 'o', 5, 4.595, 0.0, 1.861, 5.0),
                       ('line', 'None', 'D', 3, 1.98, 4.0, 1.77, 7.0)]}]}
PRINTED = {'loop': '[[0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0]]\n',
 'matrix': 'tensor([[0.0000, 0.0000, 0.0000, 0.0000],\n'
           '        [0.0000, 0.0000, 0.0000, 0.0000],\n'
           '        [0.0000, 0.0000, 0.0000, 0.0000],\n'
           '        [0.0000, 0.0000, 0.0000, 0.0000]])\n'
           'W @ x is the loop: True\n',
 'mask-softmax': 'tensor([[0., -inf, -inf, -inf],\n'
                 '        [0., 0., -inf, -inf],\n'
                 '        [0., 0., 0., -inf],\n'
                 '        [0., 0., 0., 0.]])\n'
                 'the same weights: True\n',
 'by-hand': 'scores  [0.0, 0.0, 0.0, 0.0]\n'
            "weights ['0.00', '0.00', '0.00', '0.00']\n"
            'of h, by hand: 0.00\n'
            'mean of the values: 00.0\n',
 'layers': 'x (0, 0) q (0, 0) scores (0, 0)\n',
 'same-letter': 't 0.00\nh 0.00\na 0.00\nt 0.00\n',
 'scale': '  D   std of scores   largest weight   after dividing by the root of D\n'
          '  0             0.0             0.00             0.00\n'
          ' 00             0.0             0.00             0.00\n'
          ' 00             0.0             0.00             0.00\n'
          '000            00.0             0.00             0.00\n',
 'attention': 'leaks: False\nas in PyTorch: True\n',
 'case': 'turned leaks: True, as in PyTorch: False\n'
         'wide   leaks: False, as in PyTorch: False\n',
 'measure': 'root of 0: standard deviation of the scores 0.00\n'
            'root of 00: standard deviation of the scores 0.00\n',
 'numbers': '(0, 0, 0, 0) (0, 0, 0, 0)\n',
 'cut': 'view alone:        head 0 has [[0, 0, 0], [0, 0, 0]]\n'
        'and transpose:     head 0 has [[0, 0, 0], [00, 00, 00]]\n',
 'exchange': 'the same last row: True\n',
 'positions': 'the same last row: False\n',
 'deep': 'x = layer(x):      first / last 0.00000\nx = x + layer(x):  first / last 0.00\n',
 'norm': 'as nn.LayerNorm: True\n',
 'shapes': 'ids (0, 0) stream (0, 0, 00)\n'
           'after a block (0, 0, 00)\n'
           'weights of its heads (0, 0, 0, 0)\n'
           'logits (0, 0, 00)\n'
           'near ln 00 = 0.0: True\n',
 'tied': 'shared: True\ncopied: False\n00,000 parameters\n',
 'train': 'held out: 0.0 nats per letter\n',
 'merges': 'tokens         nats per letter     bits per byte   parameters\n'
           'characters       0.00 0.00 0.00    0.00 0.00 0.00       00,000\n'
           '000 merges       0.00 0.00 0.00    0.00 0.00 0.00       00,000\n'
           '0,000 merges     0.00 0.00 0.00    0.00 0.00 0.00      000,000\n',
 'no-mask': 'held out: 0.0 nats per letter\n',
 'write': 'VIOLA:\n'
          'I undertain: will he hath home moon: but like a\n'
          'praised trouble wall betters and red.\n'
          '\n'
          'BOYET:\n'
          'What west nothing someth gentle and I in quiin to be\n'
          'To death heal\n',
 'inside': 'blocks, rows, heads, T, T: (0, 000, 0, 00, 00)\n'
           'line breaks block 0, head 0: 0.00 against 0.00\n'
           'spaces      block 0, head 0: 0.00 against 0.00\n',
 'count': 'True 00,000\n',
 'gpt2': 'the same logits: True\ntorch.Size([00, 000]) for query, key and value\n',
 'pad': "pad_token_id=0: '■LUCIANA:\\nThe shall b'\n"
        "pad_token_id=0: '■TOL:\\nThe shall be so'\n"}

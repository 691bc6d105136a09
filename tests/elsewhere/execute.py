"""Run a notebook in a fresh kernel of this Python: execute.py NOTEBOOK RESULT

Runs in the environment under test, with its own nbclient, and knows nothing of the project.
"""

import sys

import nbformat
from nbclient import NotebookClient

nb = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(
    nb, timeout=300, kernel_name="python3", allow_errors=True, coalesce_streams=True
).execute()
nbformat.write(nb, sys.argv[2])

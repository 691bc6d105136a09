"""`python -m helpers COMMAND`: see `python -m helpers --help`."""

from helpers.classroom import main

raise SystemExit(main())

"""``python -m osint_helpers`` is ``osint``."""

import sys

from osint_helpers.cli import main

if __name__ == "__main__":
    sys.exit(main())

"""`python -m crosswire` is `crosswire`."""

import sys

from crosswire.serve.cli import main

if __name__ == "__main__":
    sys.exit(main())

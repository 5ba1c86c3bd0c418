"""Starts the conversion; a package that this Python lacks is told in one line."""

import sys

from typofix_tooling.__main__ import start

if __name__ == "__main__":
    sys.exit(start("convert", sys.argv[1:]))

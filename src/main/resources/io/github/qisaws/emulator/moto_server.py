"""Starts the emulator (qis_emulator) on a free port and prints the port.

Usage: moto_server.py HOST PORT [--lifeline]   (PORT 0: any free one; --lifeline: exits at the end of its input)
"""

import os
import sys

# Python runs in isolated mode, so this script's folder is not on the path.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from qis_emulator.server import main  # noqa: E402

if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), lifeline="--lifeline" in sys.argv[3:])

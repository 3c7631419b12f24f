"""Makes the service importable, under its name and under the one the shared tests use."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

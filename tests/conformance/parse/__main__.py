"""`python -m tests.conformance.parse [pattern …]`: our pages beside MediaWiki's; `-` is theirs, `+` is ours."""

from __future__ import annotations

import sys
import tempfile
from fnmatch import fnmatchcase
from pathlib import Path

from .cases import cases
from .engines import engines
from .run import meant, run


def main() -> int:
    """Compare the cases whose names fit, all if nothing is named."""
    patterns = sys.argv[1:] or ["*"]
    chosen = [case for case in cases() if any(fnmatchcase(case.name, pattern) for pattern in patterns)]
    with tempfile.TemporaryDirectory(prefix="parse-") as name, engines(Path(name)) as both:
        outcome = run(chosen, both, print)
    print(outcome)
    return bool(set(outcome.differing) - set(meant()))


if __name__ == "__main__":
    sys.exit(main())

"""`python -m tests.conformance [pattern …]`: our API beside MediaWiki's; what differs, and how much is equal."""

from __future__ import annotations

import sys
import tempfile
from fnmatch import fnmatchcase
from pathlib import Path

from . import generated, known, written
from .peers import peers
from .run import run


def main() -> int:
    """Run the cases whose names fit, all if nothing is named."""
    patterns = sys.argv[1:] or ["*"]
    cases = [
        case
        for case in (*written.reading(), *generated.cases(), *written.writing())
        if any(fnmatchcase(case.name, pattern) for pattern in patterns)
    ]
    with tempfile.TemporaryDirectory(prefix="conformance-") as name, peers(Path(name)) as both:
        outcome = run(cases, both, print)
    if not sys.argv[1:]:
        for entry in known.load():
            if entry not in outcome.known:
                print(f"known in vain: {entry.reason}")
    print(outcome)
    return bool(outcome.unknown)


if __name__ == "__main__":
    sys.exit(main())

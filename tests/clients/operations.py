"""What people do with pywikibot: one thing after another on one wiki, each with a result that can be compared.

Run as a program inside pywikibot's settings, it prints one line of JSON for each operation: its name, and what came
back or which exception did. No result holds a time, a number of a page or an address, so two engines can say the same.
"""

from __future__ import annotations

import json
import sys

import pywikibot

from . import operations_reading, operations_site, operations_writing

_TABLES = operations_site.GROUPS | operations_reading.GROUPS | operations_writing.GROUPS
_ORDER = ("site", "write", "page", "category", "list", "text", "user", "life")
"""First the pages are made, last they are moved and deleted."""


def main() -> None:
    """Do everything once, in order."""
    site = pywikibot.Site()
    site.login()
    for group in _ORDER:
        for name, operation in _TABLES[group].items():
            try:
                result: dict[str, object] = {"is": operation(site)}
            except Exception as error:
                code = getattr(error, "code", "")
                result = {
                    "raises": type(error).__name__ + (f" {code}" if code else ""),
                    "said": str(error)[:300],
                }
            line = {"name": f"{group}: {name.replace('_', ' ')}", **result}
            print("RESULT " + json.dumps(line, ensure_ascii=False, default=_shown), flush=True)


def _shown(value: object) -> object:
    return sorted(value, key=str) if isinstance(value, set | frozenset) else str(value)


if __name__ == "__main__":
    sys.argv = sys.argv[:1]
    main()

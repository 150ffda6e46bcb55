"""The towns of the country, `towns.txt`: by them a text gives away that it speaks of another town."""

from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "towns.txt"


@cache
def load_towns() -> frozenset[str]:
    """The names of the towns as they are written, each of one word; those of the cities' own folders are not there."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())

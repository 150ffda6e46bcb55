"""Personal data is found in a seeded German set, and little else is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.quality.german_persons import KINDS, Text, texts
from tests.quality.personal import measure, ours


@pytest.mark.parametrize("seed", [7, 1926])
def test_personal_data_is_found_and_little_else(seed: int) -> None:
    """Recall at least 0.95 at precision 0.9, over all kinds together; no kind below 0.9."""
    figures = measure(texts(seed), ours)
    assert figures.recall >= 0.95
    assert figures.precision >= 0.9
    assert [kind for kind in KINDS if figures.recall_of(kind) < 0.9] == []


def test_the_same_seed_gives_the_same_set() -> None:
    """What was measured can be measured again."""
    assert list(texts(3, 20, 20)) == list(texts(3, 20, 20))
    assert list(texts(3, 20, 20)) != list(texts(4, 20, 20))


CASES = Path(__file__).parents[1] / "cases" / "personal.txt"


def _table() -> Iterator[Text]:
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            spoken, marked = "", []
            for piece in line.split("⟦"):
                inside, closing, after = piece.partition("⟧")
                if closing:
                    marked.append(("", len(spoken), len(spoken) + len(inside)))
                spoken += inside + after
            yield Text(spoken, tuple(marked))


def test_hostile_cases_are_told_apart() -> None:
    """Odd groupings and disguises are found, public names and figures are not: 97 and 95 in 100."""
    cases = tuple(_table())
    figures = measure(cases, ours)
    assert len(cases) >= 120
    assert figures.recall >= 0.97
    assert figures.precision >= 0.95

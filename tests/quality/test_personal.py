"""Personal data is found in a seeded German set, and little else is."""

import pytest

from tests.quality.german_persons import KINDS, texts
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

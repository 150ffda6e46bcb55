"""The towns of the country."""

from __future__ import annotations

from familienkonferenz.config.towns import load_towns


def test_the_towns_are_names_of_one_word() -> None:
    """Thousands of them, each as it is written."""
    towns = load_towns()
    assert len(towns) > 5_000
    assert {"Elmshorn", "Lorch", "Buxtehude"} <= towns
    assert all(name[0].isupper() and name.isalpha() for name in towns)

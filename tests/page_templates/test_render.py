"""Templates are filled with Jinja, with delimiters that leave the wiki's braces alone."""

import pytest

from familienkonferenz.page_templates.render import TemplateError, paragraphs, render, slug


def test_a_missing_value_is_an_error_that_says_where():
    """A forgotten value never becomes an empty space on a city's page."""
    with pytest.raises(TemplateError, match=r"^texts/kategorie_art\.wiki: 'kind' is undefined; pass it"):
        render("texts/kategorie_art")


def test_a_missing_template_is_named():
    """The message says which file to add."""
    with pytest.raises(TemplateError, match=r"^texts/gibt-es-nicht\.wiki: no such template"):
        render("texts/gibt-es-nicht")


def test_typed_text_is_escaped_in_a_template():
    """The filter is ours: braces become entities, not HTML's five characters."""
    assert "Art „&#123;&#123;Halt&#125;&#125;“" in render("texts/kategorie_art", kind="{{Halt}}")


def test_paragraphs_of_the_configuration_stay_paragraphs():
    """A blank line parts two paragraphs, a line break in the file is a space."""
    assert paragraphs("Eins\nzwei.\n\n* Drei.\n") == "Eins zwei.\n\n&#42; Drei."


@pytest.mark.parametrize(
    ("name", "expected"), [("nicht möglich", "nicht-moeglich"), ("Anstoß", "anstoss"), ('"><b', "b")]
)
def test_a_class_name_is_plain(name, expected):
    """German names become parts of CSS classes without umlauts or markup."""
    assert slug(name) == expected

"""What a MediaWiki gets: one file of PHP with the city's facts and the look of what the templates show."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from familienkonferenz.config import load
from familienkonferenz.page_templates.mediawiki import settings

ROOT = Path(__file__).parents[2]


def styled(sheet: Path) -> set[str]:
    """The classes of page templates that a sheet gives a look."""
    return set(re.findall(r"\.(fk-[\w-]+)", sheet.read_text(encoding="utf-8")))


def test_what_looks_like_something_on_our_wiki_does_on_a_mediawiki():
    """No class of the templates is forgotten there."""
    ours = styled(ROOT / "plugins" / "theme" / "konferenz" / "static" / "konferenz.css")
    assert ours - styled(ROOT / "page_templates" / "mediawiki.css") == set()


def test_the_look_loads_nothing():
    """It is all in the file: no font, no picture, no other sheet."""
    sheet = (ROOT / "page_templates" / "mediawiki.css").read_text(encoding="utf-8")
    assert not re.search(r"url\s*\(|@import|image-set|<", sheet)


def test_no_fact_of_a_city_ends_its_string(tmp_path):
    """Whatever stands in a city's configuration, PHP reads it as words."""
    if shutil.which("php") is None:
        pytest.skip("needs Debian's php-cli")
    contact = "'; exit(1); // \\' <?php ?> Frau O'Hara"
    made = tmp_path / "konferenz.php"
    made.write_text(settings(replace(load(), contact=contact)), encoding="utf-8")
    code = (
        f"define('MEDIAWIKI', 1); $text = file_get_contents('{made}'); "
        "eval(substr($text, 5, strpos($text, '];') - 3)); echo $konferenz['contact'];"
    )
    said = subprocess.run(["php", "-r", code], capture_output=True, text=True, check=True).stdout
    assert said == contact
    subprocess.run(["php", "-l", str(made)], check=True, capture_output=True)

"""Facts about reading MediaWiki's XML export."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from familienkonferenz.bots.errors import ExportError
from familienkonferenz.bots.history.export import read

HEAD = (
    '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="de">\n<siteinfo/>'
)
PAGE = """<page>
  <title>Diskussion:Thema/Spielplätze und Grün</title><ns>1</ns><id>17</id>
  <revision><id>41</id><timestamp>2026-11-02T23:30:00Z</timestamp>
    <contributor><username>Änne</username><id>3</id></contributor>
    <comment>/* Rutsche */</comment><origin>41</origin><model>wikitext</model><format>text/x-wiki</format>
    <text bytes="9" xml:space="preserve">Rutsche &amp;amp; Sand &lt;br /&gt;
ja</text><sha1>x</sha1></revision>
  <revision><id>42</id><parentid>41</parentid><timestamp>2026-11-03T08:00:00Z</timestamp>
    <contributor><ip>192.0.2.17</ip></contributor><minor/>
    <content><role>other</role><text>nicht dies</text></content>
    <text xml:space="preserve" bytes="0" /></revision>
  <revision><id>43</id><parentid>42</parentid><timestamp>2026-11-03T09:00:00Z</timestamp>
    <contributor deleted="deleted" /><comment deleted="deleted" /><text bytes="5" deleted="deleted" /></revision>
</page>"""


def export(body: str) -> io.BytesIO:
    return io.BytesIO(f"{HEAD}{body}</mediawiki>".encode())


@pytest.mark.parametrize("version", ["0.10", "0.11"])
def test_a_revision_is_read_whole(version: str) -> None:
    """Title, numbers, user or address, time in UTC, comment and text, as the wiki has them."""
    stream = io.BytesIO(export(PAGE).getvalue().replace(b"export-0.11/", f"export-{version}/".encode()))
    first, second, _ = read(stream)
    assert (first.page_id, first.title, first.namespace) == (17, "Diskussion:Thema/Spielplätze und Grün", 1)
    assert (first.rev_id, first.parent_id, first.user, first.comment) == (41, 0, "Änne", "/* Rutsche */")
    assert first.timestamp == datetime(2026, 11, 2, 23, 30, tzinfo=UTC)
    assert first.text == "Rutsche &amp; Sand <br />\nja"
    assert (second.parent_id, second.user, second.text, second.hidden) == (41, "192.0.2.17", "", False)


def test_what_the_wiki_hides_is_hidden_not_empty() -> None:
    """A suppressed text is no blanking."""
    third = list(read(export(PAGE)))[2]
    assert (third.user, third.text, third.comment, third.hidden) == ("", "", "", True)


def test_an_export_that_breaks_off_says_where() -> None:
    """The last page and revision that were read whole are named; these were given out."""
    cut = export(PAGE).getvalue()
    stream = read(io.BytesIO(cut[: cut.index(b"<id>43")]))
    assert [next(stream).rev_id, next(stream).rev_id] == [41, 42]
    with pytest.raises(
        ExportError, match=r"export, Diskussion:Thema/Spielplätze und Grün, revision 42: .*holen"
    ) as error:
        next(stream)
    assert (error.value.page, error.value.revision) == ("Diskussion:Thema/Spielplätze und Grün", 42)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "bricht ab"),
        (b"<html><body>502 Bad Gateway</body></html>", "kein Export"),
        (b'<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.5/"/>', "kein Export"),
        (b"<mediawiki>\x00</mediawiki>", "kein Export|kaputt"),
        (b'<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><m>&x;</m>', "DOCTYPE"),
    ],
)
def test_what_is_no_export_is_refused(body: bytes, problem: str) -> None:
    """An error page, another schema, a control character, an entity: an error in one line, nothing fetched."""
    with pytest.raises(ExportError, match=problem):
        list(read(io.BytesIO(body)))


@pytest.mark.parametrize(
    "lost", [r"<id>41</id>", r"<timestamp>2026-11-02T23:30:00Z</timestamp>", r"<id>17</id>"]
)
def test_a_revision_without_number_or_time_is_an_error(lost: str) -> None:
    """No revision is invented: the message names the page."""
    with pytest.raises(ExportError, match=r"Spielplätze und Grün.*unlesbar"):
        list(read(export(re.sub(lost, "", PAGE))))


@pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="reads the process's size from Linux's /proc"
)
def test_memory_does_not_grow() -> None:
    """Elements are let go while reading: 8 MB of one page's revisions leave the process as large as it was."""

    class Endless(io.RawIOBase):
        """Eight thousand revisions of one page, made while they are read."""

        def __init__(self) -> None:
            self.parts = self.generate()

        def generate(self) -> Iterator[bytes]:
            yield HEAD.encode() + b"<page><title>Thema/Jung und Alt</title><ns>0</ns><id>1</id>"
            for i in range(1, 8_001):
                yield (
                    f"<revision><id>{i}</id><timestamp>2026-11-02T23:30:00Z</timestamp>"
                    f"<contributor><ip>192.0.2.1</ip></contributor><text>{'ä' * 500}</text></revision>"
                ).encode()
            yield b"</page></mediawiki>"

        def read(self, size: int = -1) -> bytes:
            return next(self.parts, b"")

    def resident() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

    sizes = [resident() for revision in read(Endless()) if revision.rev_id % 1000 == 0]  # type: ignore[arg-type]
    assert len(sizes) == 8
    assert sizes[-1] - sizes[1] < 3_000_000


@pytest.mark.parametrize("time", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "gestern", ""])
def test_a_time_that_no_calendar_has_is_named(time: str) -> None:
    """The edge of the calendar in another zone is beyond it in UTC: an error that says where, as for any other."""
    broken = export(PAGE).getvalue().replace(b"2026-11-02T23:30:00Z", time.encode())
    with pytest.raises(ExportError, match=r"Spielplätze und Grün.*unlesbar"):
        list(read(io.BytesIO(broken)))

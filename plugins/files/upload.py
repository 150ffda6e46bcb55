"""An upload: looked at, compared with what is there, and kept. Form and API come here."""

from __future__ import annotations

from mimetypes import guess_type

from ..services import services
from ..storage.files import Facts, Files, Version
from ..storage.save import Saved, barred, may_upload, save_file
from ..titles import Title
from . import names
from .contents import DRAWING, Content, ending_of, examined
from .errors import FileRefused


def most_bytes() -> int:
    """The largest file that is taken."""
    return services().conference.files.megabytes * 1_000_000


def titled(sent: str, data: bytes = b"") -> Title:
    """The title that a file of that name gets, with the ending of its content if it has none. Raises `FileRefused`."""
    found = ending_of(data)
    try:
        return names.title_of(sent, services().conference.files.types, found)
    except FileRefused as refusal:
        said, mime = (guess_type(f"x.{ending}")[0] for ending in (refusal.extra.get("filetype"), found))
        if (
            refusal.code == "filetype-banned" and said and mime and said != mime
        ):  # it is not even what it says
            details = ["filetype-mime-mismatch", refusal.extra["filetype"], mime]
            raise FileRefused("verification-error", str(refusal), details=details) from refusal
        raise


def looked_at(data: bytes, title: Title) -> Content:
    """The content as it is kept. Raises `FileRefused`."""
    if not data:
        raise FileRefused("empty-file", "Die Datei ist leer.")
    if len(data) > most_bytes():
        raise FileRefused(
            "file-too-large", f"Die Datei ist zu groß: höchstens {most_bytes() // 1_000_000} MB."
        )
    with DRAWING:
        return examined(data, names.ending(title), services().conference.files.megapixels * 1_000_000)


def doubts(sent: str, title: Title, facts: Facts | None) -> dict[str, object]:
    """What speaks against keeping it so, by MediaWiki's words: the name is taken, the content is there already.

    Without facts it is the name alone that is asked about. Times are in seconds since 1970.
    """
    here = services()
    files, found = Files(here.database), dict[str, object]()
    if names.changed(sent, title):
        found["badfilename"] = names.key(title)
    page = here.catalogue.page(title)
    newest = files.newest(page.page_id) if page else None
    if newest is not None:
        found["exists"] = names.key(title)
        if facts is not None:
            found |= _again(facts, list(files.versions(newest.page_id)))
    else:
        gone = here.catalogue.deleted_page(title)
        if page is not None:
            found["page-exists"] = names.key(title)
        elif gone is not None and files.newest(gone.page_id) is not None:
            found["was-deleted"] = names.key(title)
        elif names.says_nothing(title):
            found["bad-prefix"] = names.key(title)
    if facts is not None:
        alike = [names.key(other.title) for other in files.alike(facts.sha1) if other.title != title]
        if alike:
            found["duplicate"] = alike
    return found


def _again(facts: Facts, versions: list[Version]) -> dict[str, object]:
    same = [version.time for version in versions if version.facts.sha1 == facts.sha1]
    if versions[0].facts.sha1 == facts.sha1:
        return {"nochange": same[0]}
    return {"duplicateversions": same} if same else {}


def keep(title: Title, content: Content, *, text: str = "", comment: str = "") -> Saved:
    """Keep the file. Raises `FileRefused` if it is there already, and as `save_file` does."""
    newest = Files(services().database).of(title)
    if newest is not None and newest.facts.sha256 == content.facts.sha256:
        raise FileRefused(
            "fileexists-no-change", f"„{title.name}“ ist genau diese Datei. Es gibt nichts zu ändern."
        )
    return save_file(title, content.data, content.facts, text=text, summary=comment)


def allowed(title: Title) -> str:
    """Why the current actor cannot put a file there; empty if that is possible."""
    return barred(may_upload, title)

"""Everything that can go wrong in the bots, as one tree; each message is one line: where, what, remedy.

    KonferenzError
    ├── PageError(page, problem, remedy)            a page holds what nobody can read
    │   └── SectionError                            a bot's marked section is broken or would be forged
    ├── ExportError(page, revision, problem, remedy)  a MediaWiki XML export breaks off or is malformed
    ├── JournalError(line, problem, remedy)         a line of the stored harvest cannot be read
    ├── LineError(line, problem, remedy)            a line of a stream of texts cannot be read
    ├── StateError(path, problem, remedy)           the folder where a bot keeps its cursor cannot be used
    └── WikiError(problem, remedy, page, code)      the wiki refused or did not answer
        ├── LoginRefused
        ├── PageMissing
        ├── PageExists
        ├── EditConflict                            somebody saved in between: read again, do again
        ├── EditRefused                             window closed, protected, filter: the code says which
        └── BotsHalted                              the emergency stop Konferenz/Halt is set

The command line catches `KonferenzError` and prints it; a traceback is always a mistake of ours.
"""

from familienkonferenz.config.language import say


def _line(text: str) -> str:
    """`text` on one line, no control characters, at most 300 long: messages may quote what people typed."""
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return flat if len(flat) <= 300 else flat[:299] + "…"


class KonferenzError(Exception):
    """Base of all errors of the bots; `str()` is one line: where, what is wrong, what to do."""

    def __init__(self, where: str, problem: str, remedy: str = "") -> None:
        self.where = _line(where)
        self.problem = _line(problem)
        self.remedy = _line(remedy)
        message = f"{self.where}: {self.problem}" if self.where else self.problem
        super().__init__(f"{message}; {self.remedy}" if self.remedy else message)


class PageError(KonferenzError):
    """A wiki page holds what cannot be read or must not be written; raised, or collected as a record."""

    def __init__(self, page: str, problem: str, remedy: str = "") -> None:
        super().__init__(page, problem, remedy)
        self.page = page

    def __eq__(self, other: object) -> bool:
        """Equal when class, page and wording are: problem lists are compared in tests and between runs."""
        return type(other) is type(self) and other.args == self.args

    def __hash__(self) -> int:
        return hash((type(self), self.args))


class SectionError(PageError):
    """A bot's marked section has no end, stands twice, or its body would forge a marker."""


class ExportError(KonferenzError):
    """An XML export is broken; names the last page and revision that were read whole ("" and 0: none)."""

    def __init__(self, page: str, revision: int, problem: str, remedy: str = "") -> None:
        super().__init__(f"export, {page or 'before the first page'}, revision {revision}", problem, remedy)
        self.page = page
        self.revision = revision


class JournalError(KonferenzError):
    """A line of the stored harvest is not what this version wrote; `line` counts from 1."""

    def __init__(self, line: int, problem: str, remedy: str = "") -> None:
        super().__init__(f"journal, line {line}", problem, remedy)
        self.line = line


class LineError(KonferenzError):
    """A line of the stream that is to be judged holds no text; `line` counts from 1."""

    def __init__(self, line: int, problem: str, remedy: str = "") -> None:
        super().__init__(f"{say('line', 'Zeile')} {line}", problem, remedy)
        self.line = line


class StateError(KonferenzError):
    """The folder or file where a bot keeps its cursor cannot be read or written."""

    def __init__(self, path: str, problem: str, remedy: str = "") -> None:
        super().__init__(path, problem, remedy)
        self.path = path


class WikiError(KonferenzError):
    """The wiki refused something or did not answer; `code` is the Action API's error code, if any."""

    def __init__(self, problem: str, remedy: str = "", page: str = "", code: str = "") -> None:
        super().__init__(page or "wiki", f"{problem} ({code})" if code else problem, remedy)
        self.page = page
        self.code = code


class LoginRefused(WikiError):
    """Account or bot password is wrong, blocked or lacks the right."""


class PageMissing(WikiError):
    """The page to read or change does not exist."""


class PageExists(WikiError):
    """The page to create exists already (`createonly`)."""


class EditConflict(WikiError):
    """Somebody saved since the base revision was read; read again and do it again."""


class EditRefused(WikiError):
    """The wiki says no for a reason of its own: closed window, protection, filter, title blacklist."""


class BotsHalted(WikiError):
    """`Konferenz/Halt` stops all bots (anything but `{{Halt|nein}}`, or no such page)."""

"""One file with all that a wiki needs to go on: made beside a running wiki, looked at before it counts, and back.

A `tar.gz`, readable for its owner alone, since hashes of passwords lie in it:

    manifest.json   when, of which revisions, and the SHA-256 of every other file
    wiki.sqlite     the database as one commit left it
    secret.key      signs the sessions; without it everybody signs in again
    bot.password    the bots' login

The bots' journal and the archive are made again from the wiki, so they are left out.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from familienkonferenz.config.language import reason, say

from ..storage.database import FILE
from . import doctor
from .anew import copy
from .doctor import Progress
from .finding import Report
from .fresh import UpkeepError, fresh_folder, is_in_use, is_wiki, refuse_existing, sync

FORMAT = 1
BESIDE = ("secret.key", "bot.password")
"""What lies beside the database and belongs to it, if it is there."""
_MANIFEST = "manifest.json"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup: its file, what is in it, and what the doctor said of it."""

    path: Path
    size: int
    manifest: dict[str, Any]
    report: Report


def dated(target: Path, now: datetime, *, is_folder: bool = False) -> Path:
    """The file to write: `target`, or a dated one within it if it is a folder or is meant to be one."""
    within = is_folder or target.is_dir()
    return target / f"konferenz-{now:%Y-%m-%d-%H%M%S}.tar.gz" if within else target


def back_up(home: Path, target: Path, now: datetime, progress: Progress = lambda _: None) -> Kept:
    """Write a backup to `target`, which must not be there.

    It appears under its name when it is whole: copied in one commit, checked by the doctor, written, read back.
    Raises `UpkeepError` if the data are damaged: a backup of these is none.
    """
    if target.exists():
        raise UpkeepError(
            say(
                f"{target}: is there already; choose another name",
                f"{target}: gibt es schon; anderen Namen wählen",
            )
        )
    with _draft_folder(target.parent) as folder:
        copy(home / FILE, folder / FILE)
        report = doctor.check(folder / FILE, progress)
        _refuse_damaged(home / FILE, report)
        for name in BESIDE:
            if (home / name).is_file():
                shutil.copyfile(home / name, folder / name)
        manifest = {
            "format": FORMAT, "made": now.isoformat(timespec="seconds"), "revisions": report.revisions,
            "accounts": report.accounts,
            "sha256": {file.name: _sha256(file.open("rb")) for file in sorted(folder.iterdir())},
        }  # fmt: skip
        draft = folder / target.name
        _pack(folder, manifest, draft)
        _read(draft)
        sync(draft)
        os.link(draft, target)  # unlike a rename, it replaces nothing
        sync(target.parent)
    return Kept(target, target.stat().st_size, manifest, report)


def restore(
    source: Path, home: Path, now: datetime, *, replace: bool = False, dry_run: bool = False,
    progress: Progress = lambda _: None,
) -> tuple[Kept, Path | None]:  # fmt: skip
    """Make a wiki in `home` from a backup; it is checked before it gets its place. Returns where the old one went.

    A folder with something in it is refused; with `replace` it is put aside whole, unless a program has it open.
    """
    aside = None
    if replace and is_wiki(home):
        aside = home.resolve().with_name(f"{home.resolve().name}-{now:%Y-%m-%d-%H%M%S}")
        if is_in_use(home):
            raise UpkeepError(
                say(
                    f"{home}: the wiki is being served; end that first",
                    f"{home}: das Wiki läuft noch; erst beenden",
                )
            )
    else:
        refuse_existing(home)
    if dry_run:
        with _draft_folder(Path(tempfile.gettempdir())) as draft:
            return _unpacked(source, draft, progress), aside
    with fresh_folder(home, aside) as draft:
        kept = _unpacked(source, draft, progress)
    return kept, aside


def _unpacked(source: Path, folder: Path, progress: Progress) -> Kept:
    """Unpack a backup into a folder, and see that it is whole."""
    manifest = _read(source, folder)
    report = doctor.check(folder / FILE, progress)
    _refuse_damaged(source, report)
    return Kept(source, source.stat().st_size, manifest, report)


def _refuse_damaged(path: Path, report: Report) -> None:
    if not report.is_trustworthy:
        first = next(iter(report.findings))
        raise UpkeepError(
            say(
                f"{path}: damaged ({first}); see: konferenz doctor, and konferenz doctor --repair",
                f"{path}: beschädigt ({first}); siehe: konferenz doctor und konferenz doctor --repair",
            )
        )


def _pack(folder: Path, manifest: dict[str, Any], target: Path) -> None:
    """Write the archive, closed to others from its first byte."""
    descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with (
        os.fdopen(descriptor, "wb") as file,
        tarfile.open(fileobj=file, mode="w:gz", compresslevel=3) as archive,
    ):
        text = json.dumps(manifest, indent=1).encode("ascii")
        _add(archive, _MANIFEST, len(text), io.BytesIO(text))
        for name in manifest["sha256"]:
            with (folder / name).open("rb") as content:
                _add(archive, name, (folder / name).stat().st_size, content)


def _add(archive: tarfile.TarFile, name: str, size: int, content: Any) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    archive.addfile(entry, content)


def _read(source: Path, into: Path | None = None) -> dict[str, Any]:
    """Read a backup whole and verify it; write its files into a folder, if one is named. Raises `UpkeepError`."""
    if not source.exists():
        raise UpkeepError(f"{source}: {reason(FileNotFoundError())}")
    broken = UpkeepError(
        say(
            f"{source}: this is no whole backup of a wiki",
            f"{source}: das ist keine vollständige Sicherung eines Wikis",
        )
    )
    try:
        with tarfile.open(source, "r:gz") as archive:
            first = archive.next()
            if first is None or first.name != _MANIFEST:
                raise broken
            manifest: dict[str, Any] = json.loads(_opened(archive, first).read(_BLOCK))
            wanted = dict(manifest["sha256"])
            if manifest["format"] != FORMAT or FILE not in wanted or set(wanted) - {FILE, *BESIDE}:
                raise broken
            while (
                entry := archive.next()
            ) is not None:  # only names that are known: no path gets out of the folder
                hashed = wanted.pop(entry.name)
                if _sha256(_opened(archive, entry), into and into / entry.name) != hashed:
                    raise broken
    except (tarfile.TarError, EOFError, KeyError, ValueError, TypeError, OSError) as error:
        if isinstance(error, FileNotFoundError | PermissionError):
            raise
        raise broken from error
    if wanted:
        raise broken
    return manifest


def _opened(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> Any:
    content = archive.extractfile(entry)
    if content is None:
        raise ValueError(entry.name)
    return content


def _sha256(content: Any, target: Path | None = None) -> str:
    """The hash of a file; what was read goes to `target`, too."""
    found = hashlib.sha256()
    with content, _written(target) as file:
        while block := content.read(_BLOCK):
            found.update(block)
            file.write(block)
    return found.hexdigest()


def _written(target: Path | None) -> IO[bytes]:
    """A new file for its owner alone; a bottomless pit for None."""
    if target is None:
        return open(os.devnull, "wb")  # noqa: PTH123
    return os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")


@contextmanager
def _draft_folder(parent: Path) -> Iterator[Path]:
    """A folder for its owner alone, gone at the end whatever happens."""
    folder = Path(tempfile.mkdtemp(dir=parent, prefix=".konferenz-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)

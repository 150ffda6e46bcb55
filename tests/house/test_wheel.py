"""What is installed is what is in the tree: nothing missing, nothing extra."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from .tree import IMPORT_ROOT, ROOMS, ROOT, room_files, setup


def test_setup_lists_every_package() -> None:
    """`setup.cfg` names the packages of the tree, and the rooms' folders, one by one."""
    folders = {
        str(PurePosixPath(name).parent)
        for name in room_files()
        if name.endswith(".py")
    }  # fmt: skip
    without = [folder for folder in folders if not (ROOT / folder / "__init__.py").is_file()]
    assert not without, "a folder with modules needs an __init__.py"
    listed = setup()["options"]["packages"].split()
    assert sorted(listed) == sorted(f"{IMPORT_ROOT}.{folder.replace('/', '.')}" for folder in folders)
    rooms = dict(line.split(" = ") for line in setup()["options"]["package_dir"].strip().split("\n"))
    assert rooms == {f"{IMPORT_ROOT}.{room}": room for room in ROOMS}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel, built from a tree that has been worked in."""
    source = tmp_path_factory.mktemp("tree")
    for name in [*room_files(), "setup.cfg", "pyproject.toml", "README.md", "LICENSE"]:
        target = source / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target)
    for leavings in ("config/__pycache__/loader.cpython-311.pyc", "plugins/theme/__pycache__/x.pyc"):
        (source / leavings).parent.mkdir(exist_ok=True)
        (source / leavings).write_bytes(b"")
    built = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "dist", "."],
        cwd=source,
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = Path(source, "dist").glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_the_tree(wheel: set[str]) -> None:
    """Every file of the four rooms is installed, data included, and nothing else."""
    expected = {f"{IMPORT_ROOT}/{name}" for name in room_files()}
    installed = {name for name in wheel if ".dist-info/" not in name}
    assert installed - expected == set()
    assert expected - installed == set()


def test_the_wheel_brings_its_licence(wheel: set[str]) -> None:
    """Whoever gets the wheel gets the licence's text with it."""
    assert any(name.endswith("/LICENSE") for name in wheel)

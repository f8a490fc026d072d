"""Runs git for tests, as somebody who has a name."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from pairbench.measure.sides.git import environment_without_repository


def git(folder: Path, *arguments: str | bytes) -> str:
    """What git says in a folder, whatever the environment says; a submodule may be a folder."""
    options = (
        "user.name=Somebody",
        "user.email=somebody@example.org",
        "protocol.file.allow=always",
        "init.defaultBranch=main",
    )
    configured = [part for option in options for part in ("-c", option)]
    return subprocess.run(
        ["git", *configured, *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        env=environment_without_repository(),
    ).stdout


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write files with their texts, and the folders that they are in."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="")


def repository_at(folder: Path) -> Path:
    """A new repository without a commit."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet")
    return folder.resolve()


def commit(folder: Path, files: Mapping[str, str]) -> str:
    """Write files, and commit whatever is new in the folder; returns the commit."""
    write(folder, files)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "a change")
    return git(folder, "rev-parse", "HEAD").strip()


def texts(folder: Path) -> dict[str, str]:
    """The files of a folder with their texts, and its links with an arrow and where they lead."""
    found = {}
    for each in folder.rglob("*"):
        name = each.relative_to(folder)
        if ".git" in name.parts:
            continue
        if each.is_symlink():
            found[name.as_posix()] = f"-> {each.readlink()}"
        elif each.is_file():
            found[name.as_posix()] = each.read_bytes().decode()
    return found


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes, those of git among them."""
    return {
        os.fspath(each.relative_to(folder)): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file()
    }

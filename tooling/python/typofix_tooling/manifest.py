"""Bundle manifests: writing them, and adding files that are made later.

python -m typofix_tooling.manifest add ../../models/tiny ../../models/tiny/calibration.json
python -m typofix_tooling.manifest check ../../models/tiny
"""

import argparse
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from typofix_tooling.errors import ExportError

FORMAT_VERSION = 1
MANIFEST = "manifest.json"
_CHUNK = 1 << 20


def file_entry(path: Path) -> dict[str, Any]:
    """What a manifest says of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return {"sha256": digest.hexdigest(), "bytes": path.stat().st_size}


def source_commit() -> str | None:
    """The commit of the working tree that this file lies in; nothing outside of one."""
    command = ["git", "rev-parse", "HEAD"]
    try:
        answer = subprocess.run(
            command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return answer.stdout.strip()


def read(bundle: Path) -> dict[str, Any]:
    return read_versioned(bundle / MANIFEST, FORMAT_VERSION, "a model bundle")


def read_versioned(path: Path, expected: int, of: str) -> dict[str, Any]:
    """Reads an object that says its `formatVersion`; refuses one of another version.

    `of` names what a folder with such a file is, for the message where it has none.
    """
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ExportError(f"{path}: no such file; expected {of}") from None
    except json.JSONDecodeError as problem:
        raise ExportError(f"{path}: not JSON: {problem}") from None
    version = content.get("formatVersion")
    if version != expected:
        raise ExportError(f"{path}: format version {version}; expected {expected}")
    return content


def write(bundle: Path, manifest: dict[str, Any]) -> None:
    """Replaces the manifest in one step: a reader sees the old one or the new one."""
    write_atomically(bundle / MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")


def write_atomically(path: Path, text: str) -> None:
    """Writes a text file so that a reader never sees half of it."""
    partial = path.with_name(path.name + ".partial")
    with partial.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(path)


def write_gzipped(path: Path, lines: Iterable[str]) -> None:
    """Writes lines so that a reader never sees half of them; the same lines are the same bytes."""
    partial = path.with_name(path.name + ".partial")
    with (
        partial.open("wb") as file,
        gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0) as stream,
    ):
        stream.writelines(f"{line}\n".encode() for line in lines)
    partial.replace(path)


def add(bundle: Path, files: Sequence[Path]) -> None:
    """Lists files in the manifest, or lists them anew; one that lies elsewhere is copied in."""
    manifest = read(bundle)
    for file in files:
        if not file.is_file():
            raise ExportError(f"{file}: no such file")
        if file.name == MANIFEST:
            raise ExportError(f"{file}: a manifest cannot list itself")
        inside = bundle / file.name
        if file.resolve() != inside.resolve():
            shutil.copyfile(file, inside)
        manifest["files"][file.name] = file_entry(inside)
    write(bundle, manifest)


def check(bundle: Path) -> list[str]:
    """One line for each listed file that is missing or differs; none if all is well."""
    problems = []
    for name, expected in read(bundle)["files"].items():
        path = bundle / name
        if not path.is_file():
            problems.append(f"{path}: missing")
        elif file_entry(path) != expected:
            problems.append(f"{path}: size or SHA-256 differs from the manifest")
    return problems


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m typofix_tooling.manifest",
        description="Adds files to a model bundle's manifest, or checks those that it lists.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    adding = commands.add_parser("add", help="list files (again) with their size and SHA-256")
    adding.add_argument("bundle", type=Path)
    adding.add_argument("files", type=Path, nargs="+", metavar="FILE")
    checking = commands.add_parser("check", help="compare the listed files with the folder")
    checking.add_argument("bundle", type=Path)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _arguments().parse_args(arguments)
    try:
        if chosen.command == "add":
            add(chosen.bundle, chosen.files)
            return 0
        problems = check(chosen.bundle)
    except ExportError as problem:
        problems = [str(problem)]
    for line in problems:
        print(line, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

"""`coreml.json`: what a converted program is, for those who call it. Needs no coremltools."""

import json
from pathlib import Path
from typing import Any

from typofix_coreml.contract import CONTRACT_VERSION
from typofix_tooling.errors import ExportError
from typofix_tooling.manifest import file_entry, write_atomically

DESCRIPTION = "coreml.json"
PACKAGE = "model.mlpackage"


def read_description(folder: Path) -> dict[str, Any]:
    """Reads the description of the program in a folder; refuses one of another version."""
    path = folder / DESCRIPTION
    try:
        description: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ExportError(f"{path}: no such file; expected a converted model") from None
    except json.JSONDecodeError as problem:
        raise ExportError(f"{path}: not JSON: {problem}") from None
    version = description.get("formatVersion")
    if version != CONTRACT_VERSION:
        raise ExportError(f"{path}: format version {version}; expected {CONTRACT_VERSION}")
    return description


def write_description(folder: Path, description: dict[str, Any]) -> None:
    text = json.dumps(description, indent=2, ensure_ascii=False) + "\n"
    write_atomically(folder / DESCRIPTION, text)


def package_files(package: Path) -> dict[str, Any]:
    """Size and SHA-256 of each file of a package, by its path inside."""
    files = sorted(file for file in package.rglob("*") if file.is_file())
    return {file.relative_to(package).as_posix(): file_entry(file) for file in files}


def check(folder: Path) -> list[str]:
    """One line for each file that is missing, differs or is not listed; none if all is well."""
    description = read_description(folder)
    package = folder / description["program"]
    expected, found = description["files"], package_files(package)
    problems = [f"{package / name}: missing" for name in expected if name not in found]
    problems += [
        f"{package / name}: not in {DESCRIPTION}" for name in found if name not in expected
    ]
    return problems + [
        f"{package / name}: size or SHA-256 differs from {DESCRIPTION}"
        for name, entry in expected.items()
        if name in found and found[name] != entry
    ]

"""`coreml.json`: what a converted program is, for those who call it. Needs no coremltools."""

import json
from pathlib import Path
from typing import Any

from typofix_coreml.contract import CONTRACT_VERSION
from typofix_tooling.manifest import file_entry, read_versioned, write_atomically

DESCRIPTION = "coreml.json"
PACKAGE = "model.mlpackage"


def read_description(folder: Path) -> dict[str, Any]:
    """Reads the description of the program in a folder; refuses one of another version."""
    return read_versioned(folder / DESCRIPTION, CONTRACT_VERSION, "a converted model")


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

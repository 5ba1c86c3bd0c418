"""Has the language server run a bundle, as an editor would, and shows what it finds.

  python -m typofix_pipeline.serve --model BUNDLE --output served.json

Three texts with errors are opened; what the server publishes of each, until it is done with all,
goes to the output. Fails if the server does not run this very bundle.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from typofix_finetuning.steps import CHECKOUT
from typofix_tooling.manifest import write_atomically
from typofix_training.errors import TrainingError

TEXTS = (
    "Thi sis a test sentenc with typos.",
    "The quikc brown fox jumps over teh lazy dog.",
    "I went too the stor to buy som milk.",
)
_SECONDS = 120


class Server:
    """A language server over its standard streams."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=CHECKOUT
        )
        self._number = 0
        self.notified: list[dict[str, Any]] = []

    def notify(self, method: str, params: dict[str, Any]) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: dict[str, Any] | None) -> Any:
        """The result of a request; notifications that come before it are kept."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == self._number and "method" not in message:
                if "error" in message:
                    raise TrainingError(f"the server refused {method}: {message['error']}")
                return message.get("result")
            if "id" in message:  # what it asks of an editor, this one has not
                self._send({"id": message["id"], "result": None})
            else:
                self.notified.append(message)

    def close(self) -> int:
        """Waits for the server's end; its exit code."""
        try:
            return self._process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise TrainingError("the server did not end") from None

    def _send(self, message: dict[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0"} | message).encode()
        stream = _open(self._process.stdin)
        stream.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        stream.flush()

    def _receive(self) -> dict[str, Any]:
        stream = _open(self._process.stdout)
        length = 0
        while (line := stream.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        content: dict[str, Any] = json.loads(stream.read(length) or b"null") or {}
        if not content:
            raise TrainingError("the server ended: what it wrote stands above")
        return content


def _open(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream


def serve(bundle: Path) -> dict[str, Any]:
    """What the server says of the texts: its name and version, and the findings of each text."""
    server = Server((str(CHECKOUT / "typofix"), "lsp", "--model", str(bundle)))
    capabilities = {"textDocument": {"diagnostic": {}}}
    params = {"processId": None, "rootUri": None, "capabilities": capabilities}
    answer = server.ask("initialize", params)
    server.notify("initialized", {})
    texts = []
    for number, text in enumerate(TEXTS):
        item = {
            "uri": f"file:///served/{number}.txt", "languageId": "plaintext",
            "version": 1, "text": text,
        }  # fmt: skip
        server.notify("textDocument/didOpen", {"textDocument": item})
        pulled = server.ask("textDocument/diagnostic", {"textDocument": {"uri": item["uri"]}})
        texts.append({"text": text, "findings": [_finding(text, d) for d in pulled["items"]]})
    server.ask("shutdown", None)
    server.notify("exit", {})
    code = server.close()
    if code:
        raise TrainingError(f"the server ended with {code}")
    shown = [m["params"]["message"] for m in server.notified if m["method"] == "window/showMessage"]
    if shown:
        raise TrainingError(f"the server does not run the model as it is: {'; '.join(shown)}")
    return {"server": answer.get("serverInfo", {}), "texts": texts}


def _finding(text: str, diagnostic: dict[str, Any]) -> str:
    start, end = (diagnostic["range"][side]["character"] for side in ("start", "end"))
    return f"{text[start:end]}: {diagnostic['message']}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m typofix_pipeline.serve",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--model", type=Path, required=True, metavar="BUNDLE")
    parser.add_argument("--output", type=Path, required=True, metavar="FILE.json")
    chosen = parser.parse_args(arguments)
    try:
        found = serve(chosen.model.resolve())
    except (TrainingError, OSError) as problem:
        print(f"typofix-tooling: {problem}", file=sys.stderr)
        return 2
    write_atomically(chosen.output, json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    for text in found["texts"]:
        print(f"{text['text']}  ->  {'; '.join(text['findings']) or 'nothing found'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

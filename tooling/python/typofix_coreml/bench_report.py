"""The report of a benchmark, as JSON and as one HTML page that says what ran where."""

import html
import json
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typofix_coreml.measuring import Comparison, Timing
from typofix_tooling.manifest import write_atomically

TARGET = 1.3
REHEARSAL = (
    "Rehearsal: there is no Core ML on this machine. An interpreter ran the programs in place of "
    "each unit; these times and ratios say nothing about a Mac. Not measured here: the speed of "
    "the Neural Engine."
)
_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse}td,th{padding:.25em .8em;border-bottom:1px solid #ccc;"
    "text-align:right}td:first-child,th:first-child{text-align:left}"
    ".rehearsal{background:#fff3cd;padding:.7em 1em}"
)


@dataclass(frozen=True)
class BenchReport:
    """All that was found; `rehearsal` if no Core ML took part."""

    rehearsal: bool
    runs: int
    warm_up: int
    timings: Sequence[Timing]
    comparisons: Sequence[Comparison]
    placements: dict[str, dict[str, int]] = field(default_factory=dict)
    watts: dict[str, dict[str, float]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "machine": {
                "system": f"{platform.system()} {platform.release()}",
                "macos": platform.mac_ver()[0] or None,
                "architecture": platform.machine(),
            },
            "rehearsal": self.rehearsal,
            "runs": self.runs,
            "warmUp": self.warm_up,
            "target": {"speedup": TARGET, "of": "cpu+ane over cpu"},
            "cases": [_timing(timing) for timing in self.timings],
            "comparisons": [self._comparison(comparison) for comparison in self.comparisons],
            "placement": self.placements,
            "watts": self.watts,
        }

    def _comparison(self, comparison: Comparison) -> dict[str, Any]:
        return {
            "case": comparison.timing.case.name,
            "baseline": comparison.baseline.case.units,
            "speedup": round(comparison.speedup, 3),
            "target": self.verdict(comparison),
            "largestDifferenceNats": round(comparison.largest_difference, 5),
            "sameBestToken": round(comparison.same_best, 4),
        }

    def verdict(self, comparison: Comparison) -> str:
        """What the ratio is worth. A rehearsal reaches no target."""
        if comparison.timing.case.units != "cpu+ane":
            return "none"
        if self.rehearsal:
            return f"{TARGET} not measured here"
        return f"{TARGET} {'reached' if comparison.speedup >= TARGET else 'missed'}"


def write_report(report: BenchReport, folder: Path) -> None:
    """Writes `bench-ane.json` and `bench-ane.html`."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(report.as_json(), indent=2, ensure_ascii=False) + "\n"
    write_atomically(folder / "bench-ane.json", text)
    write_atomically(folder / "bench-ane.html", _page(report))


def _timing(timing: Timing) -> dict[str, Any]:
    return {
        "program": timing.case.folder.name,
        "units": timing.case.units,
        "block": timing.block,
        "past": timing.case.past,
        "loadSeconds": round(timing.load_seconds, 3),
        "p50Millis": round(timing.quantile(0.5), 3),
        "p95Millis": round(timing.quantile(0.95), 3),
        "rowsPerSecond": round(timing.rows_per_second, 1),
    }


def _page(report: BenchReport) -> str:
    content = report.as_json()
    machine = content["machine"]
    where = (machine["macos"] and f"macOS {machine['macos']}") or machine["system"]
    parts = [
        "<!doctype html><meta charset=utf-8><title>ANE against CPU</title>",
        f"<style>{_STYLE}</style><h1>ANE against CPU</h1>",
        f"<p class=rehearsal>{html.escape(REHEARSAL)}</p>" if report.rehearsal else "",
        f"<p>{html.escape(where)}, {html.escape(machine['architecture'])}. {report.runs} calls "
        f"of each case in shuffled rounds, after {report.warm_up} that do not count.</p>",
        "<h2>Calls</h2>",
        _table(content["cases"]),
        f"<h2>Against the CPU (target for cpu+ane: {TARGET})</h2>",
        _table(content["comparisons"]),
    ]
    for title, found in (
        ("Preferred devices, operations", report.placements),
        ("Power, watts", report.watts),
    ):
        parts.append(f"<h2>{title}</h2>")
        rows = [{"case": name, **values} for name, values in found.items()]
        parts.append(_table(rows) if rows else "<p>Not measured here.</p>")
    return "\n".join(parts) + "\n"


def _table(rows: Sequence[dict[str, Any]]) -> str:
    if not rows:
        return "<p>None.</p>"
    columns = list(dict.fromkeys(key for row in rows for key in row))
    head = "".join(f"<th>{html.escape(column)}</th>" for column in columns)
    body = "".join(
        "<tr>"
        + "".join(f"<td>{html.escape(str(row.get(column, '')))}</td>" for column in columns)
        + "</tr>"
        for row in rows
    )
    return f"<table><tr>{head}</tr>{body}</table>"

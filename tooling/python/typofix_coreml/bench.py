"""Times converted programs on the units of a Mac; see --help."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from typofix_coreml import mac
from typofix_coreml.bench_report import REHEARSAL, BenchReport, write_report
from typofix_coreml.description import read_description
from typofix_coreml.measuring import Case, compare, measure, ready
from typofix_coreml.runner import UNITS, has_core_ml, open_runner
from typofix_tooling.errors import ExportError

_EXAMPLES = """\
examples:
  # the embedded model, with nothing, 256 and 512 rows before the block
  typofix-tooling bench ane --model models/tiny --past 0 256 512 --output report

  # several block lengths, and DistilBERT beside them
  typofix-tooling bench ane --model out/k32 out/k64 out/distilbert --num_runs 200
"""


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="typofix-tooling bench ane",
        description="Times converted programs on CPU, GPU and Neural Engine of a Mac. Elsewhere "
        "it rehearses with an interpreter, and says so.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--model", type=Path, nargs="+", required=True, metavar="DIR", help="converted folders")
    add("--past", type=int, nargs="+", default=[0], metavar="ROWS", help="default: 0")
    add("--units", nargs="+", choices=tuple(UNITS), default=list(UNITS), help="default: all four")
    add("--runs", "--num_runs", type=int, default=50, metavar="N", help="default: %(default)s")
    add("--warm-up", type=int, default=5, metavar="N", help="default: %(default)s")
    add("--power", action="store_true", help="measure it by powermetrics (start with sudo)")
    add("--output", type=Path, default=Path("target/report"), help="default: %(default)s")
    return parser


def cases_of(folders: Sequence[Path], past: Sequence[int], units: Sequence[str]) -> list[Case]:
    """All combinations; a program without a cache knows no past."""
    cases = []
    for folder in folders:
        lengths = past if "slots" in read_description(folder) else [0]
        cases += [Case(folder, unit, length) for length in lengths for unit in units]
    return cases


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _arguments().parse_args(arguments)
    try:
        if chosen.runs < 1 or chosen.warm_up < 0 or min(chosen.past) < 0:
            raise ExportError("runs must be 1 or more, warm-up and past 0 or more")
        report = _report(chosen)
        write_report(report, chosen.output)
    except ExportError as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 1
    _print(report, chosen.output)
    return 0


def _report(chosen: argparse.Namespace) -> BenchReport:
    cases = cases_of(chosen.model, chosen.past, chosen.units)
    timings = measure(cases, open_runner, chosen.runs, chosen.warm_up)
    placements, watts = {}, {}
    if has_core_ml():
        for folder in chosen.model:
            package = folder / read_description(folder)["program"]
            for units in chosen.units:
                placements[f"{folder.name}, {units}"] = mac.placement(package, units)
        if chosen.power:
            for case in cases:
                watts[case.name] = mac.power(ready(case, open_runner))
    return BenchReport(
        rehearsal=not has_core_ml(),
        runs=chosen.runs,
        warm_up=chosen.warm_up,
        timings=timings,
        comparisons=compare(timings),
        placements=placements,
        watts=watts,
    )


def _print(report: BenchReport, folder: Path) -> None:
    for timing in report.timings:
        print(
            f"{timing.case.name}: p50 {timing.quantile(0.5):.2f} ms, "
            f"p95 {timing.quantile(0.95):.2f} ms, {timing.rows_per_second:.0f} rows a second"
        )
    for comparison in report.comparisons:
        print(
            f"{comparison.timing.case.name} against the CPU: {comparison.speedup:.2f} times as "
            f"quick (target: {report.verdict(comparison)}), differs by "
            f"{comparison.largest_difference:.4f} nats, same best token in "
            f"{100 * comparison.same_best:.1f} % of the rows"
        )
    if report.rehearsal:
        print(REHEARSAL)
    print(folder / "bench-ane.html")


if __name__ == "__main__":
    sys.exit(main())

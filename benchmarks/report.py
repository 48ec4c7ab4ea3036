"""The table, for the terminal and for docs/benchmarks.md."""

import os
import platform
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from rich.table import Table

from benchmarks.figures import Benchmark, Figure

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
COLUMNS = ("What", "Figure", "Peer or limit, same run", "Ratio", "Goal", "Reached")
LOAD = os.getloadavg()[1]
"""Processes that wanted a core in the five minutes before the run, whoever started them."""
LIBRARIES = ("aiogram", "python-telegram-bot", "aiohttp", "sqlalchemy", "aiosqlite", "asyncpg")

Results = Sequence[tuple[Benchmark, Sequence[Figure]]]


def table(results: Results) -> Table:
    shown = Table(*COLUMNS, title="Benchmarks", show_lines=False)
    for benchmark, figures in results:
        shown.add_section()
        shown.add_row(f"[bold]{benchmark.title}[/]")
        for figure in figures:
            shown.add_row(*_cells(figure))
    return shown


def write(results: Results) -> str:
    """All sections anew. Returns the name of the page."""
    parts = [_section(benchmark, figures) for benchmark, figures in results]
    PAGE.write_text("\n\n".join((_intro(), *parts)) + "\n")
    return f"docs/{PAGE.name}"


def rewrite(results: Results) -> str:
    """These sections only, each with when it was measured. Returns the name of the page."""
    intro, *kept = PAGE.read_text().strip().split("\n\n## ")
    sections = {part.partition("\n")[0]: f"## {part}" for part in kept}
    for benchmark, figures in results:
        when = f"Measured apart on {datetime.now(UTC).date().isoformat()}, load before: {LOAD:.1f}"
        sections[benchmark.title] = _section(benchmark, figures, f"{when}.\n\n")
    PAGE.write_text("\n\n".join((intro, *sections.values())) + "\n")
    return f"docs/{PAGE.name}"


def _section(benchmark: Benchmark, figures: Sequence[Figure], when: str = "") -> str:
    head = f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}"
    rows = "\n".join(f"| {' | '.join(_cells(figure))} |" for figure in figures)
    return f"## {benchmark.title}\n\n`--only {benchmark.name}`\n\n{when}{head}\n{rows}"


def _cells(figure: Figure) -> tuple[str, ...]:
    mark = {True: "✅", False: "❌ not yet", None: ""}[figure.reached]
    return (figure.what, figure.value, figure.peer, figure.ratio, figure.goal, mark)


def _intro() -> str:
    today = datetime.now(UTC).date().isoformat()
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    machine = f"{_processor()}, {platform.system()} {platform.machine()}"
    return f"""# Benchmarks

Written by `make bench`; `make bench ARGS="--only NAME"` writes one section anew, `ARGS="--quick"`
takes a minute and writes nothing. Figures are medians of several rounds after one to warm up. The
machine is shared and noisy, so what counts is the ratio to the peer of the same run. A benchmark
fails only when the work it measures was not done: replies are counted, the database is looked at.

{today} · {os.cpu_count()} cores (load by others before the run: {LOAD:.1f}), {machine} ·
Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {libraries}"""


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or "unknown"
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "?")

"""`python -m benchmarks [--quick] [--only NAME]` prints the table; unless quick it writes the
page.
"""

import asyncio
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks import report
from benchmarks.catalogue import BENCHMARKS
from benchmarks.figures import Bench, Benchmark, Figure, WorkNotDone
from benchmarks.servers import postgres
from bot import logs

console = Console(highlight=False)


def main(
    quick: Annotated[bool, typer.Option(help="Fewer and shorter rounds; writes nothing.")] = False,
    only: Annotated[list[str] | None, typer.Option(help="Names; may be repeated.")] = None,
) -> None:
    """Measure. Exit code 1 when the work that was measured was not done right."""
    names = [one.name for one in BENCHMARKS]
    if unknown := set(only or ()) - set(names):
        console.print(
            f"No such benchmark: {', '.join(sorted(unknown))}. Known: {', '.join(names)}."
        )
        raise typer.Exit(2)
    chosen = [one for one in BENCHMARKS if not only or one.name in only]
    logs.configure("ERROR")
    with tempfile.TemporaryDirectory(prefix="perfectlancer-bench-") as folder:
        results, trouble = asyncio.run(_measured(chosen, Path(folder), quick))
    console.print(report.table(results))
    if not quick and not trouble:
        written = report.rewrite(results) if only else report.write(results)
        console.print(f"Written: {written}")
    for line in trouble:
        console.print(line, style="bold red", markup=False)
    raise typer.Exit(1 if trouble else 0)


async def _measured(
    chosen: list[Benchmark], folder: Path, quick: bool
) -> tuple[list[tuple[Benchmark, list[Figure]]], list[str]]:
    results, trouble = [], []
    with postgres(folder) as database:
        for number, benchmark in enumerate(chosen, start=1):
            head = f"{number}/{len(chosen)} {benchmark.title}"
            bench = Bench(
                folder, quick, lambda what, h=head: _say(h, what), database, benchmark.name
            )
            began = time.monotonic()
            try:
                figures = list(await benchmark.run(bench))
            except (WorkNotDone, AssertionError) as error:
                trouble.append(f"{benchmark.title}: {error}")
            else:
                results.append((benchmark, figures))
            console.print(f"[green]✓[/] {head} [dim]({time.monotonic() - began:.0f} s)[/]")
    return results, trouble


def _say(head: str, what: str) -> None:
    """A line each, no animation: redrawing would be in the figures."""
    console.print(f"[dim]  {head}: {what}[/]")


if __name__ == "__main__":
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(main)
    app()

"""Every benchmark, in the order of the table."""

from benchmarks import (
    against_drivers,
    alerts,
    checkout,
    cpu_per_step,
    directory,
    due,
    fetching,
    finding,
    history,
    inline,
    latency,
    relay,
    routing,
    sending,
    startup,
    uploads,
)
from benchmarks.figures import Benchmark

BENCHMARKS: tuple[Benchmark, ...] = (
    cpu_per_step.BENCHMARK,
    latency.BENCHMARK,
    relay.BENCHMARK,
    startup.BENCHMARK,
    routing.BENCHMARK,
    against_drivers.BENCHMARK,
    sending.BENCHMARK,
    uploads.BENCHMARK,
    fetching.BENCHMARK,
    checkout.BENCHMARK,
    due.BENCHMARK,
    finding.BENCHMARK,
    inline.BENCHMARK,
    alerts.BENCHMARK,
    directory.BENCHMARK,
    history.BENCHMARK,
)

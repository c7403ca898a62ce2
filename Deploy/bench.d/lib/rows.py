"""Rows of a benchmark, and the statistics in them."""

import json
import statistics


def row(name, figure, unit, goal=None, met=None, reference=None):
    """Prints one row; `ratio` follows from the reference."""
    ratio = figure / reference if reference else None
    print(
        json.dumps(dict(
            name=name, figure=figure, unit=unit, reference=reference, ratio=ratio, goal=goal, met=met)), flush=True)


def ratio_row(name, figures, references, unit, limit):
    """A row of two medians whose quotient has a limit."""
    figure, reference = statistics.median(figures), statistics.median(references)
    row(name, figure, unit, f"ratio <= {limit:g}", figure / reference <= limit, reference)


def percentile(values, share):
    """The smallest value that `share` of all values don't exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]

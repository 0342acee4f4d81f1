"""Matching: the one-to-one assignment of greatest total weight.

The method of shortest augmenting paths (Crouse, "On implementing 2D rectangular assignment
algorithms", IEEE Transactions on Aerospace and Electronic Systems 52, 2016). Ties are broken as
scipy's ``linear_sum_assignment`` breaks them, so that figures agree with those made with scipy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_FAR = float("inf")
Pair = tuple[int, int]


def best_pairs(weights: Mapping[Pair, float], rows: int, columns: int) -> list[Pair]:
    """The pairs (row, column) of greatest total weight, each row and column once at most, in order of rows.

    Pairs without a weight count 0 and are left out of what is given back.
    """
    if not weights:
        return []
    turned = columns < rows
    costs = [[0.0] * max(rows, columns) for _ in range(min(rows, columns))]
    for (row, column), weight in weights.items():
        i, j = (column, row) if turned else (row, column)
        costs[i][j] = -weight
    chosen = enumerate(_assigned(costs))
    return sorted(pair for i, j in chosen if (pair := (j, i) if turned else (i, j)) in weights)


def most_pairs(fits: Sequence[Sequence[bool]]) -> int:
    """How many rows at most can each have a column of their own that fits (Kuhn's method)."""
    owner: dict[int, int] = {}

    def placed(row: int, seen: set[int]) -> bool:
        for column, fit in enumerate(fits[row]):
            if not fit or column in seen:
                continue
            seen.add(column)
            if column not in owner or placed(owner[column], seen):
                owner[column] = row
                return True
        return False

    return sum(placed(row, set()) for row in range(len(fits)))


def _assigned(costs: list[list[float]]) -> list[int]:
    """The column of each row, at least total cost; there are no more rows than columns."""
    rows, columns = len(costs), len(costs[0])
    of_row, of_column = [-1] * rows, [-1] * columns
    u, v = [0.0] * rows, [0.0] * columns
    for row in range(rows):
        sink, least, path, reached, distance = _path(costs, u, v, of_column, row)
        u[row] += least
        for i in {of_column[j] for j in reached if j != sink}:
            u[i] += least - distance[of_row[i]]
        for j in reached:
            v[j] -= least - distance[j]
        column = sink
        while True:
            i = path[column]
            of_column[column] = i
            of_row[i], column = column, of_row[i]
            if i == row:
                break
    return of_row


def _path(
    costs: list[list[float]], u: list[float], v: list[float], of_column: list[int], row: int
) -> tuple[int, float, list[int], list[int], list[float]]:
    """The shortest way from a row to a free column: that column, its length, the ways, the columns met, lengths."""
    columns = len(v)
    path, distance = [-1] * columns, [_FAR] * columns
    remaining = list(range(columns - 1, -1, -1))
    reached: list[int] = []
    least, i = 0.0, row
    while True:
        index, lowest = -1, _FAR
        for place, j in enumerate(remaining):
            length = least + costs[i][j] - u[i] - v[j]
            if length < distance[j]:
                path[j], distance[j] = i, length
            if distance[j] < lowest or (distance[j] == lowest and of_column[j] == -1):
                lowest, index = distance[j], place
        least, j = lowest, remaining[index]
        reached.append(j)
        remaining[index] = remaining[-1]
        remaining.pop()
        if of_column[j] == -1:
            return j, least, path, reached, distance
        i = of_column[j]

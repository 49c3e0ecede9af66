"""Lists that people put in order themselves: each row has a `position`."""


def step(rows, row, *, up):
    """Moves `row` one place up or down among `rows`, which are in order and locked; at the end it stays."""
    rows = list(rows)
    here = rows.index(row)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    for position, each in enumerate(rows, 1):
        if each.position != position:
            each.position = position
            each.save(update_fields=["position"])

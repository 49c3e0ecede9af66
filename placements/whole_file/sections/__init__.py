"""What the placement's own capabilities tell of a child, in the order of a paper file."""

from placements.whole_file.sections import course, days, papers, person  # noqa: F401  each registers its own

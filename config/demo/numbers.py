"""Made-up CPR numbers: they fail the old check digit, so they can belong to nobody."""

WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def fails_check(cpr):
    return sum(int(digit) * weight for digit, weight in zip(cpr, WEIGHTS, strict=True)) % 11 != 0


def made_up(born, sex, chance, taken):
    """A number of this birth date that is not in `taken`; its seventh digit tells the century."""
    halves = range(2000, 5000) if born.year >= 2000 else range(2000)
    while True:
        serial = 2 * chance.choice(halves) + (sex == "boy")
        cpr = f"{born:%d%m%y}{serial:04}"
        if cpr not in taken and fails_check(cpr):
            taken.add(cpr)
            return cpr

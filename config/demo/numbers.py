"""Made-up CPR numbers: they fail the old check digit, so they can belong to nobody."""

WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def fails_check(cpr):
    return sum(int(digit) * weight for digit, weight in zip(cpr, WEIGHTS, strict=True)) % 11 != 0


def made_up(born, sex, chance, taken):
    """A number of this birth date (2000 or later) that is not in `taken`; an odd one for a boy."""
    while True:
        serial = 2 * chance.randrange(2000, 5000) + (sex == "boy")
        cpr = f"{born:%d%m%y}{serial}"
        if cpr not in taken and fails_check(cpr):
            taken.add(cpr)
            return cpr

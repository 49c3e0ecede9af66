from decimal import ROUND_HALF_UP, Decimal

ORE = Decimal("0.01")


def kroner(amount):
    """Rounded to whole øre, half up."""
    return Decimal(amount).quantize(ORE, rounding=ROUND_HALF_UP)

"""The committee answers each point of the target group with yes or no (VIS-3)."""

from visitation.enums import TargetPoint

INSIDE = (TargetPoint.TRAUMA, TargetPoint.ATTACHMENT, TargetPoint.NEEDS)


def against(answers):
    """The points that speak against admitting: a no to what belongs to it, a yes to what lies outside."""
    return [point for point in TargetPoint if point in answers and answers[point] != (point in INSIDE)]


def unanswered(answers):
    return [point for point in TargetPoint if answers.get(point) is None]


def shown(answers):
    """Triples of words, answer and whether it speaks against, in the order of the points."""
    opposed = against(answers)
    return [(point.label, answers[point], point in opposed) for point in TargetPoint if point in answers]

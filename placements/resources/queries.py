from placements.models import ExtraResources, Placement


def applications_of(user, on):
    """Of the placements that the person sees; a caseworker's are those of the own municipality."""
    mine = Placement.objects.visible_to(user, on=on)
    rows = ExtraResources.objects.filter(placement__in=mine)
    return rows.select_related("placement__child", "placement__municipality", "letter", "applied_by")

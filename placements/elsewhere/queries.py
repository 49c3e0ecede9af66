from placements.models import Placement, PlaceSearch


def searches_of(user, on):
    """Searches of the placements that the person sees; a caseworker's are those of the own municipality."""
    mine = Placement.objects.visible_to(user, on=on)
    return PlaceSearch.objects.filter(placement__in=mine).select_related(
        "placement__child", "placement__municipality", "begun_by"
    )

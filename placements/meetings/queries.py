from placements.queries import CaseQuerySet


class MeetingQuerySet(CaseQuerySet):
    def took_place(self):
        return self.filter(held__isnull=False)

from placements.queries import CaseQuerySet


class PlanQuerySet(CaseQuerySet):
    def known_on(self, day):
        """Those that count on that day, newest first: a plan counts once it was received (PLC-2)."""
        return self.filter(received__lte=day).order_by("-dated", "-pk")

from django.apps import AppConfig


class VisitationConfig(AppConfig):
    name = "visitation"

    def ready(self):
        from placements.moves.rules import register_claim
        from visitation import deadlines, documents, preferences, undoing, whole_file  # noqa: F401  register below
        from visitation.rules import check_not_offered

        register_claim(check_not_offered)

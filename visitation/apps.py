from django.apps import AppConfig


class VisitationConfig(AppConfig):
    name = "visitation"

    def ready(self):
        from visitation import deadlines, documents, preferences  # noqa: F401  register with the lower rooms

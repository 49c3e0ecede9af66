from importlib import import_module

from django.apps import AppConfig

REGISTERING = ("deadlines", "documents", "portal", "preferences", "selfcheck", "undoing", "whole_file")


class VisitationConfig(AppConfig):
    name = "visitation"

    def ready(self):
        from placements.moves.rules import register_claim

        for room in REGISTERING:
            import_module(f"visitation.{room}")
        from visitation.rules import check_not_offered

        register_claim(check_not_offered)

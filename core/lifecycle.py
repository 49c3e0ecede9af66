"""Lifecycles are tables: state → action → state, who may do it, and who owns each state."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.refusals import Refused

CHANGED = _("Somebody else changed this while you were looking. Open it again to see how it stands.")


@dataclass(frozen=True)
class Step:
    action: str
    sources: tuple[str, ...]
    target: str
    roles: frozenset[str]

    @classmethod
    def of(cls, action, sources, target, roles):
        return cls(action, tuple(map(str, sources)), str(target), frozenset(map(str, roles)))


@dataclass(frozen=True)
class Lifecycle:
    """`owners` names, per state, who must act next (None: nobody, the state is final)."""

    name: str
    states: type
    owners: dict
    steps: tuple[Step, ...]

    def find(self, state, action):
        for step in self.steps:
            if step.action == action and state in step.sources:
                return step
        raise Refused(
            _("This is no longer possible: it is “%(state)s”.") % {"state": self.states(state).label}
        )

    def check(self, obj, action, *, by):
        """Raises Refused unless `by` may do this to `obj` in its state."""
        step = self.find(obj.state, action)
        if str(by.role) not in step.roles:
            raise Refused(_("Your role does not do this."))
        return step

    def allows(self, obj, action, *, by):
        try:
            self.check(obj, action, by=by)
        except Refused:
            return False
        return True

    def hold(self, obj):
        """Locks the row until the act is done; who acts on it in the same second waits here and is then refused."""
        row = type(obj)._base_manager.select_for_update().filter(pk=obj.pk, state=obj.state)
        if not row.values_list("pk", flat=True):
            raise Refused(CHANGED)

    def move(self, obj, action, *, by, **fields):
        """The one setter of a state. Someone who acted a moment earlier wins, and the other is told."""
        step = self.check(obj, action, by=by)
        values = {"state": step.target, **fields}
        rows = type(obj)._base_manager.filter(pk=obj.pk, state=obj.state)
        if not rows.update(**values):
            raise Refused(CHANGED)
        for name, value in values.items():
            setattr(obj, name, value)
        return obj


def diagram(lifecycle):
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2"]
    for state in lifecycle.states:
        owner = lifecycle.owners.get(state)
        lines.append(f"    {state.value}: {state.value}" + (f" ({owner} acts)" if owner else ""))
    for step in lifecycle.steps:
        lines += [f"    {source} --> {step.target}: {step.action}" for source in step.sources]
    finals = [s for s in lifecycle.states if lifecycle.owners.get(s) is None]
    return "\n".join([*lines, *(f"    {state.value} --> [*]" for state in finals)]) + "\n"

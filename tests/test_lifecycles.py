"""Every lifecycle: from every state, by every action, for every role."""

from itertools import product
from types import SimpleNamespace

import pytest

from accounts.roles import Role
from config.management.commands.state_diagrams import lifecycles
from core.refusals import Refused

ALL = [lifecycle for _app, lifecycle in lifecycles()]
every_lifecycle = pytest.mark.parametrize("life", ALL, ids=lambda life: life.name)


def actions(life):
    return sorted({step.action for step in life.steps})


def steps_from(life, state):
    return [step for step in life.steps if state in step.sources]


def test_they_are_found():
    assert {life.name for life in ALL} >= {"placement", "visitation request"}


@every_lifecycle
def test_an_action_is_possible_only_from_its_states_and_for_its_roles(life):
    for state, action, role in product(life.states, actions(life), Role):
        expected = any(s.action == action and state in s.sources and role in s.roles for s in life.steps)
        thing, person = SimpleNamespace(state=str(state)), SimpleNamespace(role=role)
        assert life.allows(thing, action, by=person) == expected, (state, action, role)


@every_lifecycle
def test_a_refusal_says_why(life):
    possible = {(str(source), step.action) for step in life.steps for source in step.sources}
    state, action = next(
        pair for pair in product(life.states, actions(life)) if (str(pair[0]), pair[1]) not in possible
    )
    with pytest.raises(Refused, match="»|“") as refusal:
        life.check(SimpleNamespace(state=str(state)), action, by=SimpleNamespace(role=Role.DIRECTOR))
    assert str(state.label) in str(refusal.value)


@every_lifecycle
def test_an_action_from_one_state_leads_to_one_state(life):
    for state, action in product(life.states, actions(life)):
        assert len([step for step in steps_from(life, state) if step.action == action]) <= 1


@every_lifecycle
def test_every_state_can_be_reached_and_has_an_owner_unless_it_is_final(life):
    first = next(iter(life.states))
    reached, before = {str(first)}, set()
    while reached != before:
        before = set(reached)
        reached |= {step.target for step in life.steps for source in step.sources if source in before}
    assert reached == {str(state) for state in life.states}
    assert life.owners.keys() == set(life.states)
    for state in life.states:
        assert (life.owners[state] is None) == (steps_from(life, state) == []), state


@every_lifecycle
def test_whose_turn_it_is_can_act(life):
    for state, whose in life.owners.items():
        if whose in set(Role):
            assert any(whose in step.roles for step in steps_from(life, state)), state


@every_lifecycle
def test_a_caseworker_decides_nothing_that_is_the_centres(life):
    deciding = {"admit", "wait", "ask", "refuse", "arrive", "discharge", "cancel"}
    deciding |= {"take_back_arrival", "take_back_discharge"}
    outsiders = set(Role) - {Role.DIRECTOR, Role.UNIT_LEADER, Role.MACHINE}
    for step in life.steps:
        if step.action in deciding:
            assert not step.roles & outsiders, step

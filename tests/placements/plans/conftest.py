import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.placements.conftest import PDF


@pytest.fixture
def paper():
    """A PDF to send, anew each time: a file is read once."""
    return lambda content=PDF, name="Handleplan.pdf": SimpleUploadedFile(name, content, "application/pdf")


@pytest.fixture
def plan(placement):
    return factories.make_plan(placement)


@pytest.fixture
def sub_goal(plan):
    return factories.make_sub_goal(plan, text="Siger til, når noget er svært")


@pytest.fixture
def primary(placement, care_worker):
    factories.make_contact(placement, care_worker)
    return care_worker

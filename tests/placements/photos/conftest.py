import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.placements.photos.making import picture


@pytest.fixture
def upload():
    """A photo as a phone sends it."""
    return lambda content=None: SimpleUploadedFile("IMG_0001.jpg", content or picture(), "image/jpeg")

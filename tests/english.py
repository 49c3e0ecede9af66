"""Sentences are compared in the language of the source, so that a better translation breaks no test."""

import pytest
from django.conf import settings
from django.utils import translation

from tests.visitor import Visitor


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def as_():
    def visitor(person=None):
        browser = Visitor(person)
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return browser

    return visitor

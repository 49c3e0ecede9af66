"""A person with a browser that has no screen: opens pages, fills in their forms and sends them."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin

from django.test import Client

FORM = re.compile(r"<form\b.*?</form>", re.DOTALL | re.IGNORECASE)


class Visitor(Client):
    """CSRF is enforced. `post` sends the token in a header, as htmx does; `fill` sends the form's own."""

    def __init__(self, person=None, **kwargs):
        super().__init__(enforce_csrf_checks=True, **kwargs)
        self.person = person
        if person:
            self.force_login(person)

    def generic(self, method, *args, **extra):
        if method not in ("GET", "HEAD", "OPTIONS", "TRACE") and extra.pop("with_token", True):
            extra["headers"] = {"X-CSRFToken": self._token(), **(extra.get("headers") or {})}
        return super().generic(method, *args, **extra)

    def _token(self):
        from django.conf import settings
        from django.middleware.csrf import _get_new_csrf_string

        if settings.CSRF_COOKIE_NAME not in self.cookies:
            self.cookies[settings.CSRF_COOKIE_NAME] = _get_new_csrf_string()
        return self.cookies[settings.CSRF_COOKIE_NAME].value

    def forms(self, url):
        """The forms of a page with what already stands in them."""
        response = self.get(url)
        assert response.status_code == 200, f"{url} answered {response.status_code}"
        return [form for form in Forms(response.content.decode(), url).all if form.method == "post"]

    def form(self, url, action=None):
        """The one form of a page that has the field values, or the one that goes to `action`."""
        forms = self.forms(url)
        found = [form for form in forms if form.action == (action or url)]
        found = found or ([] if action else forms)
        assert found, f"{url} has no form to {action or url}, only to {[form.action for form in forms]}"
        return found[0]

    def fill(self, url, action=None, follow=False, **values):
        """Opens `url`, fills in its form and sends it, as a browser without script would."""
        form = self.form(url, action)
        unknown = values.keys() - form.values.keys()
        assert not unknown, f"The form on {url} has no {sorted(unknown)}, only {sorted(form.values)}"
        return self.send(form, follow=follow, **values)

    def send(self, form, follow=False, **values):
        data = {k: v for k, v in {**form.values, **values}.items() if v is not None}
        return self.post(form.action, data, with_token=False, follow=follow)


def _forms_in(html):
    """Only these are read, and all of the page where they cannot be told apart."""
    found = FORM.findall(html)
    return "".join(found) if len(found) == html.lower().count("<form") else html


class Form:
    def __init__(self, method, action):
        self.method, self.action = method, action
        self.values = {}


class Forms(HTMLParser):
    def __init__(self, html, url):
        super().__init__(convert_charrefs=True)
        self.url, self.all = url, []
        self.form = self.select = self.textarea = None
        self.feed(_forms_in(html))
        self.close()

    def updatepos(self, _start, end):
        """Nobody asks for lines and columns."""
        return end

    def handle_starttag(self, tag, attributes):
        facts = dict(attributes)
        if tag == "form":
            action = urljoin(self.url, facts.get("action") or self.url)
            self.form = Form((facts.get("method") or "get").lower(), action)
            self.all.append(self.form)
        elif self.form and (reader := getattr(self, f"_{tag}", None)):
            reader(facts)

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "textarea" and self.textarea:
            text = self.form.values[self.textarea]
            self.form.values[self.textarea] = text.removeprefix("\n")
            self.textarea = None
        elif tag == "select":
            self.select = None

    def handle_data(self, text):
        if self.textarea:
            self.form.values[self.textarea] += text

    def _input(self, facts):
        name, kind = facts.get("name"), facts.get("type", "text")
        if not name or kind in ("submit", "button", "image"):
            return
        if kind in ("checkbox", "radio"):
            self._ticked(name, facts)
        else:
            self.form.values[name] = None if kind == "file" else facts.get("value") or ""

    def _ticked(self, name, facts):
        before = self.form.values.setdefault(name, None)
        if "checked" not in facts:
            return
        value = facts.get("value", "on")
        if facts.get("type") == "checkbox" and before is not None:
            value = [*([before] if isinstance(before, str) else before), value]
        self.form.values[name] = value

    def _textarea(self, facts):
        self.textarea = facts.get("name")
        if self.textarea:
            self.form.values[self.textarea] = ""

    def _select(self, facts):
        self.select = facts.get("name")
        self.multiple = "multiple" in facts
        if self.select:
            self.form.values[self.select] = [] if self.multiple else None

    def _option(self, facts):
        if not self.select:
            return
        value, chosen = facts.get("value", ""), "selected" in facts
        if self.multiple and chosen:
            self.form.values[self.select].append(value)
        elif not self.multiple and (chosen or self.form.values[self.select] is None):
            self.form.values[self.select] = value

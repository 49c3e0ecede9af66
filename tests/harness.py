"""What fails a test that was about something else.

Guards collect faults instead of raising, because templates, threads and views may swallow an exception;
the test fails with all of them at its end.
"""

import re
import socket
import sys
from collections import Counter
from contextlib import contextmanager
from functools import cache, lru_cache
from html.parser import HTMLParser
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import pghistory
import pghistory.runtime
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models.expressions import OrderBy
from django.db.models.sql.compiler import SQLCompiler
from django.template.base import FilterExpression, Node, Template, Variable, VariableDoesNotExist
from django.template.defaultfilters import default
from psycopg.pq import TransactionStatus

from config.environment import ROOT

faults = []


def fault(sentence):
    faults.append(str(sentence))


@contextmanager
def expecting_faults():
    """Tests of the harness itself: what was collected inside is handed out and forgotten."""
    before, collected = faults[:], []
    faults.clear()
    try:
        yield collected
    finally:
        collected += faults
        faults[:] = before


@contextmanager
def replaced(owner, name, make):
    original = getattr(owner, name)
    setattr(owner, name, make(original))
    try:
        yield
    finally:
        setattr(owner, name, original)


# Templates: a name that leads nowhere is a fault. Templates of other packages may do as they like.


class Undefined:
    """As `string_if_invalid`: Django asks whether it contains %s and then formats it with the variable."""

    def __contains__(self, text):
        return text == "%s"

    def __mod__(self, variable):
        template = _template()
        if _is_ours(template):
            fault(f"{template}: “{variable}” is undefined.")
        return ""

    def __bool__(self):
        return True


def _with_default(original):
    """`{{ option|default:"–" }}` says itself that there may be none."""

    def resolve(self, context, ignore_failures=False):
        optional = self.filters and any(function is default for function, _arguments in self.filters)
        return original(self, context, ignore_failures or optional)

    return resolve


def _template():
    """Of the node that is being rendered: frames know it, contexts name only the outermost template."""
    frame = sys._getframe(2)
    while frame and not isinstance(frame.f_locals.get("self"), Node):
        frame = frame.f_back
    return frame.f_locals["self"].origin.name if frame else "a template"


def _is_ours(name):
    path = Path(name)
    return not path.is_absolute() or (path.is_relative_to(ROOT) and "site-packages" not in path.parts)


def _strict_lookup(original):
    """`{% if child.nmae %}` is silently false in Django; only a missing first name (an option) may be."""

    def _resolve_lookup(self, context):
        try:
            return original(self, context)
        except VariableDoesNotExist as missing:
            name, holder = (*missing.params, None)[:2]
            template = _template()
            if name != self.lookups[0] and holder is not None and _is_ours(template):
                fault(f"{template}: “{self.var}”: {type(holder).__name__} has no “{name}”.")
            raise

    return _resolve_lookup


# Ordering: what has no order, or a tie, comes out newest first, and not as it happened to be written.


def _adverse_order(original):
    def _order_by_pairs(self):
        yield from original(self)
        if _is_a_list_of_rows(self.query):
            key = self.query.get_meta().pk
            yield OrderBy(key.get_col(self.query.get_initial_alias(), key), descending=True), False

    return _order_by_pairs


def _is_a_list_of_rows(query):
    lists = query.model and (query.default_cols or query.select)
    return lists and not (query.subquery or query.distinct or query.combinator or query.group_by is not None)


# Network: nothing leaves this machine.


class UnexpectedNetwork(AssertionError):
    pass


def _guarded_connect(original):
    def connect(self, address):
        if self.family != socket.AF_UNIX and not _is_local(address[0]):
            fault(f"The test wanted to reach {address[0]}:{address[1]}.")
            raise UnexpectedNetwork(address)
        return original(self, address)

    return connect


def _guarded_lookup(original):
    def getaddrinfo(host, *args, **kwargs):
        if host and not _is_local(host):
            fault(f"The test wanted to look up {host}.")
            raise UnexpectedNetwork(host)
        return original(host, *args, **kwargs)

    return getaddrinfo


def _is_local(host):
    host = host.decode() if isinstance(host, bytes) else host
    if host in ("localhost", "", socket.gethostname(), urlsplit(settings.REDIS_URL).hostname):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


# Pages: every HTML response that any test causes is read.

TOKEN = re.compile(r'"[A-Za-z0-9]{64}"')  # against forged forms: another one each time
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(HTMLParser):
    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.found, self.ids, self.forms = [], Counter(), []
        self.lang = None
        self.open = []
        self.feed(html)
        self.close()

    def updatepos(self, _start, end):
        """Nobody asks for lines and columns."""
        return end

    def handle_starttag(self, tag, attributes):
        facts = dict(attributes)
        if tag not in VOID:
            self.open.append(tag)
        if "id" in facts:
            self.ids[facts["id"]] += 1
        if tag == "html":
            self.lang = facts.get("lang")
        self._forms(tag, facts)
        self._inline(tag, facts)

    def handle_endtag(self, tag):
        if tag == "form":
            self.in_form = None
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, text):
        inside = self.open[-1] if self.open else ""
        if inside in ("script", "style") and text.strip():
            self.found.append(f"inline <{inside}>")
        elif re.search(r"\bNone\b|\{\{|\{%|&lt;\w+: ", text):
            self.found.append(f"an unfinished value: {text.strip()[:60]!r}")

    def _forms(self, tag, facts):
        if tag == "form":
            self.in_form = {"method": (facts.get("method") or "get").lower(), "token": False}
            self.forms.append((facts.get("action", ""), self.in_form))
        if tag == "input" and facts.get("name") == "csrfmiddlewaretoken" and self.forms:
            self.forms[-1][1]["token"] = True

    def _inline(self, tag, facts):
        if tag == "style":
            self.found.append("inline <style>")
        if tag == "script" and "src" not in facts:
            self.found.append("inline <script>")
        for name, value in facts.items():
            if name == "style" or re.match(r"(on|hx-on)", name):
                self.found.append(f"attribute {name} of <{tag}>")
            if name in ("src", "href", "action") and (value or "").lower().startswith("javascript:"):
                self.found.append(f"javascript: in {name} of <{tag}>")
            if name == "src" and re.match(r"(https?:)?//", value or ""):
                self.found.append(f"{value} from another host")

    def faults(self, whole):
        yield from self.found
        yield from (f"id “{key}” {count} times" for key, count in self.ids.items() if count > 1)
        for action, form in self.forms:
            if form["method"] == "post" and not form["token"]:
                yield f"form “{action}” without CSRF token"
        if whole and not self.lang:
            yield "<html> without lang"


def _inspected(original):
    def get_response(self, request):
        response = original(self, request)
        for sentence in _faults_of(request, response):
            fault(f"{request.method} {request.path} ({response.status_code}): {sentence}")
        return response

    return get_response


def _faults_of(request, response):
    if response.status_code >= 500:
        yield "the server failed"
    user = getattr(request, "user", None)
    if user and user.is_authenticated and "no-store" not in response.get("Cache-Control", ""):
        yield "a signed-in person's page may be stored"
    if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
        html = _text_of(response)
        whole = "<html" in html
        yield from _faults_on_page(TOKEN.sub('""', html), whole)
        if whole and "unsafe-inline" in response.get("Content-Security-Policy", "unsafe-inline"):
            yield "no strict content security policy"


# A page in which nothing of this stands is sound, and most are: reading one to the end costs ten times as much.
# Each, in small letters, begins with what it is found by soonest.
NOTHING = re.compile(r"None\b")
SUSPICIOUS = [
    *(r"{{", r"{%", r"<!--", r"lt;\w+: ", r"&(?!(?:amp|lt|gt|quot|nbsp|#x27|#39);)"),
    *(r"<style", r"<script\b(?![^>]*\ssrc=)", r"<script[^>]*>\s*[^<\s]", r"javascript:"),
    *(r"""src\s*=\s*["']?(?:https?:)?//""", r"""style(?<=[\s"'/]style)\s*=""", r"hx-on"),
    r"""on(?<=[\s"'/]on)[\w:.-]*\s*=""",
]
SUSPICIOUS = [re.compile(pattern) for pattern in SUSPICIOUS]
ID = re.compile(r"""id(?<=[\s"'/]id)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""")
REST_OF_TAG = re.compile(r"""(?:[^>"']|"[^"]*"|'[^']*')*""")
TOKEN_FIELD = re.compile(r"<input[^>]*csrfmiddlewaretoken")
SPOKEN = re.compile(r"""<html[^>]*\slang=["']\w""")


@lru_cache(200)
def _faults_on_page(html, whole):
    """Read once: a refusal looks the same at two thousand addresses."""
    return tuple(Page(html).faults(whole)) if _is_suspicious(html, whole) else ()


def _is_suspicious(html, whole):
    small = html.lower()
    ids = ID.findall(small)
    return (
        NOTHING.search(html)
        or any(pattern.search(small) for pattern in SUSPICIOUS)
        or len(ids) != len(set(ids))
        or any(map(_posts_without_token, small.split("<form")[1:]))
        or (whole and not SPOKEN.search(small))
    )


def _posts_without_token(form):
    return "post" in REST_OF_TAG.match(form)[0] and not TOKEN_FIELD.search(form)


def _text_of(response):
    if response.get("Content-Encoding") == "gzip":
        import gzip

        return gzip.decompress(response.content).decode()
    return response.content.decode(response.charset)


# History: outside a test's transaction, who acts is forgotten with the act's own transaction. Here it is before
# the next write that nobody answers for: most acts are followed by another, and asking after each costs a tenth.

READS = ("SELECT", "SAVEPOINT", "RELEASE", "SET ", "RESET ")


def _noting(original):
    def __exit__(self, *error):
        original(self, *error)
        if self._pre_execute_hook:
            connection.may_know_somebody = True

    return __exit__


def _forgetful(original):
    def _execute_with_wrappers(self, sql, *values, **facts):
        if str(sql).startswith("ROLLBACK"):  # to a time when somebody may still have been known
            self.db.may_know_somebody = True
        elif _nobody_answers_for(self.db, sql):
            _forget(self.db.connection)
            self.db.may_know_somebody = False
        return original(self, sql, *values, **facts)

    return _execute_with_wrappers


def _nobody_answers_for(database, sql):
    known = getattr(database, "may_know_somebody", False) and database.in_atomic_block
    acting = hasattr(pghistory.runtime._tracker, "value")
    return known and not acting and not str(sql).startswith(READS)


def _forget(server):
    if server.info.transaction_status != TransactionStatus.INERROR:
        names = ("pghistory.context_id", "pghistory.context_metadata")
        server.execute("SELECT set_config(%s, '', true), set_config(%s, '', true)", names)


class LightArgon2(Argon2PasswordHasher):
    """The real one, but without the effort that is meant for thieves."""

    time_cost, memory_cost, parallelism = 1, 8, 1


@cache
def _is_a_file(name):
    return bool(finders.find(name))


class CheckedStatic(StaticFilesStorage):
    """Plain names, so that pages need no collected files; a name without a file is a fault."""

    def url(self, name):
        if not _is_a_file(name):
            fault(f"There is no static file {name}.")
        return super().url(name)


def _plainly(_instrumented):
    """Django's test tools note each template with a copy of its context, for assertions that nobody makes here."""
    return lambda self, context: self.nodelist.render(context)


GUARDS = (
    (Template, "_render", _plainly),
    (pghistory.context, "__exit__", _noting),
    (CursorWrapper, "_execute_with_wrappers", _forgetful),
    (Variable, "_resolve_lookup", _strict_lookup),
    (FilterExpression, "resolve", _with_default),
    (SQLCompiler, "_order_by_pairs", _adverse_order),
    (socket.socket, "connect", _guarded_connect),
    (socket.socket, "connect_ex", _guarded_connect),
    (socket, "getaddrinfo", _guarded_lookup),
    (BaseHandler, "get_response", _inspected),
)

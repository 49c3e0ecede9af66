"""What the service worker keeps on a device: the public shell, and nobody's data (JRN-7, docs/adr/0019)."""

import json
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse

from journal.forms import EntryForm

SOURCE = Path(__file__).resolve().parents[2] / "static"
FROM_OUTSIDE = (
    "npm/bootstrap/bootstrap.min.css",
    "npm/@fontsource-variable/inter/inter-latin-wght-normal.woff2",
)
ON_PAPER = ("document.css",)
# The page without a person, a menu or a message: the same for whoever opens it.
NOBODY = {
    **{"person": AnonymousUser(), "navigation": [], "tabs": [], "messages": [], "session": ""},
    **{"form": EntryForm(initial={"key": ""}), "named": []},
}


def files():
    """Names of the static files that every page needs, also without a network."""
    own = [path for kind in ("css", "js", "img") for path in sorted((SOURCE / kind).iterdir())]
    return [*FROM_OUTSIDE, *(f"{path.parent.name}/{path.name}" for path in own if path.name not in ON_PAPER)]


@lru_cache(2)
def worker(of_release):
    """The service worker's program. `of_release` is the address of a file that is another after each change."""
    shell = [reverse("journal:offline"), *map(static, files())]
    page = render_to_string("journal/offline/page.html", {**NOBODY, "csrf_token": "-"})
    program = (SOURCE / "sw.js").read_text()
    version = sha256("\n".join([*shell, page, program]).encode()).hexdigest()[:16]
    return f"const VERSION = {json.dumps(version)};\nconst SHELL = {json.dumps(shell)};\n{program}"


def manifest():
    """What a phone needs to install the app."""
    icons = [
        *(_icon(size, "any") for size in (192, 512)),
        _icon(512, "maskable"),
        {"src": static("img/favicon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
    ]
    return {
        **{"id": "/", "name": "Fnug", "short_name": "Fnug", "lang": "da", "start_url": "/", "scope": "/"},
        **{"display": "standalone", "background_color": "#faf8f3", "theme_color": "#17516b", "icons": icons},
    }


def _icon(size, purpose):
    name = "img/icon-maskable.png" if purpose == "maskable" else f"img/icon-{size}.png"
    return {"src": static(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}

"""The small parts of every page; docs/look.md shows them with examples, /gallery/ in all their states."""

import re
from functools import cache
from pathlib import Path
from zlib import crc32

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext

from core import formatting

register = template.Library()

ICONS = Path(__file__).resolve().parents[2] / "node_modules" / "lucide-static" / "icons"
FACES = 6
SYSTEM_DARK = "screen and (prefers-color-scheme: dark)"
THEMES = {"dark": "screen", "light": "not all"}

register.filter("money", formatting.money)
register.filter("day", formatting.day)
register.filter("clock", formatting.clock)
register.filter("moment", formatting.moment)
register.filter("lately", formatting.lately)
register.filter("age", formatting.age)
register.filter("initials", formatting.initials)


@cache
def _drawing(name):
    path = ICONS / f"{name}.svg"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.exists():
        raise template.TemplateSyntaxError(f"No icon named {name!r} in lucide.")
    inner = re.search(r"<svg[^>]*>(.*)</svg>", path.read_text(), re.DOTALL).group(1)
    return mark_safe(re.sub(r"\s+", " ", inner).replace("> <", "><").strip())  # noqa: S308  our own files


@register.simple_tag
def icon(name, label=""):
    """Without a label it is decoration and silent; with one it is an image that says it."""
    voice = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" '
        'stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" {}>{}</svg>',
        voice,
        _drawing(name),
    )


@register.simple_tag
def pill(text, kind="", icon=""):
    shape = f"pill pill-{kind}" if kind else "pill"
    return format_html('<span class="{}">{}{}</span>', shape, _maybe_icon(icon), text)


def _maybe_icon(name):
    return icon(name) if name else ""


@register.simple_tag
def face(name, seed=None, photo="", size=""):
    """Initials, or a photo; the colour follows the seed, so that a child keeps it when the name changes."""
    tone = (seed if isinstance(seed, int) else crc32(str(seed or name).encode())) % FACES
    shape = " ".join(filter(None, ["face", f"face-{tone}", size and f"face-{size}"]))
    inside = format_html('<img src="{}" alt="">', photo) if photo else formatting.initials(name)
    return format_html('<span class="{}" aria-hidden="true">{}</span>', shape, inside)


@register.inclusion_tag("components/empty.html")
def empty(icon, sentence, url="", action=""):
    return {"icon": icon, "sentence": sentence, "url": url, "action": action}


@register.inclusion_tag("components/due.html")
def due(title, url="", note="", pill="", kind=""):
    return {"title": title, "url": url, "note": note, "pill": pill, "kind": kind}


@register.inclusion_tag("components/action.html")
def action(label, refused=None, url="", icon="", kind="primary", name="", value="", form="", confirm=""):
    """A button; when a rule refuses, greyed out and still focusable, with the sentence beside it."""
    why = f"why-{crc32(f'{label}{refused}'.encode()):x}"
    return {
        "label": label,
        "refused": refused,
        "url": url,
        "icon": icon,
        "kind": kind,
        "name": name,
        "value": value,
        "form": form,
        "confirm": confirm,
        "why": why,
    }


@register.inclusion_tag("components/places.html")
def places(taken, free=0, coming=0, leaving=0):
    """`leaving` are some of the taken; `coming` are promised and no longer free."""
    total = taken + coming + free
    kinds = ["taken"] * (taken - leaving) + ["leaving"] * leaving + ["coming"] * coming + ["free"] * free
    words = [gettext("%(taken)d of %(total)d places taken") % {"taken": taken, "total": total}]
    if leaving:
        words.append(ngettext("%(count)d leaving", "%(count)d leaving", leaving) % {"count": leaving})
    if coming:
        words.append(ngettext("%(count)d coming", "%(count)d coming", coming) % {"count": coming})
    if free:
        words.append(ngettext("%(count)d free", "%(count)d free", free) % {"count": free})
    else:
        words.append(gettext("none free"))
    return {"kinds": kinds, "sentence": " · ".join(words)}


@register.inclusion_tag("components/steps.html")
def steps(labels, current):
    """`current` counts from 1."""
    return {"steps": [(label, at < current, at == current) for at, label in enumerate(labels, 1)]}


@register.inclusion_tag("components/timeline.html")
def timeline(course, title):
    return {"course": course, "title": title}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context, page):
    return {"page": page}


@register.inclusion_tag("components/progress.html")
def progress(label, done=None, of=100):
    """Without `done` it only says that work goes on."""
    return {"label": label, "done": done, "of": of}


@register.filter
def secondary(items):
    """What the phone's bar has no room for."""
    return [item for item in items if not item.primary]


@register.filter
def any_active(items):
    return any(item.active for item in items)


@register.simple_tag(takes_context=True)
def chosen_theme(context):
    request = context.get("request")
    chosen = request.COOKIES.get("theme") if request else None
    return chosen if chosen in THEMES else "system"


@register.filter
def dark_media(theme):
    """When the dark sheet counts: always, never, or as the device is set; on paper never."""
    return THEMES.get(theme, SYSTEM_DARK)

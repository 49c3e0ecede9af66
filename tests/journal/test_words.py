"""What people write comes back as they wrote it, whatever it is."""

import pytest

from journal.models import Entry

pytestmark = pytest.mark.rule("JRN-1")
LONGEST = 50000


def text(response):
    return response.content.decode()


@pytest.mark.parametrize(
    "words",
    [
        "Æ ø å é ü ß — “citat” …",
        "Qaammatisiut, ĸ, ulloq â î û",
        "👩‍👧‍👦🧸🇬🇱 glad!",
        "Linje et\nlinje to\n\nlinje fire",
        "100 % {{ child }} {% url %} %s \\n $1",
        "مرحبا",
        "zalgo z̴̛͙͇̎͊",
    ],
)
def test_letters_of_all_kinds(as_, care_worker, url, words):
    visitor = as_(care_worker)
    visitor.fill(f"{url}write/", text=words)
    assert Entry.objects.get().text == words


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('<img src=x onerror="a()">', "&lt;img src=x onerror=&quot;a()&quot;&gt;"),
        ("<b>fed</b> & co", "&lt;b&gt;fed&lt;/b&gt; &amp; co"),
    ],
)
def test_pasted_html_is_text(as_, care_worker, child, url, words, shown):
    visitor = as_(care_worker)
    visitor.fill(f"{url}write/", text=words, own_words=words)
    for page in (url, f"/children/{child.pk}/", "/units/maelkeboetten/"):
        body = text(visitor.get(page))
        assert shown in body
        assert words not in body


def test_line_breaks_stay(as_, care_worker, url):
    as_(care_worker).fill(f"{url}write/", text="Først.\r\nSiden.")
    assert Entry.objects.get().text == "Først.\nSiden."
    assert "Først.<br>Siden." in text(as_(care_worker).get(url))


def test_fifty_thousand_letters_fit(as_, care_worker, url):
    words = "ø" * (LONGEST - 2) + "\nå"
    as_(care_worker).fill(f"{url}write/", text=words.replace("\n", "\r\n"))
    assert Entry.objects.get().text == words


def test_one_more_is_refused_and_still_stands_in_the_form(as_, care_worker, url):
    words = "ø" * (LONGEST + 1)
    page = text(as_(care_worker).fill(f"{url}write/", text=words))
    assert "Ensure this value has at most 50000 characters (it has 50001)." in page
    assert words in page
    assert not Entry.objects.exists()


def test_what_a_database_cannot_hold_is_refused(as_, care_worker, url):
    page = text(as_(care_worker).fill(f"{url}write/", text="a\0b"))
    assert "Null characters are not allowed." in page
    assert not Entry.objects.exists()


def test_a_category_that_is_none(as_, care_worker, url):
    page = text(as_(care_worker).fill(f"{url}write/", text="Legede.", category="weather"))
    assert "Select a valid choice." in page
    assert "Legede." in page


def test_a_key_that_is_none_can_be_sent_again(as_, care_worker, url):
    visitor = as_(care_worker)
    page = visitor.form(f"{url}write/")
    response = visitor.send(page, text="Legede.", key="mine")
    assert "Legede." in text(response)
    assert not Entry.objects.exists()

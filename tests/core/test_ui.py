from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from core import formatting
from core.timeline import Lane, Point, Segment, Timeline

TODAY = date(2026, 3, 17)


def rendered(source, request=None, **context):
    context = RequestContext(request, context) if request else Context(context)
    return Template(source).render(context).strip()


class TestFormatting:
    @pytest.mark.parametrize(
        ("language", "amount", "written"),
        [
            ("da", Decimal("3800"), "3.800,00"),
            ("da", Decimal("-250.5"), "-250,50"),
            ("en", 117800, "117,800.00"),
        ],
    )
    def test_money_has_two_decimals_and_groups(self, language, amount, written):
        with translation.override(language):
            assert written in formatting.money(amount)

    @pytest.mark.parametrize(
        ("language", "on", "written"),
        [
            ("da", date(2026, 3, 17), "tirsdag den 17. marts"),
            ("da", date(2025, 5, 4), "søndag den 4. maj 2025"),
            ("en", date(2026, 3, 17), "Tuesday 17 March"),
        ],
    )
    def test_a_day_names_its_year_only_when_it_is_another(self, language, on, written):
        with translation.override(language):
            assert formatting.day(on, today=TODAY) == written

    def test_late_evening_belongs_to_the_local_day(self):
        with translation.override("da"):
            assert (
                formatting.day(datetime(2026, 3, 18, 0, 30, tzinfo=UTC), today=TODAY)
                == "tirsdag den 17. marts"
            )

    @pytest.mark.parametrize(("language", "written"), [("da", "22.30"), ("en", "22:30")])
    def test_the_clock_is_local_and_has_24_hours(self, language, written):
        with translation.override(language):
            assert formatting.clock(datetime(2026, 3, 18, 0, 30, tzinfo=UTC)) == written

    @pytest.mark.parametrize(
        ("day_of_march", "written"), [(18, "11.00"), (17, "i går 11.00"), (16, "16. marts 11.00")]
    )
    def test_yesterday_is_called_so(self, day_of_march, written):
        with translation.override("da"):
            at = datetime(2026, 3, day_of_march, 13, tzinfo=UTC)
            assert formatting.lately(at, date(2026, 3, 18)) == written

    @pytest.mark.parametrize(
        ("born", "on", "number"),
        [
            (date(2025, 1, 17), TODAY, "14"),
            (date(2024, 3, 18), TODAY, "23"),
            (date(2024, 3, 17), TODAY, "2"),
            (date(2018, 3, 18), TODAY, "7"),
            (date(2020, 2, 29), date(2026, 2, 28), "5"),
            (date(2020, 2, 29), date(2026, 3, 1), "6"),
        ],
    )
    def test_age_counts_months_until_two_years(self, born, on, number):
        assert formatting.age(born, on).split()[0] == number

    @pytest.mark.parametrize(
        ("name", "letters"),
        [("Aqqaluk J.", "AJ"), ("Nivi", "N"), ("Åse Maria Ødegård", "ÅØ"), ("", "?"), ("– Ole", "O")],
    )
    def test_initials(self, name, letters):
        assert formatting.initials(name) == letters


class TestTags:
    def test_an_icon_is_silent_unless_it_says_something(self):
        assert 'aria-hidden="true"' in rendered('{% icon "moon" %}')
        assert 'role="img" aria-label="Missing"' in rendered('{% icon "siren" label="Missing" %}')

    @pytest.mark.parametrize("name", ["no-such-icon", "../../package"])
    def test_an_unknown_icon_is_refused(self, name):
        with pytest.raises(TemplateSyntaxError):
            rendered("{% icon name %}", name=name)

    def test_a_pill_escapes_what_people_wrote(self):
        assert (
            rendered('{% pill text "warn" %}', text="<b>") == '<span class="pill pill-warn">&lt;b&gt;</span>'
        )

    def test_a_face_keeps_its_colour_when_the_name_changes(self):
        before, after = (rendered("{% face name seed=41 %}", name=name) for name in ("Nivi K.", "Nivi P."))
        assert before.replace("NK", "NP") == after

    def test_an_allowed_action_is_a_button(self):
        html = rendered('{% action "Admit" refused=None name="do" value="admit" %}')
        assert '<button type="submit"' in html
        assert 'name="do" value="admit"' in html

    def test_a_refused_action_says_why_and_cannot_send(self):
        html = rendered('{% action "Admit" refused=reason url="/x" %}', reason="No free place in Ilasiaq.")
        assert 'type="button"' in html
        assert 'aria-disabled="true" aria-describedby="why-' in html
        assert "No free place in Ilasiaq." in html
        assert "/x" not in html

    def test_places_show_every_bed_once(self):
        html = rendered("{% places taken=5 leaving=1 coming=1 free=1 %}")
        assert [html.count(f"place-{kind}") for kind in ("taken", "leaving", "coming", "free")] == [
            4,
            1,
            1,
            1,
        ]

    def test_steps_mark_the_current_one(self):
        html = rendered("{% steps labels 2 %}", labels=["Child", "Wish", "Send"])
        assert html.count("step-done") == 1
        assert html.index('aria-current="step"') < html.index("Wish") < html.index("Send")

    @pytest.mark.parametrize(("number", "links"), [(1, 1), (2, 2), (3, 1)])
    def test_the_pager_keeps_the_other_parameters(self, number, links):
        page = Paginator(range(30), 10).page(number)
        request = RequestFactory().get("/", {"q": "hule"})
        html = rendered("{% pager page %}", page=page, request=request)
        assert html.count("?q=hule&amp;page=") == links

    def test_one_page_has_no_pager(self):
        page = Paginator([1], 10).page(1)
        assert rendered("{% pager page %}", page=page, request=RequestFactory().get("/")) == ""

    @pytest.mark.parametrize(
        ("cookie", "theme", "media"),
        [
            ("dark", "dark", "screen"),
            ("light", "light", "not all"),
            ("<x>", "system", "screen and (prefers-color-scheme: dark)"),
        ],
    )
    def test_the_theme_comes_from_the_cookie(self, cookie, theme, media):
        request = RequestFactory(headers={"cookie": f"theme={cookie}"}).get("/")
        source = "{% chosen_theme as theme %}{{ theme }}: {{ theme|dark_media }}"
        assert rendered(source, request=request) == f"{theme}: {media}"


class TestTimeline:
    def course(self, *lanes, start=date(2026, 1, 1), end=date(2026, 12, 31), today=TODAY):
        return Timeline(list(lanes), start, end, today)

    def test_days_become_shares_of_the_width(self):
        course = self.course(start=date(2026, 3, 1), end=date(2026, 3, 11))
        assert [course.percent(date(2026, 3, day)) for day in (1, 6, 11)] == [0, 50, 100]

    def test_what_lies_outside_is_cut_or_left_out(self):
        lane = Lane(
            "Stays",
            segments=(
                Segment(date(2024, 1, 1), date(2025, 6, 1), "before"),
                Segment(date(2025, 6, 1), None, "goes on"),
            ),
            points=(Point(date(2027, 1, 1), "after"),),
        )
        (drawn,) = self.course(lane).drawn()
        assert [(s["x"], s["width"], s["of"].label) for s in drawn["segments"]] == [(0, 100, "goes on")]
        assert drawn["points"] == []

    def test_a_single_day_is_still_visible(self):
        day = date(2026, 5, 1)
        (drawn,) = self.course(Lane("Stays", segments=(Segment(day, day, "one day"),))).drawn()
        assert drawn["segments"][0]["width"] >= 0.6

    @pytest.mark.parametrize("years", [1, 2, 4, 10])
    def test_there_are_never_more_months_than_can_be_read(self, years):
        course = self.course(start=date(2020, 2, 10), end=date(2020 + years, 2, 9))
        assert 2 <= len(course.months()) <= 7

    def test_today_stands_only_where_it_belongs(self):
        assert self.course(today=date(2025, 12, 31)).today_x is None
        assert self.course(today=date(2026, 1, 2)).today_anchor == "start"
        assert self.course(today=date(2026, 7, 2)).today_anchor == "middle"

    def test_the_picture_has_a_list_for_those_who_cannot_see_it(self):
        lane = Lane("Meetings", points=(Point(TODAY, "Monthly meeting"),))
        html = rendered('{% timeline course "Placement" %}', course=self.course(lane))
        assert 'aria-hidden="true"' in html
        assert html.count("Monthly meeting") == 2
        assert "style=" not in html

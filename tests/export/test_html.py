"""The page as HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from backtalk.export.html import html_page
from tests.export.pages import EMPTY, FULL, HOSTILE, ORDINARY, PAGES
from tests.export.reading import html_text, squashed

VOID = {"meta", "br", "img", "link", "input", "hr"}
EXPECTED_TAGS = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "header",
    "div",
    "h1",
    "p",
    "main",
    "section",
    "h2",
    "ul",
    "li",
    "span",
    "figure",
    "svg",
    "desc",
    "g",
    "path",
    "text",
    "circle",
    "figcaption",
    "dl",
    "dt",
    "dd",
    "strong",
    "rect",
    "ol",
    "footer",
}


class Outline(HTMLParser):
    """Collects tags and attributes, and objects to a wrong nesting."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.open, self.headings = [], [], [], []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def assert_harmless(page):
    outline = Outline(page)
    assert set(outline.tags) <= EXPECTED_TAGS
    assert {name for name, _ in outline.attributes if name.startswith("on")} == set()
    assert {name for name, _ in outline.attributes} & {
        "src",
        "href",
        "xlink:href",
        "style",
    } == set()
    assert outline.tags.count("style") == 1
    style = page[page.index("<style>") : page.index("</style>")]
    assert not re.search(r"url\(|@import|https?:", style)


@pytest.mark.parametrize("page", [EMPTY, ORDINARY, FULL])
def test_nothing_is_run_and_nothing_is_asked_for(words, page):
    assert_harmless(html_page(page, words))


def test_the_policy_of_the_page_forbids_requests(words):
    assert (
        """http-equiv="Content-Security-Policy" content="default-src 'none'; style-src"""
        in html_page(ORDINARY, words)
    )


def test_the_one_address_is_text(words):
    found = re.findall(r"https?://[^\s<\"']+", html_page(ORDINARY, words))
    assert set(found) == {words.article["url"], "http://www.w3.org/2000/svg"}


def test_it_names_its_language_and_title_and_fits_a_phone(words):
    page = html_page(ORDINARY, words)
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert f"<title>{words.title}</title>" in page
    assert 'name="viewport" content="width=device-width, initial-scale=1"' in page


@pytest.mark.parametrize("page", [EMPTY, ORDINARY, FULL])
def test_its_headings_are_in_order(words, page):
    headings = Outline(html_page(page, words)).headings
    assert headings == [1, *[2] * 8]
    names = [html_text(found) for found in re.findall(r"<h2>.*?</h2>", html_page(page, words))]
    assert names == list(words.headings.values())


def test_there_is_room_to_write_under_each_question(words):
    assert html_page(ORDINARY, words).count('class="room"') == len(ORDINARY.questions)


def test_the_bar_is_filled_as_far_as_the_number(words):
    bar = re.search(r'<svg class="bar".*?</svg>', html_page(ORDINARY, words), re.S)[0]
    assert (bar.count('fill="#1f5673"'), bar.count('fill="#ffffff"')) == (7, 3)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_words(words, text):
    page = type(EMPTY)(
        on=EMPTY.on, duration=text, words=(("areas", text),), questions=(text, "and this?")
    )
    shown = html_page(page, words)
    assert_harmless(shown)
    assert "49" not in html_text(shown)
    shown.encode()


def test_what_a_person_typed_stands_there_as_typed(words):
    typed = '{{7*7}} <b>"it\'s"</b> & ]]>'
    shown = html_page(type(EMPTY)(on=EMPTY.on, questions=(typed,)), words)
    assert squashed(typed) in squashed(html_text(shown))


@given(page=PAGES)
@settings(deadline=None)
def test_any_page_is_harmless_and_whole(words, page):
    assert_harmless(html_page(page, words))

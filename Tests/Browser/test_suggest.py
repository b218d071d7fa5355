"""The list under the search field: by keyboard, by pointer, read aloud, and not there at all without scripts."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.common.action_chains import ActionChains
from visitor import DESK, PHONE


class Field:
    """The search field with its list."""

    def __init__(self, visitor, path="/"):
        self.visitor = visitor
        visitor.open(path)
        self.field = visitor.driver.find_element(By.ID, "q")
        self.field.click()

    def type(self, text):
        self.field.send_keys(text)

    def open(self, text="kettle"):
        self.type(text)
        self.visitor.until(lambda: self.options)
        return self

    def press(self, key):
        self.field.send_keys(key)

    def attribute(self, name):
        return self.field.get_attribute(name)

    @property
    def options(self):
        return self.visitor.evaluate("[...document.querySelectorAll('.suggestions li')].map(o => o.firstChild.innerText)")

    @property
    def is_open(self):
        shown, said = self.visitor.evaluate(
            "[document.querySelector('.suggestions').checkVisibility(), document.getElementById('q').ariaExpanded]"
        )
        assert said == str(shown).lower()
        return shown

    @property
    def active(self):
        """The words of the option that a screen reader is told of; None for the field itself."""
        selected = self.visitor.driver.find_elements(By.CSS_SELECTOR, ".suggestions [aria-selected=true]")
        assert [option.get_attribute("id") for option in selected] == list(filter(None, [self.attribute("aria-activedescendant")]))
        return selected[0].find_element(By.TAG_NAME, "span").text if selected else None

    @property
    def said(self):
        return self.visitor.evaluate("document.querySelector('.suggestions ~ [role=status]').textContent")


@pytest.mark.parametrize("path", ["/", "/search?q=lonely&near=SE15"], ids=["home", "search"])
def test_it_is_an_accessible_combobox(visitor, path):
    field = Field(visitor, path)
    field.field.clear()
    assert (field.attribute("role"), field.attribute("aria-autocomplete")) == ("combobox", "list")
    assert not field.is_open
    assert visitor.accessibility_problems() == []
    field.open("the")
    assert field.is_open and field.active is None
    assert visitor.driver.find_element(By.ID, field.attribute("aria-controls")).get_attribute("role") == "listbox"
    assert field.said == f"{len(field.options)} suggestions. Use the arrow keys."
    field.press(Keys.ARROW_DOWN)
    for size in (DESK, PHONE):
        visitor.resize(size)
        assert visitor.accessibility_problems() == []
        assert visitor.overflow() == 0
    assert visitor.console_problems() == []


def test_arrows_go_round_and_enter_opens(visitor):
    field = Field(visitor).open("kettle")
    options = field.options
    assert options[0] == "Kettle mornings" and "The Tin Kettle Company" in options
    for expected in [*options, None, options[0]]:
        field.press(Keys.ARROW_DOWN)
        assert field.active == expected
    for expected in [None, options[-1]]:
        field.press(Keys.ARROW_UP)
        assert field.active == expected
    field.press(Keys.ARROW_DOWN)
    field.press(Keys.ARROW_DOWN)
    assert visitor.focused() == field.field
    visitor.change_page(lambda: field.press(Keys.ENTER))
    assert visitor.heading.startswith("Kettle mornings")


def test_enter_without_a_chosen_row_searches(visitor):
    field = Field(visitor).open("kettle")
    visitor.change_page(lambda: field.press(Keys.ENTER))
    assert "/search?q=kettle" in visitor.driver.current_url


def test_typing_on_forgets_the_chosen_row(visitor):
    field = Field(visitor).open("kett")
    field.press(Keys.ARROW_DOWN)
    field.type("le")
    assert field.active is None
    visitor.change_page(lambda: field.press(Keys.ENTER))
    assert "/search?q=kettle" in visitor.driver.current_url


def test_escape_closes_first_and_empties_then(visitor):
    field = Field(visitor).open("kettle")
    field.press(Keys.ARROW_DOWN)
    field.press(Keys.ESCAPE)
    assert not field.is_open and field.active is None and field.said == ""
    assert field.attribute("value") == "kettle"
    field.press(Keys.ARROW_DOWN)
    visitor.until(lambda: field.is_open)
    field.press(Keys.ESCAPE)
    field.press(Keys.ESCAPE)
    assert field.attribute("value") == ""


def test_tab_leaves_and_closes(visitor):
    field = Field(visitor).open("kettle")
    field.press(Keys.ARROW_DOWN)
    field.press(Keys.TAB)
    assert visitor.focused().get_attribute("id") == "near"
    assert not field.is_open
    assert field.attribute("value") == "kettle"


def test_a_row_can_be_clicked(visitor):
    field = Field(visitor).open("tin kettle")
    row = visitor.element("//li[@role='option'][contains(., 'The Tin Kettle Company')]")
    ActionChains(visitor.driver).move_to_element(row).click_and_hold().perform()
    assert visitor.focused() == field.field and field.is_open
    visitor.change_page(lambda: ActionChains(visitor.driver).release().perform())
    assert visitor.heading.startswith("The Tin Kettle Company")


def test_clicking_elsewhere_closes(visitor):
    field = Field(visitor).open("kettle")
    visitor.element("//footer").click()
    assert not field.is_open


def test_a_place_fills_in_where(visitor):
    field = Field(visitor).open("chess near peckh")
    assert field.options == ["chess near Peckham"]
    assert field.said == "1 suggestion. Use the arrow keys."
    field.press(Keys.ARROW_UP)
    visitor.change_page(lambda: field.press(Keys.ENTER))
    assert [visitor.driver.find_element(By.ID, name).get_attribute("value") for name in ("q", "near")] == ["chess", "Peckham"]


def test_a_need_keeps_where_one_is(visitor):
    field = Field(visitor, "/search?near=SE15&radius=2").open("skint")
    field.press(Keys.ARROW_DOWN)
    visitor.change_page(lambda: field.press(Keys.ENTER))
    assert visitor.driver.current_url.endswith("/search?need=debt-and-money-worries&near=SE15&radius=2")


def test_words_that_nothing_begins_with_say_so(visitor):
    field = Field(visitor)
    field.type("zzqqxx")
    visitor.until(lambda: field.said)
    assert field.said == "No suggestions" and not field.is_open
    field.press(Keys.BACKSPACE * 5)
    visitor.until(lambda: not field.said)


# Answers of a server that the tests slow down and break: the page's own fetch, with a delay or a failure for some words.
FETCH = """
    window.asked = [];
    const real = window.fetch;
    window.fetch = async (url, options) => {
        const words = new URL(url, location).searchParams.get("q");
        asked.push(words);
        if (words === "broken") throw new TypeError("no network");
        if (words === "refused") return new Response("", { status: 503 });
        if (words === "nonsense") return new Response("<html>");
        // Deaf to the signal: an answer that has already set out.
        if (words === "lo") {
            window.late = new Promise(done => { window.release = done; }).then(() => real(url));
            return late;
        }
        return real(url, options);
    };
"""


def test_a_late_answer_is_ignored(visitor):
    field = Field(visitor)
    visitor.evaluate(FETCH)
    field.type("lo")
    visitor.until(lambda: visitor.evaluate("asked.length"))
    field.press(Keys.BACKSPACE * 2)
    field.open("kettle")
    visitor.evaluate("release()")
    visitor.evaluate("late.then(answer => new Promise(done => setTimeout(done)))")
    assert field.options[0] == "Kettle mornings"


def test_quick_typing_asks_once(visitor):
    field = Field(visitor)
    visitor.evaluate(FETCH)
    visitor.evaluate("""
        for (const word of ["k", "ke", "ket", "kett", "kettle"]) {
            const field = document.getElementById("q");
            field.value = word;
            field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }
    """)
    visitor.until(lambda: field.options)
    assert visitor.evaluate("asked") == ["kettle"]


@pytest.mark.parametrize("words", ["broken", "refused", "nonsense"])
def test_when_the_server_cannot_answer_the_form_still_works(visitor, words):
    field = Field(visitor)
    visitor.evaluate(FETCH)
    field.type(words)
    visitor.until(lambda: visitor.evaluate("asked.length"))
    assert not field.is_open and field.said == ""
    visitor.change_page(lambda: field.press(Keys.ENTER))
    assert f"/search?q={words}" in visitor.driver.current_url


def test_without_scripts_there_is_no_list(visitor):
    visitor.scripts(False)
    visitor.open("/")
    field = visitor.driver.find_element(By.ID, "q")
    field.send_keys("kettle")
    assert field.get_attribute("role") is None
    assert visitor.driver.find_elements(By.CSS_SELECTOR, ".suggestions, [role=status]") == []
    visitor.press("Search")
    assert "/search?q=kettle" in visitor.driver.current_url


def test_the_list_is_not_printed(visitor):
    Field(visitor).open("kettle")
    visitor.media("print")
    assert visitor.visible(".suggestions") == []

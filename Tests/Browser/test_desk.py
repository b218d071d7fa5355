"""The reception desk by keyboard, by buttons and without scripts; and what comes out of the printer."""

import base64
import re

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from states import at, slip

COUNT_PRINTS = "window.print = () => sessionStorage.setItem('prints', Number(sessionStorage.getItem('prints')) + 1)"


@pytest.fixture
def printer(visitor):
    """Says how often the print dialogue was opened."""
    script = visitor.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": COUNT_PRINTS})
    visitor.open("/desk")
    visitor.evaluate("sessionStorage.clear()")
    yield lambda: visitor.evaluate("Number(sessionStorage.getItem('prints'))")
    visitor.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


def keys(visitor, *pressed):
    """Presses keys as somebody does who looks at the screen and not at where the focus is."""
    ActionChains(visitor.driver).send_keys(*pressed).perform()


def on_slip(visitor):
    return visitor.evaluate("[...document.querySelectorAll('.slip-lines a')].map(line => line.textContent)")


def test_from_the_page_to_the_print_dialogue_in_three_actions(visitor, printer):
    visitor.open("/desk")
    visitor.change_page(lambda: keys(visitor, "lonely", Keys.ENTER))  # one: the words and Enter
    keys(visitor, "1")  # two
    visitor.change_page(lambda: keys(visitor, "p"))  # three
    visitor.until(lambda: printer() == 1)
    assert "/desk/slip?offers=" in visitor.driver.current_url
    visitor.driver.refresh()
    assert printer() == 1, "a reload prints again"
    assert visitor.console_problems() == []


def test_keys_pressed_in_a_hurry_are_all_heard(visitor, printer):
    visitor.open("/desk?q=lonely")
    names = [title.text for title in visitor.driver.find_elements(By.CSS_SELECTOR, ".card-title a")]
    visitor.change_page(lambda: keys(visitor, "3", "1", "2", "1", "p"))
    visitor.until(lambda: printer() == 1)
    titles = [title.text for title in visitor.driver.find_elements(By.CSS_SELECTOR, ".slip-entry h2")]
    assert titles == [f"1. {names[2]}", f"2. {names[1]}"]


def test_a_number_puts_an_offer_on_the_slip_and_takes_it_off(visitor):
    visitor.open("/desk?q=lonely")
    keys(visitor, "2")
    visitor.until(lambda: len(on_slip(visitor)) == 1)
    assert "slip=" in visitor.driver.current_url
    said = visitor.evaluate("document.getElementById('said').textContent")
    assert said == f"{on_slip(visitor)[0]} is on the slip. The slip: 1 offer"
    keys(visitor, "2")
    visitor.until(lambda: on_slip(visitor) == [])


def test_keys_do_nothing_in_a_field_until_escape(visitor, printer):
    visitor.open("/desk?q=lonely")
    keys(visitor, "/")
    assert visitor.focused().get_attribute("id") == "q"
    keys(visitor, "1p?")
    assert visitor.focused().get_attribute("value") == "1p?"
    assert on_slip(visitor) == [] and printer() == 0
    keys(visitor, Keys.ESCAPE, "1")
    visitor.until(lambda: len(on_slip(visitor)) == 1)


def test_printing_an_empty_slip_says_what_to_do(visitor, printer):
    visitor.open("/desk?q=lonely")
    keys(visitor, "p")
    visitor.until(lambda: "Nothing is on the slip yet" in visitor.evaluate("document.getElementById('said').textContent"))
    assert printer() == 0


def test_the_keys_are_listed_and_can_be_switched_off(visitor):
    visitor.open("/desk?q=lonely")
    keys(visitor, "?")
    assert visitor.evaluate("document.getElementById('keys').open")
    visitor.driver.find_element(By.ID, "keys-on").click()
    try:
        visitor.open("/desk?q=lonely")
        keys(visitor, "1")
        assert on_slip(visitor) == [] and "slip=" not in visitor.driver.current_url
    finally:
        visitor.evaluate("localStorage.clear()")


def test_the_slip_changes_under_the_pointer_without_losing_the_place(visitor):
    visitor.open("/desk?q=lonely")
    button = visitor.element("//button[@data-key='4']")
    code = button.get_attribute("id")
    button.click()
    visitor.until(lambda: len(on_slip(visitor)) == 1)
    assert visitor.focused().get_attribute("id") == code
    visitor.element("//section[@id='slip']//button[contains(., 'Remove')]").click()
    visitor.until(lambda: on_slip(visitor) == [])
    assert visitor.focused().get_attribute("id") == "slip-heading"


def test_without_scripts_from_words_to_a_slip(visitor):
    visitor.scripts(False)
    visitor.open("/desk")
    visitor.fill("q", "lonely")
    visitor.press("Find")
    for number in (1, 2):
        button = visitor.driver.find_element(By.CSS_SELECTOR, "button[data-on]")
        visitor.change_page(button.click)
        assert len(on_slip(visitor)) == number
    names = on_slip(visitor)
    visitor.press("Print or send the slip")
    assert "To print, use Print in the menu of your browser." in visitor.text
    assert all(name in visitor.text for name in names)


def test_ticks_make_one_slip(visitor):
    visitor.open("/desk")
    visitor.unfold()
    for tick in ("money", "food", "alone"):
        visitor.driver.find_element(By.ID, f"tick-{tick}").click()
    visitor.press("Find for these")
    visitor.element("//button[@data-all]").click()
    visitor.until(lambda: len(on_slip(visitor)) >= 5)
    assert visitor.driver.find_element(By.ID, "tick-food").is_selected()


def paper(visitor):
    """The sizes in points of the pages that come out of the printer."""
    printed = visitor.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": False})
    document = base64.b64decode(printed["data"])
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", document)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


# The offers with the longest listings of the demo place: what fits with them fits with all.
@pytest.mark.parametrize("words", ["lonely", "money debt benefits", "help at home", "carers"])
def test_five_offers_fit_one_page(visitor, words):
    visitor.open(f"/desk?q={words}")
    for key in "12345":
        visitor.element(f"//button[@data-key='{key}']").click()
        visitor.until(lambda: len(on_slip(visitor)) == int(key))
    offers = re.search(r"slip=([^&]+)", visitor.driver.current_url)[1]
    visitor.open(f"/desk/slip?offers={offers}")
    assert paper(visitor) == [(595, 842)]
    visitor.open(f"/desk/slip?offers={offers}&layout=a5")
    assert paper(visitor) == [(842, 595)], "folded"


def test_cards_are_read_at_a_glance(visitor):
    """The first two stand on the first screen of a small desk."""
    at("/desk?q=lonely")(visitor)
    card = visitor.driver.find_elements(By.CSS_SELECTOR, ".card")[1].rect
    assert card["y"] + card["height"] < 650


def test_the_code_and_the_short_link_lead_to_the_offer(visitor):
    slip(visitor)
    link = visitor.driver.find_element(By.CSS_SELECTOR, ".slip-code p").text
    title = visitor.driver.find_element(By.CSS_SELECTOR, ".slip-entry h2").text.partition(". ")[2]
    visitor.open(link[link.index("/o/"):])
    assert visitor.heading == title

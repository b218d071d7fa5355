"""Gathering offers from a page of results, without losing one's place on it."""

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from test_keyboard import Keyboard

RESULTS = "/search?q=help&near=SE15&radius=10"


def sign_in_afresh(visitor, role):
    """With a session of this test's own, whose shortlist is empty."""
    visitor.sign_out()
    visitor.open("/sign-in")
    visitor.fill_in_sign_in(role)


def test_an_offer_is_added_where_it_stands_in_the_results(visitor):
    sign_in_afresh(visitor, "linkworker2")
    visitor.open(RESULTS)
    number = 8
    hit = visitor.driver.find_elements(By.CLASS_NAME, "hit")[number]
    title = hit.find_element(By.CSS_SELECTOR, "h2 a").text
    visitor.change_page(hit.find_element(By.TAG_NAME, "button").click)

    assert visitor.driver.current_url.startswith(visitor.place.address + RESULTS + "#hit-")
    same = visitor.driver.find_elements(By.CLASS_NAME, "hit")[number]
    assert same.find_element(By.CSS_SELECTOR, "h2 a").text == title
    assert "On your shortlist." in same.text and not same.find_elements(By.TAG_NAME, "button")
    assert visitor.evaluate("document.querySelector('.hit:target').getBoundingClientRect().top") >= 0
    assert visitor.evaluate("document.querySelector('.hit:target').getBoundingClientRect().bottom < innerHeight")
    Keyboard(visitor).tab_to(title, limit=1)  # the keyboard goes on from there, too
    assert visitor.console_problems() == []

    visitor.open("/shortlist")
    assert [card.text for card in visitor.driver.find_elements(By.CLASS_NAME, "card-title")] == [title]


def test_several_are_gathered_by_keyboard_alone_and_without_scripts(visitor):
    sign_in_afresh(visitor, "linkworker2")
    visitor.scripts(False)
    visitor.open(RESULTS)
    titles = [title.text for title in visitor.driver.find_elements(By.CSS_SELECTOR, ".hit-title a")][:3]
    keyboard = Keyboard(visitor)
    for title in titles:
        keyboard.enter(f"Add to shortlist: {title}")
    visitor.open("/shortlist")
    assert [card.text for card in visitor.driver.find_elements(By.CLASS_NAME, "card-title")] == titles

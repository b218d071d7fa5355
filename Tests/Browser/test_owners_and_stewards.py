"""What strangers tripped over once: volunteers with the mail on a phone, owners in a hurry, a steward at the queue."""

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from states import right_except
from visitor import PHONE

WORDS = "#words-when"


def test_the_box_for_words_comes_with_the_tick_and_stays_while_it_holds_words(visitor):
    visitor.scripts(False)
    visitor.resize(PHONE)
    right_except(visitor)
    assert visitor.visible(WORDS) == []
    tick = visitor.driver.find_element(By.ID, "different-when")
    tick.send_keys(Keys.SPACE, Keys.TAB)
    assert visitor.focused().get_attribute("id") == WORDS[1:]
    visitor.focused().send_keys("Thursdays at 2pm")
    tick.send_keys(Keys.SPACE)
    assert visitor.visible(WORDS) == ["INPUT"], "what would be sent can be seen"
    visitor.driver.find_element(By.ID, WORDS[1:]).send_keys(Keys.CONTROL, "a", Keys.BACKSPACE)
    assert visitor.visible(WORDS) == []


def test_a_link_that_lost_a_part_says_what_to_do(visitor):
    for path in (visitor.place.confirm_path[:-1], "/unsubscribe/x", "/welcome/x"):
        visitor.open(path)
        assert visitor.heading == "This link does not work", path
        assert "press it in the message again" in visitor.text


def test_changes_that_are_sent_twice_are_sent_once_and_nobody_is_blamed(visitor):
    visitor.sign_in("vcse")
    visitor.open("/organisation")
    visitor.change_page(visitor.element("//a[starts-with(., 'Change it: After Seven')]").click)
    visitor.follow("What it costs")
    visitor.fill("cost-1-note", "Bring a mug")
    visitor.press("Save and go back")
    visitor.press("Send these changes")
    assert "Your change shows now." in visitor.text
    visitor.change_page(visitor.driver.back)
    visitor.press("Send these changes")
    assert "This was sent already." in visitor.text
    assert visitor.visible(".error-summary") == []


def test_what_a_steward_puts_off_is_brought_back_on_the_page_where_it_stood(visitor):
    visitor.sign_in("steward")
    visitor.open("/steward?page=2")
    job = visitor.driver.find_element(By.CSS_SELECTOR, ".job").get_attribute("id")
    visitor.change_page(visitor.driver.find_element(By.CSS_SELECTOR, f"#{job} [value='7']").click)
    assert "Put off for a week." in visitor.text
    assert "page=2" in visitor.driver.current_url and visitor.visible(f"#{job}") == []
    visitor.press("Bring it back now")
    assert "page=2" in visitor.driver.current_url and visitor.visible(f"#{job}") == ["LI"]
    visitor.change_page(visitor.driver.find_element(By.CSS_SELECTOR, f"#{job} [value=claim]").click)
    assert "You are on it." in visitor.driver.find_element(By.ID, job).text


def test_every_list_of_the_steward_leads_back_to_the_queue(visitor):
    visitor.sign_in("steward")
    for path in ("reports", "changes", "joins", "conflicts", "figures", "listings"):
        visitor.open(f"/steward/{path}")
        assert visitor.driver.find_elements(By.CSS_SELECTOR, ".back a[href='/steward']"), path


def test_figures_stand_under_each_other(visitor):
    visitor.sign_in("steward")
    visitor.open("/steward/figures")
    aligned = "[...new Set([...document.querySelectorAll('.figures td')].map(e => getComputedStyle(e).textAlign))].join()"
    assert visitor.evaluate(aligned) == "right"

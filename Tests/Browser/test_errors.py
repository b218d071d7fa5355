"""A form that comes back: the summary leads to each field, and nothing typed is lost."""

from selenium.webdriver.common.by import By
from states import new_referral, referral_with_errors, right_except_with_errors, sign_in_error

import pytest

FORMS = [
    ("sign in", None, sign_in_error),
    ("new referral", "linkworker", lambda visitor: (new_referral(visitor), visitor.press("Send the referral"))),
    ("say no", "vcse", referral_with_errors("Say no", "sent")),
    ("start", "vcse", referral_with_errors("Mark as started", "accepted")),
    ("answers", "vcse", referral_with_errors("Send the answers", "active")),
]


@pytest.mark.parametrize("role, reach", [form[1:] for form in FORMS], ids=[form[0] for form in FORMS])
def test_the_summary_moves_focus_to_the_field(visitor, role, reach):
    visitor.sign_in(role)
    reach(visitor)
    assert visitor.driver.title.startswith("Error: ")
    links = visitor.driver.find_elements(By.CSS_SELECTOR, ".error-summary a")
    assert links
    for link in links:
        link.click()
        field = link.get_attribute("href").partition("#")[2]
        focused = visitor.focused()
        assert focused.get_attribute("id") in (field, f"{field}-day"), f"{link.text} does not lead to {field}"
        assert focused.is_displayed()


def test_nothing_typed_is_lost(visitor):
    visitor.sign_in("linkworker")
    new_referral(visitor)
    visitor.fill("name", "Ottoline Quill")
    visitor.choose("method", "by telephone")
    visitor.press("Send the referral")
    assert visitor.driver.find_element(By.ID, "name").get_attribute("value") == "Ottoline Quill"
    assert visitor.element("//input[@name='method'][@value='by telephone']").is_selected()


def test_an_answer_that_is_too_long_says_so(visitor):
    right_except_with_errors(visitor)
    assert visitor.driver.title.startswith("Error: ")

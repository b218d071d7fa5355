"""By keyboard alone: Tab, Space and Enter, and one can always see where one is."""

from selenium.webdriver.common.keys import Keys

FOCUS = r"""
    const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
    const shows = element !== document.body && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
        && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
    return [shows, element.id, element.textContent.trim().replace(/\s+/g, " ")];
"""


class Keyboard:
    def __init__(self, visitor):
        self.visitor = visitor

    def press(self, key):
        self.visitor.focused().send_keys(key)

    def tab_to(self, wanted, limit=60):
        """Tabs on until focus is on what has this id, or this text."""
        for _ in range(limit):
            self.press(Keys.TAB)
            shows, *names = self.visitor.driver.execute_script(FOCUS)
            assert shows, f"no focus to be seen on the way to {wanted}, at {names}"
            if wanted in names:
                return
        raise AssertionError(f"Tab never came to {wanted}")

    def type_into(self, field, text):
        self.tab_to(field)
        self.press(text)

    def tick(self, field):
        self.tab_to(field)
        self.press(Keys.SPACE)

    def enter(self, on=None):
        if on:
            self.tab_to(on)
        self.visitor.change_page(lambda: self.press(Keys.ENTER))


def test_from_search_to_referral(visitor):
    visitor.sign_in("linkworker")
    visitor.open("/")
    keyboard = Keyboard(visitor)
    keyboard.type_into("q", "lonely")
    keyboard.enter()
    keyboard.enter("Kettle mornings")
    keyboard.enter("Refer somebody")
    keyboard.type_into("name", "Barnaby Thrupp")
    for part, text in (("day", "27"), ("month", "3"), ("year", "1957")):
        keyboard.type_into(f"dob-{part}", text)
    keyboard.type_into("phone", "07700 900123")
    keyboard.type_into("practice", "Merrow Cross")
    keyboard.type_into("reason", "He would like to play draughts again.")
    keyboard.tick("consent")
    keyboard.tick("method")
    keyboard.tick("report-back")
    keyboard.enter("Send the referral")
    assert "The referral was sent to The Tin Kettle Company." in visitor.text


def test_the_first_tab_skips_to_the_main_part(visitor):
    visitor.open("/search?q=lonely")
    keyboard = Keyboard(visitor)
    keyboard.tab_to("Skip to the main part", limit=1)
    keyboard.press(Keys.ENTER)
    assert visitor.focused().get_attribute("id") == "main"


def test_nothing_is_folded_away_from_the_keyboard(visitor):
    visitor.sign_in("linkworker")
    visitor.open("/referrals")
    visitor.follow("Delroy Pinnock")
    keyboard = Keyboard(visitor)
    keyboard.tab_to("Withdraw the referral")
    keyboard.press(Keys.ENTER)
    keyboard.tab_to("why")

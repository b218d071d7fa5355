"""How to reach pages about somebody who was referred: theirs, the link worker's, the practice's."""

from selenium.webdriver.common.by import By
from ways_to_listings import found


def new_referral(visitor):
    found("kettle+mornings", "Kettle mornings")(visitor)
    visitor.follow("Refer somebody")


def new_referral_with_errors(visitor):
    new_referral(visitor)
    visitor.press("Send the referral")


def new_person_with_errors(visitor):
    visitor.open("/episodes/new")
    visitor.press("Begin")


def person(name, link=None):
    """The page of one of the link worker's people, and where a link on it leads."""

    def reach(visitor):
        visitor.open("/episodes")
        visitor.follow(name)
        if link:
            visitor.follow(link)

    return reach


def looking_for_something(visitor):
    person("Terence Blyth")(visitor)
    visitor.press("Refer to something")


def referral(state):
    """The first referral in this state on the list."""

    def reach(visitor):
        visitor.open("/referrals")
        row = f"//li[.//span[contains(@class, 'state-{state}')]]"
        card = visitor.driver.find_element(By.XPATH, f"{row}//a[contains(@href, '/referrals/')]")
        visitor.change_page(card.click)

    return reach


def referral_with_errors(button, state):
    def reach(visitor):
        referral(state)(visitor)
        visitor.unfold()
        visitor.press(button)

    return reach


def outcome(tag):
    """The first answer with this tag in the tray."""

    def reach(visitor):
        visitor.open("/practice")
        card = visitor.driver.find_element(By.XPATH, f"//li[span[contains(@class, 'tag-{tag}')]]//a")
        visitor.change_page(card.click)

    return reach


def paper(visitor):
    """The first answer that a link worker has to print."""
    visitor.open("/outcomes")
    visitor.change_page(visitor.element("//a[contains(@href, '/paper')]").click)


def receipt_with_errors(visitor):
    visitor.open("/receipt")
    visitor.fill("code", "not a code")
    visitor.press("It has come")


def nothing_ticked(visitor):
    visitor.open("/practice/filing")
    visitor.press("File what is ticked")


def way_without_address(visitor):
    visitor.open("/admin/practices/ZZ0003")
    visitor.choose("way", "e-mail")
    visitor.press("Save")


def measures(name):
    """The measures of somebody with that name."""

    def reach(visitor):
        visitor.open("/episodes")
        visitor.unfold()
        visitor.follow(name)
        visitor.follow("Measures")

    return reach


def measure_with_errors(visitor):
    measures("Samuel Tewelde")(visitor)
    visitor.change_page(visitor.element("//ul[contains(@class, 'asks')]//a[contains(., 'ONS4')]").click)
    visitor.press("Save the answers")


def measure_on_paper(visitor):
    measures("Samuel Tewelde")(visitor)
    visitor.change_page(visitor.element("//ul[contains(@class, 'asks')]//a[contains(., 'Print it')]").click)


def how_was_it(visitor):
    found("kettle+mornings", "Kettle mornings")(visitor)
    visitor.follow("Have you been? Say how it was")


def how_was_it_with_errors(visitor):
    how_was_it(visitor)
    visitor.press("Send")


def what_people_said(visitor):
    found("kettle+mornings", "Kettle mornings")(visitor)
    visitor.follow("What people said")


def own_page_code(visitor):
    """A code of the first referral that waits for an answer; the tests share the place, so it may be there already."""
    referral("sent")(visitor)
    visitor.follow("Give them their own page")
    if visitor.driver.find_elements(By.XPATH, "//button[.='Make a code']"):
        visitor.press("Make a code")


def own_page(visitor):
    visitor.sign_in("linkworker")
    own_page_code(visitor)
    code = visitor.element("//strong[@class='letter-code']").text
    visitor.follow("Back to the referral")
    year = visitor.element("//dt[.='Date of birth']/following-sibling::dd").text.split()[-1]
    visitor.sign_out()
    visitor.open("/me")
    visitor.fill("code", code)
    visitor.fill("year", year)
    visitor.press("Open my page")


def own_page_wrong_code(visitor):
    visitor.open("/me")
    visitor.fill("code", "not a code")
    visitor.fill("year", "1957")
    visitor.press("Open my page")


def ask_yourself(visitor):
    found("after+seven", "After Seven, for people new round here")(visitor)
    visitor.follow("Ask for this yourself")


def ask_yourself_with_errors(visitor):
    ask_yourself(visitor)
    visitor.press("Send")

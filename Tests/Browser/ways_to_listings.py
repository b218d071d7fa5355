"""How to reach pages about what there is: searching, listings, those who keep them."""

from selenium.webdriver.common.by import By


def at(path):
    return lambda visitor: visitor.open(path)


def found(words, title):
    """The offer of this title, found with these words."""

    def reach(visitor):
        visitor.open(f"/search?q={words}")
        visitor.follow(title)

    return reach


def listing(freshness):
    """The first offer in this state on the steward's list."""

    def reach(visitor):
        visitor.open("/steward/listings")
        href = visitor.element(f"//ul[@class='lines']/li[.//span[contains(@class, 'badge-{freshness}')]]/a")
        visitor.driver.get(href.get_attribute("href"))

    return reach


def organisation(visitor):
    found("kettle+mornings", "Kettle mornings")(visitor)
    visitor.follow("The Tin Kettle Company")


def pace(visitor):
    """Where an organisation says how soon it answers."""
    found("kettle+mornings", "Kettle mornings")(visitor)
    visitor.follow("Change that")


def pace_with_errors(visitor):
    pace(visitor)
    visitor.fill("answer-days", "31")
    visitor.press("Save and go back")


def sign_in_error(visitor):
    visitor.open("/sign-in")
    visitor.fill("email", "linkworker@demo.fingerpost.example")
    visitor.fill("password", "not the password")
    visitor.press("Sign in")


def confirm(visitor):
    visitor.open(visitor.place.confirm_path)


def right_except(visitor):
    confirm(visitor)
    visitor.change_page(visitor.element("//a[starts-with(., 'Right, except')]").click)


def right_except_with_errors(visitor):
    right_except(visitor)
    visitor.driver.find_element(By.ID, "different-when").click()
    visitor.fill("words-when", "x" * 501)
    visitor.press("Send the answer")


def wrong_code(visitor):
    visitor.open("/confirm")
    visitor.fill("code", "not a code")
    visitor.press("Continue")


def unsubscribe(visitor):
    confirm(visitor)
    visitor.follow("Stop these e-mails")


def by_phone(visitor):
    found("kettle+mornings", "Kettle mornings")(visitor)
    visitor.follow("Confirm by telephone")


def letter(visitor):
    by_phone(visitor)
    visitor.press("Write a letter with a code")


def report(visitor):
    found("kettle+mornings", "Kettle mornings")(visitor)
    visitor.follow("Report a problem")


def report_with_errors(visitor):
    report(visitor)
    visitor.press("Send the report")


def report_sent(visitor):
    report(visitor)
    visitor.driver.get(visitor.driver.current_url + "?sent=1")


def slip(visitor):
    """A slip of the first two offers on the desk."""
    visitor.open("/desk?q=lonely&near=SE15")
    for key in "12":
        visitor.element(f"//button[@data-key='{key}']").click()
        visitor.until(lambda: len(visitor.driver.find_elements(By.CSS_SELECTOR, ".slip-lines li")) == int(key))
    visitor.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": "window.print = () => {}"})
    visitor.press("Print or send the slip")


def slip_in_large_print(visitor):
    slip(visitor)
    visitor.follow("Large print")


def shortlist(visitor):
    """One offer on the shortlist of this session; the tests share the session, so it may be there already."""
    found("kettle+mornings", "Kettle mornings")(visitor)
    for button in visitor.driver.find_elements(By.XPATH, "//form[@action='/shortlist/add']/button"):
        visitor.change_page(button.click)
    visitor.open("/shortlist")


def shortlist_with_errors(visitor):
    shortlist(visitor)
    visitor.driver.execute_script("document.querySelector('textarea').value = 'x'.repeat(501)")
    visitor.press("Save the notes")


def shared_shortlist(visitor):
    shortlist(visitor)
    visitor.press("Share as a link")


def shared_shortlist_for_a_stranger(visitor):
    visitor.sign_in("linkworker")
    shared_shortlist(visitor)
    visitor.sign_out()
    visitor.driver.refresh()


def own_offer(part=""):
    """The desk of the first offer of an organisation, or a part of it."""

    def reach(visitor):
        visitor.open("/organisation")
        href = visitor.element("//ul[@class='tasks']/li/a[.='Kettle mornings']").get_attribute("href")
        visitor.driver.get(href + part)

    return reach


def closing(visitor):
    own_offer()(visitor)
    visitor.follow("Close this offer")


def own_versions(visitor):
    visitor.open("/organisation/details")
    visitor.follow("Earlier versions")


def own_offer_with_errors(visitor):
    own_offer("/times")(visitor)
    visitor.fill("time-1-from", "half past something")
    visitor.press("Save and go back")


def own_offer_changed(visitor):
    own_offer("/joining")(visitor)
    visitor.fill("wait", "About a week")
    visitor.press("Save and go back")


def change_to_look_at(visitor):
    visitor.open("/steward/changes")
    visitor.follow("The Bench Amble")


def change_without_answer(visitor):
    change_to_look_at(visitor)
    visitor.press("Send the answer")


def join_with_errors(visitor):
    visitor.open("/join")
    visitor.press("Ask to join")

"""Every state that a page can be in, and how to get there. The table at the end drives the checks."""

from dataclasses import dataclass
from typing import Callable, Optional

from selenium.webdriver.common.by import By
from visitor import Visitor


@dataclass(frozen=True)
class State:
    name: str
    role: Optional[str]  # of the demo account, None for everybody
    reach: Callable[[Visitor], None]
    says: str  # words that stand on the page in this state

    def enter(self, visitor):
        visitor.sign_in(self.role)
        self.reach(visitor)
        assert self.says in visitor.text, f"{self.name} does not say “{self.says}”:\n{visitor.text[:800]}"


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


STATES = [
    State("measures", "linkworker", measures("Edna Lightbown"), "12 to 15 weeks"),
    State("measures, due", "linkworker", measures("Samuel Tewelde"), "To ask now"),
    State("measure with errors", "linkworker", measure_with_errors, "There is a problem"),
    State("measure on paper", "linkworker", measure_on_paper, "Who filled it in?"),
    State("how was it", None, how_was_it, "We do not ask who you are"),
    State("how was it, with errors", None, how_was_it_with_errors, "There is a problem"),
    State("what people said", "steward", what_people_said, "88% of 8 answers"),
    State("home", None, at("/"), "Find support near you"),
    State("search, nothing asked", None, at("/search"), "What would help?"),
    State("search results", None, at("/search?q=lonely&near=SE15"), "Kettle mornings"),
    State("search results, for a link worker", "linkworker", at("/search?q=lonely&near=SE15"), "Add to shortlist"),
    State("search, second page", None, at("/search?q=lonely&near=SE15&page=2"), "Previous page"),
    State("search by need", None, at("/search?need=loneliness"), "offers"),
    State("nothing found", None, at("/search?q=zzqqxx"), "Nothing found"),
    State("place unknown", None, at("/search?q=lonely&near=Narnia"), "We do not know the place"),
    State("offer, fresh", None, found("kettle+mornings", "Kettle mornings"), "Get in touch"),
    State("offer, due", "steward", listing("due"), "It is time to check it again"),
    State("offer, overdue", "steward", listing("overdue"), "Ring first"),
    State("offer, unconfirmed", "steward", listing("unconfirmed"), "It may have changed"),
    State("offer, hidden", "steward", listing("hidden"), "It does not appear in public results"),
    State("offer, confidential", None, found("refuge", "Anchorage refuge"), "kept private to keep people safe"),
    State("offer, for a link worker", "linkworker", found("kettle+mornings", "Kettle mornings"), "Refer somebody"),
    State("desk", None, at("/desk"), "What did they say?"),
    State("desk, found", None, at("/desk?q=lonely&near=SE15"), "Add to slip"),
    State("desk, nothing found", None, at("/desk?q=zzqqxx"), "Nothing found"),
    State("desk, ticked, for a receptionist", "reception", at("/desk?tick=money&tick=abuse&near=SE15"), "Put all of these"),
    State("slip", "reception", slip, "The first time"),
    State("slip, large print", None, slip_in_large_print, "The first time"),
    State("slip, empty", None, at("/desk/slip"), "There is nothing on this list"),
    State("shortlist", "linkworker", shortlist, "Share as a link"),
    State("shortlist, note too long", "linkworker", shortlist_with_errors, "There is a problem"),
    State("shortlist, empty", "gp", at("/shortlist"), "Nothing is on it yet"),
    State("leaflet", "linkworker", lambda visitor: (shortlist(visitor), visitor.open("/shortlist/leaflet")), "The first time"),
    State("shared shortlist", "linkworker", shared_shortlist, "Stop this link"),
    State("shared shortlist, for a stranger", None, shared_shortlist_for_a_stranger, "This page works until"),
    State("organisation", None, organisation, "What they offer"),
    State("sign in", None, at("/sign-in"), "Password"),
    State("sign in, wrong password", None, sign_in_error, "There is a problem"),
    State("new referral", "linkworker", new_referral, "What they agreed to"),
    State("new referral with errors", "linkworker", new_referral_with_errors, "There is a problem"),
    State("people of a link worker", "linkworker", at("/episodes"), "My people"),
    State("new person", "linkworker", at("/episodes/new"), "What the practice is told"),
    State("new person with errors", "linkworker", new_person_with_errors, "There is a problem"),
    State("person", "linkworker", person("Roland Amoako"), "What is written down"),
    State("person, needs", "linkworker", person("Roland Amoako", "Why they came"), "What did they come about?"),
    State("person, what is told", "linkworker", person("Roland Amoako", "What the practice is told"), "When we have finished"),
    State("person, ending", "linkworker", person("Consuelo Barnaby", "End our work together"), "Did they engage?"),
    State("person, looking for something", "linkworker", looking_for_something, "Fuel and energy"),
    State("draft", "linkworker", person("Roland Amoako", "Wool and words"), "Throw this draft away"),
    State("referral, lapsed", "linkworker", referral("lapsed"), "Refer to something else"),
    State("how soon they answer", "vcse", pace, "How soon do you answer?"),
    State("how soon they answer, too long", "steward", pace_with_errors, "There is a problem"),
    State("handing everybody over", "linkworker", at("/episodes/hand-over"), "Who goes on with them?"),
    State("referrals of a link worker", "linkworker", at("/referrals"), "Referrals we made"),
    State("referral, sent, for a link worker", "linkworker", referral("sent"), "Withdraw"),
    State("referral, ended, for a link worker", "linkworker", referral("closed"), "Ended"),
    State("referrals to an organisation", "vcse", at("/referrals"), "Referrals to us"),
    State("worklist, waits on others", "linkworker", at("/referrals?show=others"), "Waits on others"),
    State("worklist, ended", "vcse", at("/referrals?show=ended"), "Ended"),
    State("worklist of a practice", "gp", at("/referrals"), "Referrals we made"),
    State("referral, sent", "vcse", referral("sent"), "Accept"),
    State("referral, sent, with errors", "vcse", referral_with_errors("Say no", "sent"), "There is a problem"),
    State("referral, waiting", "vcse", referral("waiting"), "Waiting list"),
    State("referral, accepted", "vcse", referral("accepted"), "Mark as started"),
    State("referral, started", "vcse", referral("active"), "Did it help?"),
    State("referral, started, with errors", "vcse", referral_with_errors("Send the answers", "active"), "There is a problem"),
    State("referral, ended", "vcse", referral("closed"), "Ended"),
    State("code of a person's own page", "linkworker", own_page_code, "In a text message"),
    State("own page, code asked for", None, lambda visitor: (visitor.driver.delete_all_cookies(), visitor.open("/me")), "Open my page"),
    State("own page, wrong code", None, lambda visitor: (visitor.driver.delete_all_cookies(), own_page_wrong_code(visitor)), "There is a problem"),
    State("own page", None, own_page, "Who was told what"),
    State("own page, code to keep", None, lambda visitor: (own_page(visitor), visitor.open("/me/letter")), "Keep your code"),
    State("ask for an offer oneself", None, ask_yourself, "What you agree to"),
    State("ask for an offer oneself, with errors", None, ask_yourself_with_errors, "There is a problem"),
    State("own listings", "vcse", at("/organisation"), "Our listings"),
    State("own offer", "vcse", own_offer(), "What you have changed"),
    State("own offer, changed", "vcse", own_offer_changed, "Shows at once"),
    State("own offer, what it is", "vcse", own_offer("/about"), "What happens there?"),
    State("own offer, whom to ask for", "vcse", own_offer("/people"), "Person or team 1"),
    State("own offer, closing", "vcse", closing, "For how long?"),
    State("own offer, needs", "vcse", own_offer("/needs"), "What do people come to you about?"),
    State("own offer, place", "vcse", own_offer("/place"), "Must the address stay secret?"),
    State("own offer, times", "vcse", own_offer("/times"), "How often?"),
    State("own offer, times with errors", "vcse", own_offer_with_errors, "There is a problem"),
    State("own offer, preview", "vcse", own_offer("/preview"), "This is only a look."),
    State("new offer", "vcse", at("/organisation/offers/new"), "Add an offer"),
    State("own details", "vcse", at("/organisation/details"), "What do you do?"),
    State("own versions", "vcse", own_versions, "Earlier versions"),
    State("changes that wait", "steward", at("/steward/changes"), "The Bench Amble"),
    State("change", "steward", change_to_look_at, "May everybody see it?"),
    State("change without an answer", "steward", change_without_answer, "There is a problem"),
    State("requests to join", "steward", at("/steward/joins"), "Saltgate Stitch and Natter"),
    State("join", None, at("/join"), "Join the directory"),
    State("join with errors", None, join_with_errors, "There is a problem"),
    State("join, sent", None, at("/join?sent=1"), "Thank you"),
    State("results, of a practice", "gp", at("/reports"), "The path of every hundred referrals"),
    State("results, of the place", "steward", at("/reports"), "Searches without a good answer"),
    State("results, of no year", "linkworker", at("/reports?period=1999"), "There is a problem"),
    State("results, of a quarter", "steward", at("/reports?period=2026-q3"), "by the year alone"),
    State("evidence for the checklist", "gp", at("/reports/checklist"), "Evidence for the checklist"),
    State("practice tray", "gp", at("/practice"), "Outcomes"),
    State("outcome that asks for something", "gp", outcome("action"), "ACTION"),
    State("outcome to know about", "gp", outcome("aware"), "AWARE"),
    State("outcome to file", "gp", outcome("file"), "FILE"),
    State("filed outcomes", "gp", at("/practice?show=filed"), "filed"),
    State("still open, for a practice", "gp", at("/practice/open"), "It waits on"),
    State("filing several", "gp", at("/practice/filing"), "Tick what you have read"),
    State("filing several, nothing ticked", "gp", nothing_ticked, "There is a problem"),
    State("answers on their way", "linkworker", at("/outcomes"), "To print and post"),
    State("answers that could not be delivered", "steward", at("/outcomes"), "Answers on their way"),
    State("answer on paper", "linkworker", paper, "Please tell us that this has come"),
    State("receipt", None, at("/receipt"), "A letter has come"),
    State("receipt, wrong code", None, receipt_with_errors, "There is a problem"),
    State("practices", "admin", at("/admin/practices"), "Printed letter"),
    State("way of a practice", "admin", at("/admin/practices/ZZ0002"), "How do answers get there?"),
    State("way of a practice, without address", "admin", way_without_address, "There is a problem"),
    State("confirm by mail", None, confirm, "Is this still right?"),
    State("right, except", None, right_except, "This is different now"),
    State("right, except, too long", None, right_except_with_errors, "There is a problem"),
    State("code of a letter", None, at("/confirm"), "Have you had a letter"),
    State("code of a letter, wrong", None, wrong_code, "There is a problem"),
    State("stop the mail", None, unsubscribe, "Once a month at most"),
    State("confirm by telephone", "linkworker", by_phone, "No answer"),
    State("letter", "steward", letter, "Type this code"),
    State("report a problem", None, report, "we do not ask"),
    State("report a problem, nothing chosen", None, report_with_errors, "There is a problem"),
    State("report sent", None, report_sent, "Thank you"),
    State("reports", "steward", at("/steward/reports"), "to look at"),
    State("conflicts of sources", "steward", at("/steward/conflicts"), "No source says otherwise"),
    State("evidence", "steward", lambda visitor: (listing("overdue")(visitor), visitor.follow("What speaks for and against")), "What has happened"),
    State("queue", "steward", at("/steward"), "I will do it"),
    State("telephone script", "steward", lambda visitor: (visitor.open("/steward"), visitor.follow("Telephone script")), "What to say"),
    State("listings to check", "steward", at("/steward/listings"), "to check"),
    State("figures", "steward", at("/steward/figures"), "Fresh over time"),
    State("admin", "admin", at("/admin"), "Accounts"),
    State("not found", None, at("/no-such-page"), "Find support"),
    State("not allowed", "vcse", at("/admin"), "Find support"),
]

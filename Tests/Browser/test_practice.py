"""The practice's page: what is asked is seen at once, keys go through the list, and the letter fits one side."""

import base64
import re

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from states import outcome, paper

LONG = " ".join(["sometimes"] * 30)  # 30 words in 299 characters: as much as a field takes


def pages(visitor):
    """How many sides of A4 the page makes."""
    answer = visitor.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": False})
    return len(re.findall(rb"/Type\s*/Page[^s]", base64.b64decode(answer["data"])))


def fill_letter(visitor):
    """Puts the longest words that a letter may hold, and all rows of its tables, into the one on the page."""
    visitor.evaluate(f"""(() => {{
        const words = {LONG!r}, at = selector => document.querySelector(selector);
        at('.asked').childNodes[1].textContent = ' ' + words + ' ';
        at('.outcome-line').append(' for loneliness and company, debt and money worries, caring for somebody');
        if (!at('.their-words')) at('.outcome-line').insertAdjacentHTML('afterend', '<p class="their-words"></p>');
        at('.their-words').textContent = words;
        const body = at('.tried tbody'), row = body.rows[0];
        row.cells[0].firstChild.textContent = 'A long name of an offer, as long as one has ever seen one';
        row.cells[3].textContent = 'Could not be reached. “' + words.slice(0, 60) + '”';
        while (body.rows.length < 6) body.append(row.cloneNode(true));
        const table = at('.tried').cloneNode(true);
        table.tHead.rows[0].deleteCell(3); table.tHead.rows[0].deleteCell(2);
        const rows = [...table.tBodies[0].rows];
        for (const one of rows) {{ one.deleteCell(3); one.deleteCell(2); one.cells[0].textContent = 'Life satisfaction (ONS4)'; }}
        table.tBodies[0].append(rows[0].cloneNode(true), rows[0].cloneNode(true));
        at('.letter-facts').before(table);
        at('.letter-facts').children[0].querySelector('dd').textContent = words.slice(0, 190);
        at('.letter-facts').children[1].querySelector('dd').textContent = words;
    }})()""")


def test_what_is_asked_and_what_came_of_it_are_seen_at_once(visitor):
    visitor.sign_in("gp")
    for tag in ("action", "aware", "file"):
        outcome(tag)(visitor)
        for selector in (".asked", "h1", ".outcome-line"):
            bottom = visitor.evaluate(f"document.querySelector('{selector}').getBoundingClientRect().bottom + scrollY")
            assert bottom < 600, f"{selector} of {tag} ends at {bottom} px"


def test_the_letter_prints_on_one_side(visitor):
    visitor.sign_in("gp")
    outcome("action")(visitor)
    assert pages(visitor) == 1
    fill_letter(visitor)
    assert pages(visitor) == 1, "with the longest content"


def test_the_paper_with_its_code_prints_on_one_side(visitor):
    visitor.sign_in("linkworker")
    paper(visitor)
    assert pages(visitor) == 1
    fill_letter(visitor)
    assert pages(visitor) == 1, "with the longest content"
    visitor.media("print")
    assert visitor.visible(".letter-code") == ["STRONG"]


def test_keys_go_through_the_list_and_can_be_turned_off(visitor):
    visitor.sign_in("gp")
    visitor.open("/practice")
    links = [link.get_attribute("href") for link in visitor.driver.find_elements(By.CSS_SELECTOR, ".tray .line a")]
    assert len(links) > 2
    here = lambda: visitor.focused().get_attribute("href")
    press = lambda key: visitor.focused().send_keys(key)
    press("j")
    assert here() == links[0]
    press("j")
    press(Keys.ARROW_DOWN)
    assert here() == links[2]
    press("k")
    press(Keys.ARROW_UP)
    assert here() == links[0]
    visitor.change_page(lambda: press(Keys.ENTER))
    assert visitor.driver.current_url == links[0]

    visitor.open("/practice")
    visitor.driver.find_element(By.ID, "keys-on").click()
    press("j")
    assert visitor.focused().get_attribute("id") == "keys-on"
    visitor.driver.find_element(By.ID, "keys-on").click()

    field = visitor.driver.find_element(By.ID, "name")
    field.send_keys("jk")
    assert field.get_attribute("value") == "jk"
    assert visitor.console_problems() == []


def test_a_name_is_found_without_scripts_and_stands_in_no_address(visitor):
    visitor.sign_in("gp")
    visitor.scripts(False)
    visitor.open("/practice")
    visitor.fill("name", "pask")
    visitor.press("Find")
    assert "Doreen Pask" in visitor.text
    assert "pask" not in visitor.driver.current_url.lower()

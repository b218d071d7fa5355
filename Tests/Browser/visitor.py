"""Somebody at a browser: what they can do in the tests' own words."""

import datetime
import importlib.util
import json
import pathlib
import shutil
import zoneinfo

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

AXE = pathlib.Path(
    importlib.util.find_spec("axe_playwright_python").submodule_search_locations[0], "axe.min.js"
).read_text()
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,
}
PHONE, DESK = (320, 640), (1280, 900)


def chromium():
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                     "--disable-background-networking"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})  # what the content security policy stops lands here
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    driver.set_page_load_timeout(10)
    driver.set_script_timeout(10)
    return driver


class Visitor:
    def __init__(self, driver, place):
        self.driver = driver
        self.place = place
        self.cookies = {}

    # Going somewhere

    def open(self, path):
        self.driver.get(self.place.address + path)

    def follow(self, text):
        self.change_page(lambda: self.driver.find_element(By.PARTIAL_LINK_TEXT, text).click())

    def press(self, text):
        self.change_page(lambda: self.element(f"//button[normalize-space()='{text}']").click())

    def change_page(self, act):
        """Acts, and waits until the next page stands in place of this one."""
        page = self.driver.find_element(By.TAG_NAME, "html")
        act()
        self.until(lambda: self.has_gone(page))

    def until(self, condition):
        return WebDriverWait(self.driver, 10, poll_frequency=0.02).until(lambda _: condition())

    def has_gone(self, page):
        ready = self.driver.execute_cdp_cmd("Runtime.evaluate", {"expression": "document.readyState"})
        return ready["result"].get("value") == "complete" and page != self.driver.find_element(By.TAG_NAME, "html")

    # Being somebody

    def sign_in(self, role):
        """Through the form the first time, with the same session after that."""
        self.sign_out()
        if role is None:
            return
        if role not in self.cookies:
            self.open("/sign-in")
            self.fill_in_sign_in(role)
            self.cookies[role] = self.driver.get_cookies()
        for cookie in self.cookies[role]:
            self.driver.add_cookie(cookie)

    def fill_in_sign_in(self, role):
        self.fill("email", f"{role}@demo.fingerpost.example")
        self.fill("password", self.place.password)
        self.press("Sign in")

    def sign_out(self):
        self.driver.delete_all_cookies()

    # Filling in

    def fill(self, field, text):
        element = self.driver.find_element(By.ID, field)
        element.clear()
        element.send_keys(text)

    def fill_date(self, field, date):
        for part, text in zip(("day", "month", "year"), date.split()):
            self.fill(f"{field}-{part}", text)

    def choose(self, field, value):
        self.element(f"//*[@name='{field}'][@value='{value}']").click()

    def today(self):
        """In England, where the place is."""
        return datetime.datetime.now(zoneinfo.ZoneInfo("Europe/London")).strftime("%d %m %Y")

    def select(self, field, label):
        self.element(f"//select[@id='{field}']/option[normalize-space()='{label}']").click()

    def unfold(self):
        for summary in self.driver.find_elements(By.CSS_SELECTOR, "details:not([open]) > summary"):
            summary.click()

    # Looking

    def element(self, xpath):
        return self.driver.find_element(By.XPATH, xpath)

    @property
    def heading(self):
        return self.evaluate("document.querySelector('h1').innerText")

    @property
    def text(self):
        return self.evaluate("document.querySelector('main').innerText")

    def visible(self, selector):
        """What of this can be seen, as tags."""
        return self.evaluate(
            f"[...document.querySelectorAll('{selector}')].filter(e => e.checkVisibility()).map(e => e.tagName)"
        )

    def focused(self):
        return self.driver.switch_to.active_element

    def resize(self, size):
        """320 px is also what 1280 px become at a zoom of 400 %."""
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False},
        )

    def scripts(self, on):
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not on})

    def media(self, kind):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": kind})

    # Judging

    def accessibility_problems(self):
        self.evaluate(AXE)
        found = self.evaluate(f"axe.run(document, {json.dumps(AXE_OPTIONS)}).then(answer => answer.violations)")
        return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]

    def overflow(self):
        """Pixels that stick out to the right."""
        return self.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def console_problems(self):
        """Errors since the last look. The browser also notes each answer of 400 and above, which pages here are meant to give."""
        return [
            entry["message"]
            for entry in self.driver.get_log("browser")
            if entry["level"] == "SEVERE" and "Failed to load resource: the server responded" not in entry["message"]
        ]

    def evaluate(self, expression):
        answer = self.driver.execute_cdp_cmd(
            "Runtime.evaluate",
            {"expression": expression, "awaitPromise": True, "returnByValue": True, "timeout": 10_000},
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

"""Another directory's feed, of which our owner knows better and which lists what is here already: a steward settles both."""

import csv
import http.server
import json
import subprocess
import threading
import urllib.parse

import pytest
from test_keyboard import Keyboard
from test_open_referral import OpenData, needs_schemas, problems
from visitor import DESK, PHONE


class Feed(http.server.BaseHTTPRequestHandler):
    """One page of services, as Open Referral UK has it."""

    services = []

    def do_GET(self):
        address = urllib.parse.urlparse(self.path)
        found = address.path == "/services"
        size = len(self.services)
        page = {
            "total_items": size, "total_pages": 1, "page_number": 1, "size": size,
            "first_page": True, "last_page": True, "empty": False, "contents": self.services,
        }
        body = json.dumps(page if found else {}).encode()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


def service(of, **changes):
    """A service of our own open data as another directory would send it, with changes; None takes a member away."""
    whole = {**of, **changes}
    return {name: value for name, value in whole.items() if value is not None}


@pytest.fixture(scope="module")
def two_lists(place, tmp_path_factory):
    """A spreadsheet says what is owned here; then a feed says otherwise, and lists one offer under another identifier."""
    data = OpenData(place)
    found = {value["name"]: value for value in data.get("/services?full=true&per_page=500")["contents"]}
    kettle, amble = found["Kettle mornings"], found["The Bench Amble"]
    table = tmp_path_factory.mktemp("tables") / "owned.csv"
    with open(table, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "name", "other_name", "phones", "taking_people"])
        rows.writerow([kettle["id"], kettle["name"], "The tin kettles", "020 7946 0999", "open"])
    run(place, "import", str(table))
    double = json.loads(json.dumps(amble).replace(amble["id"], "00000000-0000-4000-8000-00000000aaaa"))
    double["organization"] = {**amble["organization"], "id": "00000000-0000-4000-8000-00000000bbbb", "email": None}
    double["organization_id"] = double["organization"]["id"]
    number = {"id": "00000000-0000-4000-8000-00000000cccc", "identifier_scheme": "GB-CHC",
              "identifier_type": "Charity number", "identifier": "1234567"}
    menders = {"id": "00000000-0000-4000-8000-00000000eeee", "name": "Bench menders", "description": "",
               "organization_identifiers": [number]}
    charity = {"id": "00000000-0000-4000-8000-00000000dddd", "name": "Bench mending", "status": "active", "phones": [],
               "organization": menders}
    Feed.services = [
        service(kettle, alternate_name="Kettle club", phones=[{"id": kettle["id"], "number": "020 7946 0111"}]),
        service(double), service(charity),
    ]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Feed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    run(place, "source", "add", f"http://127.0.0.1:{server.server_port}", "--name", "The borough’s list")
    run(place, "source", "sync", "--allow-private")
    server.shutdown()
    yield kettle, double
    server.server_close()


def run(place, verb, *options):
    """The running server does what the command says."""
    words = [place.program, verb, *options, "--data", str(place.data)]
    subprocess.run(words, env=place.environment(), stdout=place.log, stderr=place.log, check=True, timeout=60)


def assert_sound(page):
    assert page.console_problems() == []
    assert page.accessibility_problems() == []
    for size in (DESK, PHONE):
        page.resize(size)
        assert page.overflow() == 0, f"sticks out at {size[0]} px"
    page.media("print")
    assert page.visible("nav, .who, footer, .skip, .back") == [], "on paper"
    page.media("")
    page.resize(DESK)


def test_what_sources_say_otherwise_is_settled_by_keyboard(two_lists, visitor):
    kettle, _ = two_lists
    visitor.sign_in("steward")
    visitor.open("/steward/conflicts")
    assert_sound(visitor)
    text = visitor.text
    for words in ("Other name", "The tin kettles", "Kettle club", "Phone", "020 7946 0111", "Here", "The source says"):
        assert words in text, words
    for raw in ("alternateName", "null", "Before", "After"):
        assert raw not in text, raw
    keyboard = Keyboard(visitor)
    keyboard.enter("Keep what is here: Other name, Kettle mornings")
    assert "That is settled." in visitor.text
    assert "Kettle club" not in visitor.text
    Keyboard(visitor).enter("Take the source’s: Phone, Kettle mornings")
    assert "No source says otherwise" in visitor.text
    visitor.open(f"/offers/{kettle['id']}")
    assert "020 7946 0111" in visitor.text.replace("\u00a0", " ")


def test_a_merge_is_looked_at_and_taken_apart_by_keyboard(two_lists, visitor):
    _, double = two_lists
    visitor.open(f"/offers/{double['id']}")
    assert visitor.driver.current_url.split("/")[-1] != double["id"]
    assert "The Bench Amble" in visitor.text
    visitor.sign_in("steward")
    visitor.open("/steward")
    visitor.follow("Doubles that were put together")
    assert_sound(visitor)
    assert "The second is from The borough’s list." in visitor.text
    Keyboard(visitor).enter("Take them apart: The Bench Amble")
    assert "They stand for themselves again." in visitor.text
    visitor.open(f"/offers/{double['id']}")
    assert visitor.driver.current_url.endswith(double["id"])


@needs_schemas
def test_numbers_of_registers_are_valid_open_data(two_lists, place):
    data = OpenData(place)
    organisations = data.get("/organizations?full=true&per_page=500")["contents"]
    numbered = [value for value in organisations if "organization_identifiers" in value]
    assert [entry["identifier"] for value in numbered for entry in value["organization_identifiers"]] == ["1234567"]
    for value in numbered:
        assert problems("oruk-3.0", "organization", value) == [] and problems("hsds-3.0", "organization", value) == []
    services = data.get("/services?full=true&per_page=500")["contents"]
    inside = [value for value in services if "organization_identifiers" in value["organization"]]
    assert inside and problems("oruk-3.0", "service", inside[0]) == [] and problems("hsds-3.0", "service", inside[0]) == []

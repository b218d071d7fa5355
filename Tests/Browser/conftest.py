"""One server and one browser for the whole run; each test begins signed out, at a desk, with scripts."""

import pytest

from place import Place
from visitor import DESK, Visitor, chromium


@pytest.fixture(scope="session")
def place(tmp_path_factory):
    place = Place(tmp_path_factory.mktemp("fingerpost") / "data")
    yield place
    place.stop()


@pytest.fixture(scope="session")
def session_visitor(place):
    driver = chromium()
    visitor = Visitor(driver, place)
    yield visitor
    driver.quit()


@pytest.fixture
def visitor(session_visitor):
    session_visitor.resize(DESK)
    session_visitor.media("")
    session_visitor.scripts(True)
    session_visitor.sign_out()
    session_visitor.console_problems()  # forget what earlier tests left
    return session_visitor

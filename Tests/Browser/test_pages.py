"""What must be true of every page in every state."""

import pytest
from states import STATES
from visitor import DESK, PHONE


@pytest.fixture(params=STATES, ids=lambda state: state.name)
def page(request, visitor):
    request.param.enter(visitor)
    return visitor


def test_page_is_sound(page):
    assert page.console_problems() == []
    assert page.accessibility_problems() == []
    for size in (DESK, PHONE):
        page.resize(size)
        assert page.overflow() == 0, f"sticks out at {size[0]} px"
    page.media("print")
    assert page.visible("nav, .who, footer, .skip, form.search") == [], "on paper"

"""A volunteer closes a listing by mistake, and opens it again."""

from states import closing


def test_an_offer_is_closed_and_opened_again_without_scripts(visitor):
    visitor.scripts(False)
    visitor.sign_in("vcse")
    closing(visitor)
    visitor.press("Close it")
    assert "There is a problem" in visitor.text
    visitor.choose("kind", "for good")
    visitor.press("Close it")
    assert "This offer is closed" in visitor.text and "You can open it again here." in visitor.text
    visitor.follow("See the page as it shows now")
    assert "This has closed" in visitor.text
    visitor.driver.back()
    visitor.press("Open it again")
    assert "It is open again" in visitor.text
    visitor.follow("See the page as it shows now")
    assert "This has closed" not in visitor.text and visitor.console_problems() == []

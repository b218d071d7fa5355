"""With scripts switched off everything works all the same."""

from invented import fill_in_referral


def test_from_search_to_referral(visitor):
    visitor.scripts(False)
    visitor.sign_in("linkworker2")
    visitor.open("/")
    visitor.fill("q", "lonely")
    visitor.press("Search")
    visitor.follow("Kettle mornings")
    visitor.follow("Refer somebody")
    fill_in_referral(visitor, "Perpetua Dabney", practice="Old Dock Surgery")
    visitor.press("Send the referral")
    assert "The referral was sent to The Tin Kettle Company." in visitor.text


def test_confirming_from_a_mail(visitor):
    visitor.scripts(False)
    visitor.open(visitor.place.confirm_path)
    visitor.press("All still right")
    assert "Thank you." in visitor.text


def test_a_shortlist_is_ordered_noted_and_shared(visitor):
    visitor.scripts(False)
    visitor.sign_in("steward")
    for title in ("Kettle mornings", "The Ten Minute Ring"):
        visitor.open("/search?q=" + title.replace(" ", "+"))
        visitor.follow(title)
        visitor.change_page(lambda: visitor.element("//form[@action='/shortlist/add']/button").click())
    visitor.follow("your shortlist")
    visitor.driver.find_element("tag name", "textarea").send_keys("Bus 36 stops outside.")
    visitor.press("Move down")
    visitor.press("Share as a link")
    assert "Anybody with this link can read the list" in visitor.text
    visitor.sign_out()
    visitor.driver.refresh()
    text = visitor.text
    assert text.index("1. The Ten Minute Ring") < text.index("2. Kettle mornings") < text.index("Bus 36 stops outside.")

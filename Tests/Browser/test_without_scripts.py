"""With scripts switched off everything works all the same."""

from invented import fill_in_referral


def test_from_search_to_referral(visitor):
    visitor.scripts(False)
    visitor.sign_in("linkworker")
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
    visitor.press("Still right")
    assert "Thank you." in visitor.text

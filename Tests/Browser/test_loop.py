"""The life of a referral, from the person's own words to the practice that files the answer."""

from invented import fill_in_referral


def test_the_loop_closes(visitor):
    visitor.open("/")
    visitor.fill("q", "lonely")
    visitor.press("Search")
    visitor.follow("Kettle mornings")
    assert "The Tin Kettle Company" in visitor.text

    visitor.sign_in("linkworker")
    visitor.open("/search?q=lonely")
    visitor.follow("Kettle mornings")
    visitor.follow("Refer somebody")
    fill_in_referral(visitor, "Ottoline Quill", practice="Merrow Cross Surgery")
    visitor.choose("telling", "everything")
    visitor.press("Send the referral")
    assert "The referral was sent to The Tin Kettle Company." in visitor.text
    assert "Waiting for an answer" in visitor.heading

    visitor.sign_in("vcse")
    visitor.open("/referrals")
    visitor.follow("Ottoline Quill")
    visitor.press("Accept")
    assert "Accepted" in visitor.heading
    visitor.fill_date("started", visitor.today())
    visitor.press("Mark as started")
    assert "Started" in visitor.heading
    visitor.choose("engaged", "most")
    visitor.choose("helped", "a lot")
    visitor.choose("said-by", "person")
    visitor.fill("words", "I have somewhere to be on a Monday.")
    visitor.press("Send the answers")
    assert "Ended" in visitor.heading

    visitor.sign_in("linkworker")
    visitor.open("/episodes")
    visitor.follow("Ottoline Quill")
    visitor.follow("Risks")
    visitor.choose("risk", "none known")
    visitor.press("Save")
    visitor.follow("End our work together")
    visitor.choose("engaged", "most")
    visitor.choose("helped", "a lot")
    visitor.choose("said-by", "person")
    visitor.fill("words", "I have somewhere to be on a Monday.")
    visitor.press("Look at what is sent")
    assert "This goes to Merrow Cross Surgery" in visitor.text
    visitor.press("End it and send this")
    assert "It has ended." in visitor.text

    visitor.sign_in("gp")
    visitor.open("/practice")
    visitor.follow("Ottoline Quill")
    assert "FILE – engaged, helped" in visitor.heading
    assert "I have somewhere to be on a Monday." in visitor.text
    visitor.press("File")
    assert "Filed." in visitor.text

    visitor.sign_in("linkworker")
    visitor.open("/referrals")
    visitor.follow("Ottoline Quill")
    assert "The practice has filed it" in visitor.text
    assert visitor.console_problems() == []

"""People who do not exist, for forms."""


def fill_in_referral(visitor, name, practice):
    visitor.fill("name", name)
    visitor.fill_date("dob", "27 3 1957")
    visitor.fill("phone", "07700 900123")
    visitor.select("practice", practice)
    visitor.fill("reason", "The days are long since the bridge club closed.")
    visitor.choose("consent", "yes")
    visitor.choose("method", "in person")
    visitor.choose("report-back", "yes")

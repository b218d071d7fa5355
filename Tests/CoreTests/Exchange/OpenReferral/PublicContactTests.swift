import Testing

@testable import Core

/// Who can be reached through open data: organisations and roles, nobody in particular.
@Suite struct PublicContactTests {
    private func shared(contacts: [Contact] = [], phone: String? = nil) -> PublicContact {
        var organisation = Sample.organisation("Tea and Company Trust")
        organisation.website = "https://www.teapot.example"
        organisation.phone = phone
        return PublicContact(
            organisation: organisation,
            offer: Sample.offer("Kettle mornings", of: organisation),
            contacts: contacts
        )
    }

    @Test(arguments: [
        "info@teapot.example", "Hello@teapot.example", "referrals.south@nhs.example", "teapot@mail.example",
        "kettlemornings@mail.example", "tact@mail.example", "housingadvice@council.example",
    ])
    func aSharedMailboxIsKept(_ address: String) {
        #expect(shared().email(address) == address)
    }

    @Test(arguments: [
        "jane.smith@teapot.example", "jsmith@council.example", "jane@teapot.example", "j@mail.example",
        "jane_1962@mail.example", "ann-marie.o'neil@teapot.example", "not an address", "", "@", "info@",
    ])
    func somebodysOwnMailboxIsLeftOut(_ address: String) {
        #expect(shared().email(address) == nil)
    }

    @Test(arguments: [
        ("salaan@mail.example", true), ("info@mail.example", true), ("jane@teapot.example", false),
        ("jo.example@teapot.example", false), ("x@teapot.example", false),
    ])
    func theOrganisationsOwnMailboxIsKeptUnlessItIsCalledBySomebodysName(_ address: String, _ isKept: Bool) {
        let organisation = Sample.organisation("Tea and Company", email: address)
        let shared = PublicContact(organisation: organisation, offer: Sample.offer("Mornings", of: organisation))
        #expect(shared.organisationEmail == (isKept ? address : nil))
        #expect(shared.email(address) == (isKept ? address : nil))
    }

    @Test func aMailboxThatHoldsAContactsNameIsLeftOutWhateverElseItSays() {
        let shared = shared(contacts: [Contact(name: "Rosemary Example", role: "Manager")])
        #expect(shared.email("rosemary.info@teapot.example") == nil)
        #expect(shared.email("info@teapot.example") != nil)
    }

    @Test(arguments: [
        "07700 900123", "07700900123", "+44 7700 900123", "+44 (0)7700 900 123", "0044 7700 900123", "(07700) 900123",
        "07700-900-123", "020 7946 0000 or 07700 900123", "Jane: 07700.900.123",
    ])
    func aMobileThatNothingShowsToBeSharedIsLeftOut(_ number: String) {
        #expect(shared().phone(Phone(number: number)) == nil)
        #expect(shared().phone(Phone(number: number, description: "Jane, after six")) == nil)
        #expect(shared().phone(Phone(number: number, description: "Duty team")) != nil)
        #expect(shared(phone: number).phone(Phone(number: number)) != nil)
    }

    @Test(arguments: [
        "020 7946 0000", "0800 0707 070", "0114 496 0707", "116 123", "+44 20 7946 0000", "020 7946 0000 ext 0712",
    ])
    func aLineIsKept(_ number: String) {
        #expect(shared().phone(Phone(number: number))?.number == number)
    }

    @Test func aContactKeepsTheRoleAndLosesTheName() {
        let people = [Contact(name: "Rosemary Example", role: "Duty manager", email: "r.example@teapot.example")]
        #expect(shared(contacts: people).contact(people[0]) == Contact(role: "Duty manager"))
        let team = Contact(name: "The Kettle referral team", email: "referrals@teapot.example")
        #expect(shared(contacts: [team]).contact(team) == team)
    }

    @Test func aContactThatIsOnlyAPersonIsLeftOutWhole() {
        for person in [
            Contact(name: "Jo Example"), Contact(name: "Jo Example, manager"),
            Contact(name: "Jo Example", role: "Jo Example"), Contact(email: "jo@teapot.example"),
        ] {
            #expect(shared(contacts: [person]).contact(person) == nil)
        }
    }
}

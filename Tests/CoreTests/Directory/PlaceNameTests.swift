import Testing

@testable import Core

@Suite("The name of a place")
struct PlaceNameTests {
    @Test(
        "is the same however it is written",
        arguments: [
            ("Barton-upon-Humber", "barton upon humber"), (" BARTON  upon humber ", "barton upon humber"),
            ("St John's", "st johns"), ("St. Johns", "st johns"), ("Saint John\u{2019}s", "st johns"),
            ("Tanner's Hythe", "tanners hythe"), ("Brighton & Hove", "brighton and hove"), ("Pont-y-pŵl", "pont y pwl"),
            ("Westward Ho!", "westward ho"), ("", ""), ("?!", ""), ("Łódź", "łodz"),
        ]
    )
    func key(written: String, key: String) { #expect(PlaceName.key(written) == key) }

    @Test(
        "is shortened as people do",
        arguments: [
            ("barton upon humber", "barton"), ("newcastle under lyme", "newcastle"), ("stoke on trent", "stoke"),
            ("ashby de la zouch", "ashby"), ("burton upon stather", "burton"), ("kingston upon thames", "kingston"),
        ]
    )
    func spoken(key: String, spoken: String) { #expect(PlaceName.spokenKey(key) == spoken) }

    @Test(
        "is not shortened to a word that is no name",
        arguments: ["hay on wye", "peckham", "upon humber", "barton upon", ""]
    )
    func whole(key: String) { #expect(PlaceName.spokenKey(key) == nil) }

    @Test(
        "may be anything that can be typed",
        arguments: ["👩‍👩‍👧", "\u{0}", "ﬀ", "İstanbul", "\u{301}", "ぺッカム", "a\u{2028}b"]
    )
    func anything(text: String) {
        for word in PlaceName.words(text) { #expect(!word.isEmpty && !word.contains(" ")) }
    }
}

@Suite("A service area")
struct AreaNameTests {
    @Test(
        "has one spelling",
        arguments: [
            ("Southwark", "southwark"), ("London Borough of Southwark", "southwark"),
            ("SOUTHWARK COUNCIL", "southwark"),
            ("The Royal Borough of Kingston upon Thames", "kingston upon thames"), ("City of Leicester", "leicester"),
            ("Leicester City Council", "leicester"), ("Bristol, City of", "bristol"),
            ("Westminster City Council", "westminster"),
            ("City and County of the City of London", "city of london"),
            ("City of London Corporation", "city of london"),
            ("London", "london"), ("Greater London", "london"), ("All London boroughs", "london"),
            ("Stockton-on-Tees Borough Council", "stockton on tees"), ("Hull City Council", "kingston upon hull"),
            ("Durham County Council", "county durham"), ("SE15", "se15"), ("National", "uk"), ("United Kingdom", "uk"),
            ("Across England", "england"), ("All of the UK", "uk"), ("", ""), ("Council", "council"),
        ]
    )
    func spelling(written: String, plain: String) {
        #expect(Gazetteer.normalisedArea(written) == plain)
        #expect(Gazetteer.normalisedArea(plain) == plain)
    }

    @Test(
        "is national when it is England or more",
        arguments: [
            ("England", true), ("UK", true), ("nationwide", true), ("England and Wales", true), ("Great Britain", true),
            ("London", false), ("Wales", false), ("New England", false), ("National Trust", false), ("", false),
        ]
    )
    func national(name: String, isNational: Bool) { #expect(Gazetteer.isNational(name) == isNational) }
}

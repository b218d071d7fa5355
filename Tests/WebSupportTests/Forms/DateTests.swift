import Testing
import WebSupport

@Suite struct CalendarDateTests {
    @Test(arguments: ["2028-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "2027-03-31"])
    func realDaysAreRead(text: String) {
        #expect(CalendarDate(iso: text)?.iso == text)
    }

    @Test(arguments: [
        "2027-02-29", "1900-02-29", "2027-02-31", "2027-04-31", "2027-13-01", "2027-00-10", "2027-01-00", "0000-01-01",
        "27-01-01", "2027-1-1", "2027/01/01", "+027-01-01", "2027-01-01 ", "2027-01-01T00:00", "", "---", "٢٠٢٧-٠١-٠١",
    ])
    func otherTextIsNot(text: String) {
        #expect(CalendarDate(iso: text) == nil)
    }

    @Test func datesAreOrderedAndCounted() throws {
        let new = try #require(CalendarDate(iso: "2028-03-01"))
        let old = try #require(CalendarDate(iso: "2027-03-01"))
        #expect(old < new)
        #expect(new.days(since: old) == 366)
        #expect(old.adding(days: 365)?.iso == "2028-02-29")
        #expect(old.adding(days: -60)?.iso == "2026-12-31")
        #expect(old.words == "1 March 2027")
    }

    @Test func everyDayFollowsTheOneBefore() throws {
        var date = try #require(CalendarDate(iso: "1999-12-31"))
        for _ in 0..<1_500 {
            let next = try #require(date.adding(days: 1))
            #expect(next > date && next.days(since: date) == 1)
            date = next
        }
        #expect(date.iso == "2004-02-08")
    }

    @Test func theCalendarEnds() throws {
        let first = try #require(CalendarDate(iso: "0001-01-01"))
        let last = try #require(CalendarDate(iso: "9999-12-31"))
        #expect(first.adding(days: -1) == nil)
        #expect(last.adding(days: 1) == nil)
        #expect(last.adding(days: Int.max) == nil)
        #expect(first.adding(days: Int.min) == nil)
        #expect(first.adding(days: last.days(since: first)) == last)
    }
}

@Suite struct FormDateTests {
    private func read(
        _ body: String,
        required: Bool = true,
        notBefore: String = "1900-01-01",
        notAfter: String = "2027-06-15"
    ) throws -> (date: String?, error: String?) {
        var form = try reader(body)
        let date = form.date(
            "dob",
            label: "date of birth",
            required: required,
            notBefore: CalendarDate(iso: notBefore),
            notAfter: CalendarDate(iso: notAfter),
            today: CalendarDate(iso: "2027-06-15")
        )
        return (date?.iso, form.errors.first.map { "\($0.input): \($0.message)" })
    }

    private func parts(_ day: String, _ month: String, _ year: String) -> String {
        "dob-day=\(day)&dob-month=\(month)&dob-year=\(year)"
    }

    @Test(arguments: [("1", "2", "1990"), ("01", "02", "1990"), ("+1+", "feb", "1990"), ("1", "February", "1990")])
    func threeInputsMakeADate(day: String, month: String, year: String) throws {
        let found = try read(parts(day, month, year))
        #expect(found.date == "1990-02-01")
        #expect(found.error == nil)
    }

    @Test func oneInputMakesADate() throws {
        #expect(try read("dob=1990-02-01").date == "1990-02-01")
        #expect(try read("dob=01/02/1990").error == "dob: Date of birth must be a real date")
    }

    @Test func leapDaysAreKnown() throws {
        #expect(try read(parts("29", "2", "2028"), notAfter: "2099-01-01").date == "2028-02-29")
        #expect(
            try read(parts("29", "2", "2027"), notAfter: "2099-01-01").error
                == "dob-day: Date of birth must be a real date"
        )
    }

    @Test(arguments: [
        ("31", "02", "1990", "dob-day"), ("0", "2", "1990", "dob-day"), ("1", "13", "1990", "dob-month"),
        ("first", "2", "1990", "dob-day"), ("1", "Febtober", "1990", "dob-month"), ("1", "fe", "1990", "dob-month"),
        ("1", "2", "nineteen", "dob-year"), ("-1", "2", "1990", "dob-day"), ("1.5", "2", "1990", "dob-day"),
        ("%D9%A1", "2", "1990", "dob-day"), ("%C0%AF", "2", "1990", "dob-day"),
        ("99999999999999999999", "2", "1990", "dob-day"),
    ])
    func daysThatDoNotExistAreNotReal(day: String, month: String, year: String, input: String) throws {
        #expect(try read(parts(day, month, year)).error == "\(input): Date of birth must be a real date")
    }

    @Test(arguments: ["90", "190", "19900", "0"])
    func yearsHaveFourNumbers(year: String) throws {
        #expect(try read(parts("1", "2", year)).error == "dob-year: Year must include 4 numbers")
    }

    @Test func partsThatAreMissingAreNamed() throws {
        #expect(try read(parts("", "2", "1990")).error == "dob-day: Date of birth must include a day")
        #expect(try read(parts("1", "", "")).error == "dob-month: Date of birth must include a month and year")
        #expect(try read("dob-day=1&dob-month=2").error == "dob-year: Date of birth must include a year")
    }

    @Test func nothingAtAllIsMissingOrFine() throws {
        for body in ["", parts("", "", ""), "dob="] {
            #expect(try read(body, required: false).error == nil)
            #expect(try read(body).error?.hasSuffix(": Enter a date of birth") == true)
        }
        #expect(try read(parts("", "", "")).error == "dob-day: Enter a date of birth")
    }

    @Test func limitsAreSaidInWords() throws {
        let next = parts("16", "6", "2027")
        let today = parts("15", "6", "2027")
        #expect(try read(next).error == "dob-day: Date of birth must be today or in the past")
        #expect(try read(today).date == "2027-06-15")
        #expect(try read(today, notAfter: "2027-06-14").error == "dob-day: Date of birth must be in the past")
        #expect(
            try read(today, notAfter: "2026-12-31").error
                == "dob-day: Date of birth must be the same as or before 31 December 2026"
        )
        let late = "2099-01-01"
        #expect(
            try read(parts("14", "6", "2027"), notBefore: "2027-06-15", notAfter: late).error
                == "dob-day: Date of birth must be today or in the future"
        )
        #expect(
            try read(today, notBefore: "2027-06-16", notAfter: late).error
                == "dob-day: Date of birth must be in the future"
        )
        #expect(
            try read(parts("1", "1", "1899")).error
                == "dob-day: Date of birth must be the same as or after 1 January 1900"
        )
    }

    @Test func aRepeatedPartIsNotReal() throws {
        #expect(
            try read(parts("1", "2", "1990") + "&dob-month=3").error == "dob-month: Date of birth must be a real date"
        )
    }
}

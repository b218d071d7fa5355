import Core
import Testing

@testable import Web

@Suite struct TypedTimeTests {
    @Test(arguments: [
        ("10am", "10:00"), ("2.30 pm", "14:30"), ("2:30PM", "14:30"), ("14:30", "14:30"), ("09:00", "09:00"),
        ("noon", "12:00"), ("12am", "00:00"), ("12pm", "12:00"), ("midnight", "00:00"), ("10", "10:00"),
        ("7 p.m.", "19:00"), ("11.15 a.m", "11:15"), ("0:30", "00:30"),
    ])
    func timesAreReadAsPeopleWriteThem(_ typed: String, _ time: String) {
        #expect(TypedTime.parse(typed)?.description == time)
    }

    @Test(arguments: [
        "2:30", "7", "25:00", "13pm", "0am", "10:6", "ten", "", "10:00:00", "١٠", "-1", "10am pm", ":", "am",
    ])
    func whatMayBeAnotherTimeIsAskedAgain(_ typed: String) {
        #expect(TypedTime.parse(typed) == nil)
    }

    @Test(arguments: [("3", 300), ("4.50", 450), ("£4.5", 450), ("0", 0), ("free", 0), ("1,200", 120_000)])
    func amountsAreReadAsPeopleWriteThem(_ typed: String, _ pence: Int) {
        #expect(CostForm.pence(typed) == pence)
    }

    @Test(arguments: ["-1", "4.505", "1e9", "9999999", "", ".", "4.", "٣", "a pound"])
    func whatIsNoAmountIsAskedAgain(_ typed: String) {
        #expect(CostForm.pence(typed) == nil)
    }
}

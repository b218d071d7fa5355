import Foundation
import Testing

@testable import Core

@Suite("Scores")
struct ScorerTests {
    @Test("are worked out of all answers, for every definition, at both ends of its range")
    func ends() throws {
        for measure in try BuiltIn.all.get() {
            for isHigh in [false, true] {
                var answers: [String: Double] = [:]
                for code in measure.questions {
                    let scale = measure.item(code).flatMap { measure.scale(of: $0) }
                    let (low, high) = (scale.map { Double($0.lowest) }, scale.map { Double($0.highest) })
                    answers[code] = isHigh ? high ?? measure.score(code)?.highest : low ?? measure.score(code)?.lowest
                }
                let scored = try Scorer.scored(answers, by: measure)
                #expect(scored.isValid && scored.missing == 0, "\(measure.code)")
                for score in measure.scores {
                    #expect(
                        scored.scores[score.code] == (isHigh ? score.highest : score.lowest),
                        "\(measure.code) \(score.code)"
                    )
                    #expect((score.bands ?? []).isEmpty || score.band(of: score.lowest) != nil)
                }
            }
        }
    }

    @Test("refuse what is off the scale, with a sentence beside the question, for every definition")
    func outOfRange() throws {
        for measure in try BuiltIn.all.get() {
            for code in measure.questions {
                for wrong in [-1.0, 1.005, 1_000, .infinity, .nan] {
                    #expect(throws: Failure.self, "\(measure.code) \(code) \(wrong)") {
                        try Scorer.scored([code: wrong], by: measure)
                    }
                }
            }
        }
        do {
            _ = try Scorer.scored(["nervous": 4], by: BuiltIn.measure("gad-7"))
        } catch Failure.invalid(let problems) {
            #expect(problems == ["item-nervous": "Choose a number from 0 to 3."])
        }
    }

    @Test("have blanks counted and never taken for 0")
    func blanks() throws {
        let gad = try BuiltIn.measure("gad-7")
        var answers = BuiltIn.answers(gad, 3)
        #expect(try Scorer.scored(answers, by: gad).scores == ["total": 21])
        answers["afraid"] = nil
        let one = try Scorer.scored(answers, by: gad)
        #expect(one.scores.isEmpty && one.missing == 1 && !one.isValid)
        let ons = try Scorer.scored(["satisfied": 0, "happy": 5], by: BuiltIn.measure("ons4"))
        #expect(ons.scores == ["satisfied": 0, "happy": 5] && ons.missing == 2 && ons.isValid)
        let none = try Scorer.scored([:], by: BuiltIn.measure("ons4"))
        #expect(none.missing == 4 && !none.isValid)
    }

    @Test("are worked out in proportion only where the measure's own rule allows it")
    func proportion() throws {
        var gad = try BuiltIn.measure("gad-7")
        gad.mostBlanks = 2
        var answers = BuiltIn.answers(gad, 2)
        (answers["afraid"], answers["irritable"]) = (nil, nil)
        #expect(try Scorer.scored(answers, by: gad).scores == ["total": 14])
        answers["restless"] = nil
        #expect(try Scorer.scored(answers, by: gad).scores.isEmpty)
        gad.scoring = .mean
        gad.scores[0].decimals = 2
        answers = BuiltIn.answers(gad, 2)
        (answers["afraid"], answers["nervous"]) = (nil, 1)
        #expect(try Scorer.scored(answers, by: gad).scores == ["total": 1.83])
    }

    @Test("fall into the bands of ONS, of which that of anxiety runs the other way")
    func onsBands() throws {
        let ons = try BuiltIn.measure("ons4")
        let bands = ["low", "low", "low", "low", "low", "medium", "medium", "high", "high", "very high", "very high"]
        let anxious = [
            "very low", "very low", "low", "low", "medium", "medium", "high", "high", "high", "high", "high",
        ]
        for value in 0...10 {
            for code in ["satisfied", "worthwhile", "happy"] {
                #expect(ons.score(code)?.band(of: Double(value)) == bands[value])
            }
            #expect(ons.score("anxious")?.band(of: Double(value)) == anxious[value])
        }
        #expect(ons.scores.map(\.better) == [.higher, .higher, .higher, .lower])
        #expect(ons.scoring == .perItem)
    }

    @Test(
        "of GAD-7 stand at 8 and at 10 as Talking Therapies has them",
        arguments: [(7.0, "below the limit"), (8, "a case"), (9, "a case"), (10, "clinical")]
    )
    func gadBands(_ value: Double, _ words: String) throws {
        #expect(try BuiltIn.measure("gad-7").score("total")?.band(of: value)?.hasPrefix(words) == true)
    }

    @Test(
        "that change are said to count only where a cited rule says so",
        arguments: [
            (
                "gad-7", "total", 15.0, 10.0,
                "better by 5, more than the 4 that counts as change (NHS Talking Therapies)"
            ),
            ("gad-7", "total", 10, 14, "worse by 4, just the 4 that counts as change (NHS Talking Therapies)"),
            ("gad-7", "total", 10, 9, "better by 1, less than the 4 that counts as change (NHS Talking Therapies)"),
            ("ons4", "satisfied", 4, 7, "better by 3; no rule for one person"),
            ("ons4", "anxious", 4, 7, "worse by 3; no rule for one person"),
            ("goals", "goal-1", 1, 9, "better by 8; no rule for one person"),
            ("reqol-10", "total", 10, 30, "better by 20; no rule for one person"),
            ("dialog", "life", 4.25, 4.25, "the same; no rule for one person"),
            (
                "swemwbs", "metric", 20.73, 24.11,
                "better by 3.38, more than the 2.87 that counts as change (Shah 2018, HQLO 16:239, the stricter of its two limits)"
            ),
        ]
    )
    func change(_ code: String, _ score: String, _ first: Double, _ last: Double, _ words: String) throws {
        let score = try #require(try BuiltIn.measure(code).score(score))
        let change = MeasureChange(from: first, to: last, of: score)
        #expect(MeasureWords.change(change, decimals: score.decimals ?? 0) == words)
        #expect((change.counts == nil) == words.hasSuffix("no rule for one person"))
    }

    @Test(
        "are written with the digits they have",
        arguments: [(7.0, 0, "7"), (24.1, 2, "24.10"), (7, 2, "7.00"), (2.875, 2, "2.88")]
    )
    func digits(_ value: Double, _ decimals: Int, _ text: String) {
        #expect(MeasureWords.number(value, decimals) == text)
    }
}

import Foundation
import TestSupport
import Testing

@testable import Core

@Suite("Definitions of measures")
struct MeasureFileTests {
    private static let sound = """
        code: mood
        version: 1
        name: Mood
        about: How it is
        audience: Everybody
        stages: [start, end]
        wording: included
        scale: {lowest: 0, highest: 3, labels: [{value: 0, words: no}]}
        items: [{code: one, text: One}, {code: two, text: Two}]
        scoring: sum
        scores: [{code: total, name: Mood, lowest: 0, highest: 6, better: higher, bands: [{from: 0, words: low}, {from: 4, words: high}]}]
        licence: Ours.
        source: Us
        """

    @Test("that come with the program are sound, and those that need a licence have no wording")
    func builtIn() throws {
        let all = try BuiltIn.all.get()
        let worded = Set(all.filter { $0.wording == .included }.map(\.code))
        #expect(worded == ["ons4", "gad-7", "goals", "two-questions", "fft"])
        let bare = Set(all.filter { $0.wording == .notIncluded }.map(\.code))
        #expect(bare == ["phq-9", "dialog", "swemwbs", "reqol-10", "reqol-20", "recovery-star", "pam"])
        #expect(all.allSatisfy { !$0.licence.isEmpty && !$0.source.isEmpty })
        #expect(
            all.filter { $0.wording == .notIncluded }.allSatisfy {
                ($0.items ?? []).isEmpty && $0.scoring == .totalOnly
            }
        )
    }

    @Test("have the ranges, bands and thresholds of the sources")
    func figures() throws {
        let gad = try #require(try BuiltIn.measure("gad-7").score("total"))
        #expect(
            gad.lowest == 0 && gad.highest == 21 && gad.bands?.map(\.from) == [0, 8, 10] && gad.change?.points == 4
        )
        let phq = try #require(try BuiltIn.measure("phq-9").score("total"))
        #expect(phq.highest == 27 && phq.bands?.map(\.from) == [0, 10] && phq.change?.points == 6)
        let reqol = try #require(try BuiltIn.measure("reqol-10").score("total"))
        #expect(reqol.highest == 40 && reqol.bands?.map(\.from) == [0, 24] && reqol.change?.isConfirmed == false)
        #expect(try BuiltIn.measure("reqol-20").score("total")?.highest == 80)
        let metric = try #require(try BuiltIn.measure("swemwbs").score("metric"))
        #expect(metric.lowest == 7 && metric.highest == 35 && metric.change?.points == 2.87)
        #expect(
            try BuiltIn.measure("dialog").scores.allSatisfy { $0.lowest == 1 && $0.highest == 7 && $0.change == nil }
        )
        let star = try BuiltIn.measure("recovery-star")
        #expect(star.scores.count == 10 && star.scores.allSatisfy { $0.highest == 10 && $0.change == nil })
        #expect(try BuiltIn.measure("gad-7").scale?.words(for: 0) == "Not at all")
    }

    @Test(
        "that are wrong are refused with a sentence that names the file and the fault",
        arguments: [
            ("code: mood", "code: Mood Scale", "small letters"), ("version: 1", "version: 0", "version must be 1"),
            ("version: 1\n", "", "“version” is missing"), ("scoring: sum", "scoring: guess", "scoring"),
            ("wording: included", "wording: not included", "without its wording"),
            ("highest: 3", "highest: 0", "must go up"), ("value: 0", "value: 7", "off its scale"),
            ("{from: 0, words: low}", "{from: 1, words: low}", "must begin at its lowest"),
            ("from: 4", "from: -1", "go up"), ("code: two", "code: one", "two items have one code"),
            ("scoring: sum", "scoring: per item", "one score for each item"),
            ("licence: Ours.", "licence: \"\"", "licence is empty"),
            ("stages: [start, end]", "stages: []", "needs stages"),
            ("stages: [start, end]", "stages: [begin]", "stages"),
            ("version: 1", "version: [", "YAML"), ("highest: 6", "highest: six", "highest"),
        ]
    )
    func wrong(_ old: String, _ new: String, _ fault: String) throws {
        #expect(throws: Never.self) { try MeasureFile.measure(Self.sound, named: "mood.yaml") }
        let text = Self.sound.replacingOccurrences(of: old, with: new)
        do {
            _ = try MeasureFile.measure(text, named: "mood.yaml")
            Issue.record("\(new) was taken")
        } catch Failure.unavailable(let sentence) {
            #expect(
                sentence.hasPrefix("The measure file mood.yaml cannot be used: ") && sentence.contains(fault),
                "\(sentence)"
            )
        }
    }

    @Test("of an operator's folder take the place of built-in ones with a lower version, and go when the setting goes")
    func packs() async throws {
        let (place, folder) = (try await TestPlace.empty(), try TestFolder())
        let text = Self.sound.replacingOccurrences(of: "code: mood\nversion: 1", with: "code: pam\nversion: 2")
        _ = try folder.file("pam.yaml", text)
        try await place.features.measures.loadPacks(from: folder.url)
        #expect(try await place.features.measures.offered().first { $0.code == "pam" }?.version == 2)
        try await place.features.measures.loadPacks(from: nil)
        #expect(try await place.features.measures.offered().first { $0.code == "pam" }?.version == 1)
        _ = try folder.file("pam.yaml", text.replacingOccurrences(of: "version: 2", with: "version: 1"))
        await #expect(throws: Failure.self) { try await place.features.measures.loadPacks(from: folder.url) }
        await #expect(throws: Failure.self) {
            try await place.features.measures.loadPacks(from: folder.url.appendingPathComponent("nowhere"))
        }
    }

    @Test(
        "that an operator had first and that come with the program now: the operator's higher version ends the quarrel"
    )
    func both() async throws {
        let (place, own, shipped) = (try await TestPlace.empty(), try TestFolder(), try TestFolder())
        let measures = place.features.measures
        func version() async throws -> Int? { try await measures.offered().first { $0.code == "mood" }?.version }
        _ = try own.file("mood.yaml", Self.sound)
        try await measures.loadPacks(from: own.url)
        _ = try shipped.file("mood.yaml", Self.sound)
        await #expect(throws: Failure.self) {
            try await MeasureCatalogue.refresh(.builtIn, from: shipped.url, in: place.database)
        }
        _ = try own.file("mood.yaml", Self.sound.replacingOccurrences(of: "version: 1", with: "version: 2"))
        try await measures.loadPacks(from: own.url)
        try await MeasureCatalogue.refresh(.builtIn, from: shipped.url, in: place.database)
        #expect(try await version() == 2)
        try await measures.loadPacks(from: nil)
        #expect(try await version() == 1, "it is the program's now")
    }

    @Test("that were answered do not change without a new version")
    func frozen() async throws {
        let (small, folder) = (try await SmallPlace(), try TestFolder())
        _ = try folder.file("mood.yaml", Self.sound)
        try await small.features.measures.loadPacks(from: folder.url)
        let episode = try await small.episode(of: small.referral()).id
        let entry = MeasureEntry(
            measure: "mood",
            version: 1,
            stage: .start,
            answeredOn: Sample.today,
            mode: .themself,
            answers: ["one": 1, "two": 2],
            key: "k"
        )
        try await small.features.measures.record(entry, of: episode, by: small.linkWorker)
        _ = try folder.file("mood.yaml", Self.sound.replacingOccurrences(of: "from: 4", with: "from: 3"))
        await #expect(throws: Failure.self) { try await small.features.measures.loadPacks(from: folder.url) }
        _ = try folder.file("mood.yaml", Self.sound.replacingOccurrences(of: "version: 1", with: "version: 2"))
        try await small.features.measures.loadPacks(from: folder.url)
        let sheet = try await small.features.measures.sheet(episode, for: small.linkWorker)
        #expect(sheet.summaries.first?.measure.version == 1 && sheet.offered.first { $0.code == "mood" }?.version == 2)
    }
}

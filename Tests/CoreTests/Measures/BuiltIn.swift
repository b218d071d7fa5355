import Foundation
import TestSupport

@testable import Core

/// The definitions as they are shipped.
enum BuiltIn {
    static let all = Result { try MeasureFile.read(TestPlace.root.appendingPathComponent("seed/measures")) }

    static func measure(_ code: String) throws -> Measure {
        guard let measure = try all.get().first(where: { $0.code == code }) else { throw Failure.notFound }
        return measure
    }

    /// Every question answered with the same number.
    static func answers(_ measure: Measure, _ value: Double) -> [String: Double] {
        Dictionary(uniqueKeysWithValues: measure.questions.map { ($0, value) })
    }
}

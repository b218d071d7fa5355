import Crypto
import Foundation

/// The part of something that its owner may edit, cut into facts that go live one by one.
public protocol Facts: Codable, Equatable, Sendable {
    associatedtype Fact: RawRepresentable<String>, CaseIterable, Codable, Hashable, Sendable

    /// Nothing said yet.
    static var empty: Self { get }

    mutating func take(_ fact: Fact, from other: Self)
}

extension Facts {
    public func differs(in fact: Fact, from other: Self) -> Bool {
        var mixed = other
        mixed.take(fact, from: self)
        return mixed != other
    }

    /// In the order in which pages show them.
    public func differences(from other: Self) -> [Fact] { Fact.allCases.filter { differs(in: $0, from: other) } }

    func taking(_ facts: [Fact], from other: Self) -> Self {
        var mixed = self
        for fact in facts { mixed.take(fact, from: other) }
        return mixed
    }

    /// What a form says it has seen: changes whenever one of these facts does. 32 hexadecimal digits.
    public func fingerprint(of facts: [Fact] = Array(Fact.allCases)) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = (try? encoder.encode(Self.empty.taking(facts, from: self))) ?? Data()
        return SHA256.hash(data: data).prefix(16).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
            .joined()
    }
}

/// Some facts laid over what is published: a draft, or a change that waits for a yes. What it does not touch stays as
/// it is published at the time, so that a draft never takes back what others have changed meanwhile.
public struct Overlay<Content: Facts>: Codable, Equatable, Sendable {
    public private(set) var touched: [Content.Fact]
    private var facts: Content

    public init() {
        touched = []
        facts = .empty
    }

    /// These facts of `content`.
    public init(_ touched: [Content.Fact], of content: Content) {
        self.touched = touched
        facts = Content.empty.taking(touched, from: content)
    }

    public var isEmpty: Bool { touched.isEmpty }

    public func applied(to published: Content) -> Content { published.taking(touched, from: facts) }

    /// What it would change, in the order in which pages show it.
    public func changes(over published: Content) -> [Content.Fact] {
        applied(to: published).differences(from: published)
    }

    /// Takes in what was written for these facts; one that is as published again is no longer touched.
    mutating func write(_ written: [Content.Fact], from content: Content, over published: Content) {
        for fact in written {
            touched.removeAll { $0 == fact }
            facts.take(fact, from: .empty)
            guard content.differs(in: fact, from: published) else { continue }
            touched.append(fact)
            facts.take(fact, from: content)
        }
    }

    /// This one on top of an earlier one.
    func over(_ earlier: Overlay?) -> Overlay {
        guard let earlier else { return self }
        let all = Content.Fact.allCases.filter { touched.contains($0) || earlier.touched.contains($0) }
        return Overlay(all, of: applied(to: earlier.facts))
    }

    func only(_ wanted: [Content.Fact]) -> Overlay { Overlay(touched.filter(wanted.contains), of: facts) }
}

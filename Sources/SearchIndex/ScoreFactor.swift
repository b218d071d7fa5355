/// What the text score of a document is multiplied by. All numbers are 0 to 100.
public enum ScoreFactor: Hashable, Sendable {
    case mark(Mark, present: Double, absent: Double)
    case anyMark([Mark], present: Double, absent: Double)
    case range(NumberRange, inside: Double, outside: Double)
    /// 1 at the centre of `SearchOptions.place`, which it needs, and less with distance d in metres:
    /// floor + (1 − floor) / (1 + (d / halfway)²), so half of what can be lost is lost at `halfwayMetres` (above 0).
    /// `floor` is 0 to 1; `unknown` is for documents without a place.
    case distance(halfwayMetres: Double, floor: Double, unknown: Double)
}

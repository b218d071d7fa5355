/// Cuts comma-separated text into rows of cells as it comes (RFC 4180): quotes may hold commas, line breaks and doubled
/// quotes; lines may end in LF or CRLF.
struct CSVScanner {
    struct Row {
        /// Of its first character, counted from 1.
        let line: Int
        let cells: [[UInt8]]
    }

    enum Problem: Error, Equatable {
        case tooLong(line: Int)
        case unendedQuote(line: Int)
    }

    /// Bytes; a row longer than this is no listing.
    static let longestRow = 8 << 20

    private var line = 1
    private var rowLine = 1
    private var cells: [[UInt8]] = []
    private var cell: [UInt8] = []
    private var length = 0
    private var isQuoted = false
    /// A quote inside a quoted cell: its end, or the first of two.
    private var hasQuote = false
    private var wasQuoted = false

    mutating func consume(_ bytes: [UInt8], _ emit: (Row) throws -> Void) throws {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") { line += 1 }
            length += 1
            guard length <= CSVScanner.longestRow else { throw Problem.tooLong(line: rowLine) }
            if isQuoted, !hasQuote {
                if byte == UInt8(ascii: "\"") { hasQuote = true } else { cell.append(byte) }
            } else {
                try consumeOutside(byte, emit)
            }
        }
    }

    private mutating func consumeOutside(_ byte: UInt8, _ emit: (Row) throws -> Void) throws {
        switch byte {
        case UInt8(ascii: "\"") where hasQuote:
            cell.append(byte)
            hasQuote = false
        case UInt8(ascii: "\"") where cell.isEmpty && !wasQuoted:
            (isQuoted, wasQuoted) = (true, true)
        case UInt8(ascii: ","): endCell()
        case UInt8(ascii: "\n"): try endRow(emit)
        default:
            endQuote()
            cell.append(byte)
        }
    }

    private mutating func endQuote() {
        guard hasQuote else { return }
        (isQuoted, hasQuote) = (false, false)
    }

    private mutating func endCell() {
        endQuote()
        if !wasQuoted, cell.last == UInt8(ascii: "\r") { cell.removeLast() }
        cells.append(cell)
        cell.removeAll(keepingCapacity: true)
        wasQuoted = false
    }

    private mutating func endRow(_ emit: (Row) throws -> Void) throws {
        if wasQuoted, cell.last == UInt8(ascii: "\r"), hasQuote == false { cell.removeLast() }
        endCell()
        let isBlank = cells.allSatisfy(\.isEmpty)
        if !isBlank { try emit(Row(line: rowLine, cells: cells)) }
        cells.removeAll(keepingCapacity: true)
        (length, rowLine) = (0, line)
    }

    /// - Throws: `Problem.unendedQuote` when the text ends inside quotes.
    mutating func finish(_ emit: (Row) throws -> Void) throws {
        guard !isQuoted || hasQuote else { throw Problem.unendedQuote(line: rowLine) }
        if length > 0 { try endRow(emit) }
    }
}

/// Copies of arrays for a layout of the shim to point into, released with this.
final class LayoutMemory {
    private var blocks: [UnsafeMutableRawPointer] = []

    deinit {
        for block in blocks { block.deallocate() }
    }

    /// Lasts as long as this; nil of nothing.
    func copy<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafePointer<Element>? {
        guard !elements.isEmpty else { return nil }
        let block = UnsafeMutablePointer<Element>.allocate(capacity: elements.count)
        for (index, element) in elements.enumerated() { (block + index).initialize(to: element) }
        blocks.append(UnsafeMutableRawPointer(block))
        return UnsafePointer(block)
    }

    func copy<Element: BitwiseCopyable>(_ element: Element?) -> UnsafePointer<Element>? {
        copy(element.map { [$0] } ?? [])
    }
}

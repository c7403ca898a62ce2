/// Runs the body for each element, at most `limit` at a time.
package func forEach<Element: Sendable>(
    _ elements: some Sequence<Element>, atMost limit: Int, _ body: @escaping @Sendable (Element) async -> Void
) async {
    await withTaskGroup(of: Void.self) { group in
        var iterator = elements.makeIterator()
        for _ in 0..<limit {
            guard let element = iterator.next() else { break }
            group.addTask { await body(element) }
        }
        while await group.next() != nil {
            if let element = iterator.next() { group.addTask { await body(element) } }
        }
    }
}

/// A list that is emptied and filled again millions of times: its room stays, and emptying it is setting a number.
struct ShortList: RandomAccessCollection {
    private var items: [Int] = []
    private(set) var count = 0

    init() {}

    var startIndex: Int { 0 }
    var endIndex: Int { count }

    subscript(index: Int) -> Int {
        precondition(index < count)
        return items[index]
    }

    mutating func append(_ item: Int) {
        if count < items.count { items[count] = item } else { items.append(item) }
        count += 1
    }

    /// Drops all but the first so many.
    mutating func truncate(to most: Int) { count = Swift.min(count, most) }

    /// Becomes the other without new room.
    mutating func copy(_ other: borrowing ShortList) {
        count = 0
        for index in 0..<other.count { append(other[index]) }
    }
}

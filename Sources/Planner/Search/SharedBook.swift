/// A book for those who read it together once the search is over.
final class SharedBook {
    var book: Book

    init(_ book: consuming Book) { self.book = book }
}

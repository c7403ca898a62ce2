import BlockingPool

/// One file of a package as its source names it.
struct SourceEntry {
    enum Kind {
        case file, folder, link, other
    }

    var name: String
    var kind: Kind
    /// Bytes as they are declared; nil where they are not.
    var size: Int?
    var isEncrypted = false
    /// Whether the name is the one that the source gives; else it is no UTF-8, and this is what could be made of it.
    var isNamed = true
}

/// Where a package is read from, more than once if need be.
protocol PackageSource {
    /// Visits all entries in the order of the source. `read` fills a buffer with the next bytes of the entry, and gives
    /// 0 at its end; it need not be called.
    func visit(
        _ body: (_ entry: SourceEntry, _ read: (UnsafeMutableRawBufferPointer) throws(SourceError) -> Int)
            throws(SourceError) -> Void
    ) throws(SourceError)

    /// Bytes of the archive; nil where nothing is compressed.
    var archiveBytes: Int? { get }
    var isFolder: Bool { get }
}

/// A source that can't be read, or a finding that ends the reading.
struct SourceError: Error {
    var rule: DiagnosticRule
    var file: String
    var message: String
    var remedy: String
    /// Where it is the disk that failed, and not the package.
    var storage: StorageFailure?
}

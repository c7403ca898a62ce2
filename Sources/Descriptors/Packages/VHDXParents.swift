/// Whether a VHDX image is a difference to another (MS-VHDX 2.6.2.6), told from its bytes as they come: the region table
/// leads to the metadata, and a locator of the parent is one of these.
struct VHDXParents {
    private(set) var isDifference = false

    private static let magic = Array("vhdxfile".utf8)
    private static let regionTables = [192 << 10, 256 << 10]
    private static let tableBytes = 64 << 10
    private static let metadataRegion: [UInt8] = [
        0x06, 0xA2, 0x7C, 0x8B, 0x90, 0x47, 0x9A, 0x4B, 0xB8, 0xFE, 0x57, 0x5F, 0x05, 0x0F, 0x88, 0x6E,
    ]
    private static let parentLocator: [UInt8] = [
        0x2D, 0x5F, 0xD3, 0xA8, 0x0B, 0xB3, 0x4D, 0x45, 0xAB, 0xF7, 0xD3, 0xD8, 0x48, 0x34, 0xAB, 0x0C,
    ]

    private var offset = 0
    private var isOther = false
    /// Parts of the file that are looked at, by where they begin.
    private var tables: [Int: [UInt8]] = [0: []]
    private var isLed = false

    /// Takes the next bytes of the file.
    mutating func take(_ bytes: UnsafeRawBufferPointer) {
        guard !isOther, !isDifference, !bytes.isEmpty else { return }
        // Regions lie behind the tables that lead to them, at whole MiB, maybe in the same piece.
        collect(bytes)
        if let head = tables[0], head.count >= Self.magic.count, !head.starts(with: Self.magic) {
            isOther = true
            tables = [:]
            return
        }
        if offset == 0 { for start in Self.regionTables { tables[start] = [] } }
        if offset == 0 { collect(bytes, only: Set(Self.regionTables)) }
        if !isLed, Self.regionTables.allSatisfy({ tables[$0]?.count == Self.tableBytes }) {
            isLed = true
            let starts = Set(Self.regionTables.flatMap { regions(in: tables[$0] ?? []) }).subtracting(tables.keys)
            for start in starts { tables[start] = [] }
            collect(bytes, only: starts)
        }
        if isLed {
            isDifference = tables.contains { start, table in
                !Self.regionTables.contains(start) && start != 0 && names(Self.parentLocator, in: table)
            }
        }
        offset += bytes.count
    }

    private mutating func collect(_ bytes: UnsafeRawBufferPointer, only starts: Set<Int>? = nil) {
        for start in starts ?? Set(tables.keys) {
            let from = max(start + (tables[start]?.count ?? 0), offset)
            let end = min(start + (start == 0 ? Self.magic.count : Self.tableBytes), offset + bytes.count)
            guard from < end else { continue }
            tables[start]?.append(contentsOf: bytes[(from - offset)..<(end - offset)])
        }
    }

    /// Entries of 32 bytes after a header of 16: an identifier, the place, the length.
    private func regions(in table: [UInt8]) -> [Int] {
        stride(from: 16, to: table.count - 31, by: 32).prefix(2047).compactMap { place in
            guard table[place..<place + 16].elementsEqual(Self.metadataRegion) else { return nil }
            let start = table[place + 16..<place + 24].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return start < 1 << 46 ? Int(start) : nil
        }
    }

    /// Entries of 32 bytes after a header of 32, beginning with an identifier.
    private func names(_ identifier: [UInt8], in table: [UInt8]) -> Bool {
        stride(from: 32, to: table.count - 15, by: 32).contains {
            table[$0..<$0 + 16].elementsEqual(identifier)
        }
    }
}

import CLinux

/// Sends the pages of a growing file to the disk while it grows, so that the one wait for all of them at its end is short.
package struct WriteBehind: Sendable {
    private var written: Int64 = 0
    private var sent: Int64 = 0

    private static let step: Int64 = 8 << 20

    package init() {}

    /// Call after bytes were written to the end of the file.
    package mutating func wrote(_ count: Int, to descriptor: Int32) {
        written += Int64(count)
        guard written - sent >= Self.step else { return }
        // A hint, which some file systems don't take.
        _ = clinux_start_writing(descriptor, sent, written - sent)
        sent = written
    }
}

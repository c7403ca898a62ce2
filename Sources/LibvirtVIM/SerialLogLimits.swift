/// How much of what guests print on their serial ports is kept.
package struct SerialLogLimits: Sendable, Equatable {
    /// Bytes of one file, which may be exceeded by what is printed within `pause`.
    package var size: Int64
    /// Files that are kept of a guest besides the one that is written.
    package var count: Int
    /// Between looks at the files' sizes.
    package var pause: Duration

    package init(size: Int64 = 4 << 20, count: Int = 3, pause: Duration = .seconds(2)) {
        self.size = size
        self.count = count
        self.pause = pause
    }
}

import ArgumentParser

/// A size on the command line: `1048576`, `512M`, `2G`, `2GiB`; units are powers of 1024.
struct ByteCount: ExpressibleByArgument, Equatable {
    var bytes: Int64

    init?(argument: String) {
        let digits = argument.prefix { $0.isASCII && $0.isNumber }
        var unit = argument[digits.endIndex...].lowercased()
        if unit.hasSuffix("ib") { unit.removeLast(2) } else if unit.hasSuffix("b") { unit.removeLast() }
        guard let number = Int64(digits), let shift = ["": 0, "k": 10, "m": 20, "g": 30, "t": 40][unit] else {
            return nil
        }
        let (bytes, overflows) = number.multipliedReportingOverflow(by: 1 << Int64(shift))
        guard !overflows else { return nil }
        self.bytes = bytes
    }
}

/// Quantities with a unit (TOSCA Simple Profile 1.3, 3.3.6). A unit's case doesn't matter, nor do spaces before it.
enum ScalarUnit: String, Sendable, CaseIterable {
    case size = "scalar-unit.size"
    case time = "scalar-unit.time"
    case frequency = "scalar-unit.frequency"
    case bitrate = "scalar-unit.bitrate"

    /// Units, and what one of them is in bytes, seconds, hertz or bits per second.
    var units: [(name: String, factor: Double)] {
        switch self {
        case .size:
            [
                ("B", 1), ("kB", 1e3), ("KiB", 1024), ("MB", 1e6), ("MiB", 1_048_576), ("GB", 1e9),
                ("GiB", 1_073_741_824),
                ("TB", 1e12), ("TiB", 1_099_511_627_776),
            ]
        case .time: [("d", 86400), ("h", 3600), ("m", 60), ("s", 1), ("ms", 1e-3), ("us", 1e-6), ("ns", 1e-9)]
        case .frequency: [("Hz", 1), ("kHz", 1e3), ("MHz", 1e6), ("GHz", 1e9)]
        case .bitrate:
            [
                ("bps", 1), ("Kbps", 1e3), ("Kibps", 1024), ("Mbps", 1e6), ("Mibps", 1_048_576), ("Gbps", 1e9),
                ("Gibps", 1_073_741_824), ("Tbps", 1e12), ("Tibps", 1_099_511_627_776),
            ]
        }
    }

    var example: String {
        switch self {
        case .size: "512 MiB"
        case .time: "30 s"
        case .frequency: "2.4 GHz"
        case .bitrate: "100 Mbps"
        }
    }

    /// The quantity in the base unit; nil where the text is none.
    func parse(_ text: String) -> Double? {
        let number = text.prefix { "0123456789.+-eE".contains($0) && !($0 == "E" && self == .size) }
        let unit = text.dropFirst(number.count).drop { $0 == " " }.lowercased()
        guard let value = Double(number), value.isFinite, value >= 0,
            let factor = units.first(where: { $0.name.lowercased() == unit })?.factor
        else { return nil }
        return value * factor
    }
}

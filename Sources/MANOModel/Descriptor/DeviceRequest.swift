/// Devices of the host that a VDU's guests are handed whole, as a requested capability named `pci-device`,
/// `pci-passthrough` or `accelerator` asks for them. The standard (SOL001 6.2.7, `RequestedAdditionalCapability`) leaves the
/// names to conventions; OpenStack's fields of a PCI request are its parameters.
package struct DeviceRequest: Sendable, Equatable {
    /// Four hexadecimal digits in small letters; nil: any.
    package var vendorID: String?
    package var productID: String?
    /// Base class and subclass; nil: any.
    package var deviceClass: Int?
    package var count = 1
    package var numaAffinity = NUMAAffinity.preferred

    package enum NUMAAffinity: String, Sendable, CaseIterable {
        case required, preferred, legacy
    }

    private static let names: Set = ["pcidevice", "pcipassthrough", "accelerator"]
    static let parameters: [(key: String, note: String)] = [
        ("vendor_id", "four hexadecimal digits of PCI devices to hand over"),
        ("product_id", "four hexadecimal digits of PCI devices to hand over"),
        ("device_class", "class and subclass of PCI devices to hand over, such as `0x0b40`"),
        ("count", "how many PCI devices are handed over; 1 without it"),
        (
            "numa_affinity_policy",
            "`required`, `preferred` (without it) or `legacy`: whether they are on a NUMA node of the guest"
        ),
    ]
}

extension RequestedCapability {
    /// Whether it asks for devices, and for nothing that a host has as a trait.
    package var isDeviceRequest: Bool {
        DeviceRequest.isName(name)
    }

    /// The devices that it asks for; nil where it is about something else.
    ///
    /// - Throws: `.unprocessable` where it doesn't say which, or says it in another way.
    package func devices(ofVDU vdu: String) throws(ManifoldError) -> DeviceRequest? {
        guard isDeviceRequest else { return nil }
        let said = targetPerformanceParameters
        func wrong(_ key: String, _ what: String) -> ManifoldError {
            ManifoldError(
                .unprocessable, "capability \(name) of VDU \(vdu) has \(key) \(said[key] ?? ""), which is no \(what)",
                remedy: "write it as the field's page says (manifold fields)")
        }
        func hexadecimal(_ key: String, _ what: String) throws(ManifoldError) -> Int? {
            guard let text = said[key]?.lowercased() else { return nil }
            let digits = text.hasPrefix("0x") ? String(text.dropFirst(2)) : text
            guard digits.utf8.count == 4, digits.allSatisfy(\.isHexDigit), let number = UInt16(digits, radix: 16) else {
                throw wrong(key, what)
            }
            return Int(number)
        }
        func digits(_ number: Int?) -> String? {
            number.map { number in
                let text = String(number, radix: 16)
                return String(repeating: "0", count: 4 - text.utf8.count) + text
            }
        }
        var request = DeviceRequest(
            vendorID: digits(try hexadecimal("vendor_id", "number of a vendor")),
            productID: digits(try hexadecimal("product_id", "number of a product")),
            deviceClass: try hexadecimal("device_class", "class of devices"))
        guard request.vendorID != nil || request.productID != nil || request.deviceClass != nil else {
            throw ManifoldError(
                .unprocessable, "capability \(name) of VDU \(vdu) doesn't say which devices",
                remedy: "name vendor_id, product_id or device_class in its target_performance_parameters")
        }
        if let text = said["count"] {
            guard let count = Int(text), (1...64).contains(count) else { throw wrong("count", "number from 1 to 64") }
            request.count = count
        }
        if let text = said["numa_affinity_policy"] {
            guard let policy = DeviceRequest.NUMAAffinity(rawValue: text.lowercased()) else {
                throw wrong("numa_affinity_policy", "policy: required, preferred or legacy")
            }
            request.numaAffinity = policy
        }
        return request
    }
}

extension DeviceRequest {
    fileprivate static func isName(_ name: String) -> Bool {
        names.contains(name.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    /// What the page on fields says of them.
    static let fields: [FieldUse] = parameters.map { key, note in
        .used("vdus.compute.requestedCapabilities.targetPerformanceParameters.\(key)", key, note)
    }
}

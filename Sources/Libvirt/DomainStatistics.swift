import CLibvirt

/// What libvirt counts about one domain, under libvirt's own names such as `cpu.time` and `net.0.rx.bytes`.
package struct DomainStatistics: Hashable, Sendable {
    package let name: String
    package let uuid: String
    /// Whole numbers; what is negative or no number is left out.
    package let numbers: [String: UInt64]
    package let texts: [String: String]

    /// Which counters to ask for.
    package struct Groups: OptionSet, Sendable {
        package let rawValue: UInt32

        package init(rawValue: UInt32) {
            self.rawValue = rawValue
        }

        package static let state = Groups(rawValue: VIR_DOMAIN_STATS_STATE.rawValue)
        package static let cpu = Groups(rawValue: VIR_DOMAIN_STATS_CPU_TOTAL.rawValue)
        package static let memory = Groups(rawValue: VIR_DOMAIN_STATS_BALLOON.rawValue)
        package static let interfaces = Groups(rawValue: VIR_DOMAIN_STATS_INTERFACE.rawValue)
        package static let disks = Groups(rawValue: VIR_DOMAIN_STATS_BLOCK.rawValue)
    }

    init(_ record: virDomainStatsRecord) {
        name = virDomainGetName(record.dom).map { String(cString: $0) } ?? ""
        uuid = domainUUID(record.dom)
        var numbers: [String: UInt64] = [:]
        var texts: [String: String] = [:]
        for index in 0..<Int(record.nparams) {
            let parameter = record.params + index
            let key = String(cString: clibvirt_parameter_name(parameter))
            let value = parameter.pointee.value
            switch UInt32(bitPattern: parameter.pointee.type) {
            case VIR_TYPED_PARAM_INT.rawValue: numbers[key] = UInt64(exactly: value.i)
            case VIR_TYPED_PARAM_UINT.rawValue: numbers[key] = UInt64(value.ui)
            case VIR_TYPED_PARAM_LLONG.rawValue: numbers[key] = UInt64(exactly: value.l)
            case VIR_TYPED_PARAM_ULLONG.rawValue: numbers[key] = value.ul
            case VIR_TYPED_PARAM_BOOLEAN.rawValue: numbers[key] = value.b != 0 ? 1 : 0
            case VIR_TYPED_PARAM_STRING.rawValue: texts[key] = value.s.map { String(cString: $0) }
            default: continue
            }
        }
        self.numbers = numbers
        self.texts = texts
    }
}

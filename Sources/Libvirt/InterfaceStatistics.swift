import CLibvirt

/// Counters of one guest interface, as the host sees it: received is what came from the guest's network side in.
package struct InterfaceStatistics: Hashable, Sendable {
    package let receivedBytes: Int64
    package let receivedPackets: Int64
    package let receivedErrors: Int64
    package let receivedDrops: Int64
    package let transmittedBytes: Int64
    package let transmittedPackets: Int64
    package let transmittedErrors: Int64
    package let transmittedDrops: Int64

    init(_ stats: virDomainInterfaceStatsStruct) {
        receivedBytes = stats.rx_bytes
        receivedPackets = stats.rx_packets
        receivedErrors = stats.rx_errs
        receivedDrops = stats.rx_drop
        transmittedBytes = stats.tx_bytes
        transmittedPackets = stats.tx_packets
        transmittedErrors = stats.tx_errs
        transmittedDrops = stats.tx_drop
    }
}

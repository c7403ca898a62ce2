import CLibvirt
import Glibc

extension Connection {
    /// - Throws: `LibvirtError` with `isNotFound` where there is none.
    package func domain(named name: String) throws -> Domain {
        Domain(taking: try check("virDomainLookupByName", virDomainLookupByName(pointer, name)))
    }

    /// - Throws: `LibvirtError` with `isNotFound` where there is none.
    package func domain(uuid: String) throws -> Domain {
        Domain(taking: try check("virDomainLookupByUUIDString", virDomainLookupByUUIDString(pointer, uuid)))
    }

    /// Makes a persistent domain, or changes the persistent definition of the one with the same name and UUID.
    package func defineDomain(xml: String) throws -> Domain {
        Domain(taking: try check("virDomainDefineXMLFlags", virDomainDefineXMLFlags(pointer, xml, 0)))
    }

    /// Starts a domain that is gone when it stops, or when this connection closes.
    package func createTransientDomain(xml: String) throws -> Domain {
        Domain(
            taking: try check(
                "virDomainCreateXML", virDomainCreateXML(pointer, xml, VIR_DOMAIN_START_AUTODESTROY.rawValue)))
    }

    /// Every domain of the host, running or not.
    package func domains() throws -> [Domain] {
        var list: UnsafeMutablePointer<virDomainPtr?>?
        let count = try check("virConnectListAllDomains", virConnectListAllDomains(pointer, &list, 0))
        defer { free(list) }
        return (0..<Int(count)).compactMap { index in list?[index].map { Domain(taking: $0) } }
    }

    /// Statistics of all active domains in one call; domains that are busy leave out what would have to wait.
    package func domainStatistics(_ groups: DomainStatistics.Groups) throws -> [DomainStatistics] {
        var records: UnsafeMutablePointer<virDomainStatsRecordPtr?>?
        let flags =
            VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE.rawValue | VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT.rawValue
        let count = try check(
            "virConnectGetAllDomainStats", virConnectGetAllDomainStats(pointer, groups.rawValue, &records, flags))
        defer { virDomainStatsRecordListFree(records) }
        return (0..<Int(count)).compactMap { index in records?[index].map { DomainStatistics($0.pointee) } }
    }
}

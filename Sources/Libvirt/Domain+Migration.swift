import CLibvirt

extension Domain {
    /// How a running domain goes to another host.
    package struct Migration: Sendable {
        /// As the source's libvirtd reaches the other.
        package var destination: String
        /// The domain as it runs on, and as it is defined there.
        package var xml: String
        package var persistentXML: String
        /// Such as `unix:///run/x`; nil: as the two agree.
        package var memoryAddress: String?
        package var diskAddress: String?
        /// What disks have beyond their backing files goes along; files for it are there.
        package var copiesDisks: Bool

        package init(
            destination: String, xml: String, persistentXML: String, memoryAddress: String? = nil,
            diskAddress: String? = nil, copiesDisks: Bool
        ) {
            self.destination = destination
            self.xml = xml
            self.persistentXML = persistentXML
            self.memoryAddress = memoryAddress
            self.diskAddress = diskAddress
            self.copiesDisks = copiesDisks
        }
    }

    /// Moves the domain while it runs: the two libvirtds do it between them, whatever becomes of this connection. It is
    /// defined there and no longer here.
    package func migrate(_ migration: Migration) throws {
        var parameters: virTypedParameterPtr?
        var count: Int32 = 0
        var room: Int32 = 0
        defer { virTypedParamsFree(parameters, count) }
        func add(_ name: String, _ value: String?) throws {
            guard let value else { return }
            try check(
                "virTypedParamsAddString", virTypedParamsAddString(&parameters, &count, &room, name, value))
        }
        try add(VIR_MIGRATE_PARAM_DEST_XML, migration.xml)
        try add(VIR_MIGRATE_PARAM_PERSIST_XML, migration.persistentXML)
        try add(VIR_MIGRATE_PARAM_URI, migration.memoryAddress)
        if migration.copiesDisks { try add(VIR_MIGRATE_PARAM_DISKS_URI, migration.diskAddress) }
        var flags: [virDomainMigrateFlags] = [
            VIR_MIGRATE_LIVE, VIR_MIGRATE_PEER2PEER, VIR_MIGRATE_PERSIST_DEST, VIR_MIGRATE_UNDEFINE_SOURCE,
            // The disks' cache is written back before the guest goes on elsewhere.
            VIR_MIGRATE_UNSAFE, VIR_MIGRATE_AUTO_CONVERGE, VIR_MIGRATE_ABORT_ON_ERROR,
        ]
        if migration.copiesDisks { flags.append(VIR_MIGRATE_NON_SHARED_INC) }
        try check(
            "virDomainMigrateToURI3",
            virDomainMigrateToURI3(
                pointer, migration.destination, parameters, UInt32(count), flags.reduce(0) { $0 | $1.rawValue }))
    }

    /// The running definition as another host can take it.
    package func migratableXML() throws -> String {
        try takeString(
            "virDomainGetXMLDesc",
            virDomainGetXMLDesc(pointer, VIR_DOMAIN_XML_SECURE.rawValue | VIR_DOMAIN_XML_MIGRATABLE.rawValue))
    }

    /// Whether something longer, such as a migration, is done with the domain at this moment.
    package func hasJob() throws -> Bool {
        var info = virDomainJobInfo()
        try check("virDomainGetJobInfo", virDomainGetJobInfo(pointer, &info))
        return info.type != Int32(VIR_DOMAIN_JOB_NONE.rawValue)
    }
}

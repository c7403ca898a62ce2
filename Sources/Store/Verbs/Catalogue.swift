import GRDB
package import MANOModel

extension Reading {
    package func vnfPackage(_ id: Identifier<VNFPackage>) throws -> Stored<VNFPackage> {
        try get(VNFPackageTable.self, id.rawValue)
    }

    package func vnfPackage(vnfdID: String) throws -> Stored<VNFPackage>? {
        try fetch(VNFPackageTable.self, where: "vnfd_id = ?", [vnfdID]).first
    }

    package func vnfPackages() throws -> [Stored<VNFPackage>] { try fetch(VNFPackageTable.self, where: "1", []) }

    package func nsdInfo(_ id: Identifier<NSDInfo>) throws -> Stored<NSDInfo> {
        try get(NSDInfoTable.self, id.rawValue)
    }

    package func nsdInfo(nsdID: String) throws -> Stored<NSDInfo>? {
        try fetch(NSDInfoTable.self, where: "nsd_id = ?", [nsdID]).first
    }

    package func nsdInfos() throws -> [Stored<NSDInfo>] { try fetch(NSDInfoTable.self, where: "1", []) }

    package func pnfdInfo(_ id: Identifier<PNFDInfo>) throws -> Stored<PNFDInfo> {
        try get(PNFDInfoTable.self, id.rawValue)
    }

    package func pnfdInfo(pnfdID: String) throws -> Stored<PNFDInfo>? {
        try fetch(PNFDInfoTable.self, where: "pnfd_id = ?", [pnfdID]).first
    }

    package func pnfdInfos() throws -> [Stored<PNFDInfo>] { try fetch(PNFDInfoTable.self, where: "1", []) }

    package func isInUse(_ id: Identifier<VNFPackage>) throws -> Bool {
        try exists("SELECT 1 FROM vnf_instance WHERE package_id = ?", id.rawValue)
    }

    package func isInUse(_ id: Identifier<NSDInfo>) throws -> Bool {
        try exists("SELECT 1 FROM ns_instance WHERE nsd_info_id = ?", id.rawValue)
    }
}

extension Transaction {
    package func insert(_ package: VNFPackage) throws { try insert(VNFPackageTable.self, package) }
    @discardableResult
    package func update(_ package: Stored<VNFPackage>) throws -> Stored<VNFPackage> {
        try update(VNFPackageTable.self, package)
    }
    package func delete(_ id: Identifier<VNFPackage>) throws { try delete(VNFPackageTable.self, id.rawValue) }

    package func insert(_ nsd: NSDInfo) throws { try insert(NSDInfoTable.self, nsd) }
    @discardableResult
    package func update(_ nsd: Stored<NSDInfo>) throws -> Stored<NSDInfo> { try update(NSDInfoTable.self, nsd) }
    package func delete(_ id: Identifier<NSDInfo>) throws { try delete(NSDInfoTable.self, id.rawValue) }

    package func insert(_ pnfd: PNFDInfo) throws { try insert(PNFDInfoTable.self, pnfd) }
    @discardableResult
    package func update(_ pnfd: Stored<PNFDInfo>) throws -> Stored<PNFDInfo> { try update(PNFDInfoTable.self, pnfd) }
    package func delete(_ id: Identifier<PNFDInfo>) throws { try delete(PNFDInfoTable.self, id.rawValue) }

    /// Sets IN_USE or NOT_IN_USE from the instances that there are now.
    package func refreshUsage(_ id: Identifier<VNFPackage>) throws {
        var stored = try vnfPackage(id)
        let usage: UsageState = try isInUse(id) ? .inUse : .notInUse
        guard stored.value.usageState != usage else { return }
        stored.value.usageState = usage
        try update(stored)
    }

    package func refreshUsage(_ id: Identifier<NSDInfo>) throws {
        var stored = try nsdInfo(id)
        let usage: UsageState = try isInUse(id) ? .inUse : .notInUse
        guard stored.value.usageState != usage else { return }
        stored.value.usageState = usage
        try update(stored)
    }
}

import BlockingPool
import Libvirt
package import MANOModel
package import VIM

extension LibvirtDriver {
    /// What one guest may take to move.
    private static let patience = Duration.seconds(3600)

    package func migrationTarget(of guest: GuestSpec) async throws -> MigrationTarget {
        let isRemote = try await prepare()
        let digest = try SpecificationDigest.of(guest)
        return try await translating("take in guest \(guest.name) on host \(name)") {
            let surroundings = try await self.surroundings()
            self.guests.remember(uuid: DomainDocument.uuid(owner: guest.owner), owner: guest.owner)
            var target = MigrationTarget(
                connection: self.host.uri, folder: self.storage.layout.root,
                definition: self.document.text(of: guest, digest: digest, in: surroundings))
            // Where the manager's files are the host's, what is sent goes through sockets there; else over the network.
            if !isRemote {
                let socket = "unix://\(self.storage.layout.run)/\(guest.name)"
                target.memoryAddress = "\(socket).move"
                target.diskAddress = "\(socket).disks"
            }
            return target
        }
    }

    package func moveGuest(_ guest: GuestSpec, as moved: GuestSpec, to target: MigrationTarget) async throws {
        try await prepare()
        try await translating("move guest \(guest.name) from host \(name)") {
            // A migration that a manager began which has ended since goes on without it.
            while try await self.isBusy(guest.name) { try await Task.sleep(for: .milliseconds(200)) }
            guard try await self.isActive(guest.name) else { return }
            // Its own connection: others would wait for as long as this takes.
            let mover = LibvirtHost(
                uri: self.host.uri, name: "\(self.name)-move", limits: .init(changeDeadline: Self.patience))
            do {
                try await mover.change { [root = self.storage.layout.root] connection in
                    guard let domain = try Self.find(guest.name, connection) else { return }
                    let here = XMLNode.escape("\(root)/")
                    let there = XMLNode.escape("\(target.folder)/")
                    let xml = try domain.migratableXML().replacing(here, with: there)
                    try domain.migrate(
                        Domain.Migration(
                            destination: target.connection, xml: xml, persistentXML: target.definition,
                            memoryAddress: target.memoryAddress.isEmpty ? nil : target.memoryAddress,
                            diskAddress: target.diskAddress.isEmpty ? nil : target.diskAddress,
                            copiesDisks: here != there && !guest.volumes.isEmpty))
                }
            } catch {
                await mover.close()
                throw error
            }
            await mover.close()
        }
    }

    private func isBusy(_ guest: String) async throws -> Bool {
        try await host.query { connection in
            guard let domain = try Self.find(guest, connection) else { return false }
            return try domain.state().isActive && domain.hasJob()
        }
    }

    package func volumeFile(name volume: String) async throws -> String {
        try await requireFiles()
        let path = try await translating("look for volume \(volume) on host \(name)") { [storage] in
            try await BlockingPool.files.run { try storage.path(of: volume) }
        }
        guard let path else {
            throw ManifoldError(.infrastructure, "host \(name) has no volume \(volume)")
        }
        return path
    }

    /// Throws `.unsupported` where the manager doesn't see the host's files.
    private func requireFiles() async throws {
        guard try await prepare() else { return }
        throw ManifoldError(
            .unsupported, "the files of host \(name) are its own: the manager can't copy disks from there or to it",
            remedy: "move the guest while it runs")
    }

    package func createVolume(_ volume: VolumeSpec, copying file: String) async throws {
        try await requireFiles()
        try await translating("copy volume \(volume.name) to host \(name)") { [storage] in
            try await BlockingPool.files.run { try storage.copyDisk(volume, from: file) }
        }
    }
}

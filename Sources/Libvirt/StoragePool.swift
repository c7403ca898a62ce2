import CLibvirt
import Glibc

/// A storage pool, for the length of one body of `LibvirtHost.query` or `.change`.
package final class StoragePool {
    let pointer: virStoragePoolPtr

    /// Takes over one reference.
    init(taking pointer: virStoragePoolPtr) {
        self.pointer = pointer
    }

    deinit {
        virStoragePoolFree(pointer)
    }

    /// Space in bytes.
    package struct Space: Hashable, Sendable {
        package let capacity: UInt64
        package let allocation: UInt64
        package let available: UInt64
    }

    package var name: String {
        virStoragePoolGetName(pointer).map { String(cString: $0) } ?? ""
    }

    package func xml() throws -> String {
        try takeString("virStoragePoolGetXMLDesc", virStoragePoolGetXMLDesc(pointer, 0))
    }

    package func isActive() throws -> Bool {
        try check("virStoragePoolIsActive", virStoragePoolIsActive(pointer)) == 1
    }

    package func space() throws -> Space {
        var info = virStoragePoolInfo()
        try check("virStoragePoolGetInfo", virStoragePoolGetInfo(pointer, &info))
        return Space(capacity: info.capacity, allocation: info.allocation, available: info.available)
    }

    /// Starts a pool; `building` makes what it stands on first, such as the folder.
    package func create(building: Bool = false) throws {
        let flags = building ? VIR_STORAGE_POOL_CREATE_WITH_BUILD.rawValue : 0
        try check("virStoragePoolCreate", virStoragePoolCreate(pointer, flags))
    }

    package func setAutostart(_ isOn: Bool) throws {
        try check("virStoragePoolSetAutostart", virStoragePoolSetAutostart(pointer, isOn ? 1 : 0))
    }

    /// Reads again which volumes there are.
    package func refresh() throws {
        try check("virStoragePoolRefresh", virStoragePoolRefresh(pointer, 0))
    }

    /// Stops the pool; its volumes stay.
    package func destroy() throws {
        try check("virStoragePoolDestroy", virStoragePoolDestroy(pointer))
    }

    package func undefine() throws {
        try check("virStoragePoolUndefine", virStoragePoolUndefine(pointer))
    }

    /// - Throws: `LibvirtError` with `isNotFound` where there is none.
    package func volume(named name: String) throws -> StorageVolume {
        StorageVolume(taking: try check("virStorageVolLookupByName", virStorageVolLookupByName(pointer, name)))
    }

    package func volumes() throws -> [StorageVolume] {
        var list: UnsafeMutablePointer<virStorageVolPtr?>?
        let count = try check("virStoragePoolListAllVolumes", virStoragePoolListAllVolumes(pointer, &list, 0))
        defer { free(list) }
        return (0..<Int(count)).compactMap { index in list?[index].map { StorageVolume(taking: $0) } }
    }

    /// - Throws: `LibvirtError` with `.storageVolumeExists` where the name is taken.
    package func createVolume(xml: String) throws -> StorageVolume {
        StorageVolume(taking: try check("virStorageVolCreateXML", virStorageVolCreateXML(pointer, xml, 0)))
    }
}

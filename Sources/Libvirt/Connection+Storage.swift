import CLibvirt
import Glibc

extension Connection {
    /// - Throws: `LibvirtError` with `isNotFound` where there is none.
    package func storagePool(named name: String) throws -> StoragePool {
        StoragePool(taking: try check("virStoragePoolLookupByName", virStoragePoolLookupByName(pointer, name)))
    }

    /// The pool whose volumes lie in this folder.
    ///
    /// - Throws: `LibvirtError` with `isNotFound` where there is none.
    package func storagePool(targetPath path: String) throws -> StoragePool {
        StoragePool(
            taking: try check("virStoragePoolLookupByTargetPath", virStoragePoolLookupByTargetPath(pointer, path)))
    }

    /// The pools that are started.
    package func activeStoragePools() throws -> [StoragePool] {
        var list: UnsafeMutablePointer<virStoragePoolPtr?>?
        let count = try check(
            "virConnectListAllStoragePools",
            virConnectListAllStoragePools(pointer, &list, VIR_CONNECT_LIST_STORAGE_POOLS_ACTIVE.rawValue))
        defer { free(list) }
        return (0..<Int(count)).compactMap { index in list?[index].map { StoragePool(taking: $0) } }
    }

    /// Makes a persistent pool; it is not started.
    package func defineStoragePool(xml: String) throws -> StoragePool {
        StoragePool(taking: try check("virStoragePoolDefineXML", virStoragePoolDefineXML(pointer, xml, 0)))
    }

    /// The volume whose file this is, in whatever active pool it lies.
    package func volume(path: String) throws -> StorageVolume {
        StorageVolume(taking: try check("virStorageVolLookupByPath", virStorageVolLookupByPath(pointer, path)))
    }
}

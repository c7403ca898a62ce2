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

    /// Makes a persistent pool; it is not started.
    package func defineStoragePool(xml: String) throws -> StoragePool {
        StoragePool(taking: try check("virStoragePoolDefineXML", virStoragePoolDefineXML(pointer, xml, 0)))
    }

    /// The volume whose file this is, in whatever active pool it lies.
    package func volume(path: String) throws -> StorageVolume {
        StorageVolume(taking: try check("virStorageVolLookupByPath", virStorageVolLookupByPath(pointer, path)))
    }
}

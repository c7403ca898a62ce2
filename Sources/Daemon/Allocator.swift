import CLinux
import Foundation

/// The C library's allocator, which all Swift memory comes from.
enum Allocator {
    /// Has what is freed go back to the system. Left alone, glibc keeps up to eight heaps a core, each as large as the most
    /// that one thread ever had at a time (mallopt(3)). To be called before there are threads.
    static func giveBackFreedMemory() {
        let cores = Int32(ProcessInfo.processInfo.activeProcessorCount)
        mallopt(M_ARENA_MAX, min(max(cores, 2), 8))
        // Setting them ends their growth with what is freed.
        mallopt(M_MMAP_THRESHOLD, 256 << 10)
        mallopt(M_TRIM_THRESHOLD, 1 << 20)
    }
}

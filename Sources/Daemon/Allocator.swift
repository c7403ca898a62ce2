import CLinux
import Foundation

/// The C library's allocator, which all Swift memory comes from. What is freed between other things stays with it for good
/// unless somebody asks: after a busy hour most of the process is that.
enum Allocator {
    /// Left alone, glibc keeps up to eight heaps a core (mallopt(3)). To be called before there are threads.
    static func limitHeaps() {
        let cores = Int32(ProcessInfo.processInfo.activeProcessorCount)
        mallopt(M_ARENA_MAX, min(max(cores, 2), 8))
        // Setting it ends its growth with what is freed.
        mallopt(M_MMAP_THRESHOLD, 256 << 10)
    }

    /// Bytes of memory that nobody uses, and that the system thinks we need.
    static var idle: Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
        let pages = text.split(separator: " ").prefix(3).compactMap { Int($0) }
        guard pages.count == 3 else { return 0 }
        // Resident less what is of files; of that, what isn't handed out.
        return (pages[1] - pages[2]) * Int(sysconf(Int32(_SC_PAGESIZE))) - Int(mallinfo2().uordblks)
    }

    /// Gives whole pages that nobody uses back to the system.
    static func trim() { malloc_trim(0) }
}

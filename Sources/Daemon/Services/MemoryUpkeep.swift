import BlockingPool
import ServiceLifecycle

/// Gives memory back that was needed for a while.
struct MemoryUpkeep: Service {
    /// Bytes that aren't worth it.
    private static let tolerated = 32 << 20

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(5))
                try? await BlockingPool.files.run { if Allocator.idle > Self.tolerated { Allocator.trim() } }
            }
        }
    }
}

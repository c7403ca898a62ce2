import Glibc

/// Takes what a file's bytes are needed for: hashes, a copy, a look at its beginning.
protocol ChunkConsumer: AnyObject {
    func take(_ bytes: UnsafeRawBufferPointer) throws(SourceError)
}

/// Hands the bytes of a large file from the thread that unpacks to one that hashes and writes, so that both work at the
/// same time. A few buffers go round; whoever is ahead waits.
final class ChunkRelay: @unchecked Sendable {
    private static let bufferBytes = 1 << 19
    private static let bufferCount = 4

    private let consumer: any ChunkConsumer
    private let buffers: [UnsafeMutableRawBufferPointer]
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    // Below: with the mutex held.
    private var counts = [Int](repeating: 0, count: bufferCount)
    private var written = 0
    private var consumed = 0
    private var isEnded = false
    private var failure: SourceError?

    private init(_ consumer: any ChunkConsumer) {
        self.consumer = consumer
        buffers = (0..<Self.bufferCount).map { _ in .allocate(byteCount: Self.bufferBytes, alignment: 4096) }
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        for buffer in buffers { buffer.deallocate() }
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
        changed.deallocate()
    }

    /// Reads to the end and gives all of it to the consumer, which is called on another thread until this returns.
    static func run(
        _ read: (UnsafeMutableRawBufferPointer) throws(SourceError) -> Int, to consumer: any ChunkConsumer
    ) throws(SourceError) {
        let relay = ChunkRelay(consumer)
        var thread = pthread_t()
        let context = Unmanaged.passRetained(relay)
        let status = pthread_create(
            &thread, nil,
            { context in
                Unmanaged<ChunkRelay>.fromOpaque(context!).takeRetainedValue().consume()
                return nil
            }, context.toOpaque())
        guard status == 0 else {
            context.release()
            return try Chunks.forEach(read) { (chunk) throws(SourceError) in try consumer.take(chunk) }
        }
        var problem: SourceError?
        do throws(SourceError) {
            try relay.produce(read)
        } catch {
            problem = error
        }
        relay.end()
        pthread_join(thread, nil)
        if let failure = problem ?? relay.failure { throw failure }
    }

    private func produce(_ read: (UnsafeMutableRawBufferPointer) throws(SourceError) -> Int) throws(SourceError) {
        while true {
            pthread_mutex_lock(mutex)
            while written - consumed == Self.bufferCount, failure == nil { pthread_cond_wait(changed, mutex) }
            let isOver = failure != nil
            let index = written % Self.bufferCount
            pthread_mutex_unlock(mutex)
            if isOver { return }
            // Small reads are gathered: each hand-over costs two wake-ups.
            var filled = 0
            while filled < Self.bufferBytes {
                let count = try read(UnsafeMutableRawBufferPointer(rebasing: buffers[index][filled...]))
                if count == 0 { break }
                filled += count
            }
            if filled == 0 { return }
            pthread_mutex_lock(mutex)
            counts[index] = filled
            written += 1
            pthread_cond_broadcast(changed)
            pthread_mutex_unlock(mutex)
        }
    }

    private func end() {
        pthread_mutex_lock(mutex)
        isEnded = true
        pthread_cond_broadcast(changed)
        pthread_mutex_unlock(mutex)
    }

    private func consume() {
        while true {
            pthread_mutex_lock(mutex)
            while consumed == written, !isEnded { pthread_cond_wait(changed, mutex) }
            guard consumed < written else {
                pthread_mutex_unlock(mutex)
                return
            }
            let index = consumed % Self.bufferCount
            let count = counts[index]
            pthread_mutex_unlock(mutex)
            var problem: SourceError?
            do throws(SourceError) {
                try consumer.take(UnsafeRawBufferPointer(rebasing: buffers[index][..<count]))
            } catch {
                problem = error
            }
            pthread_mutex_lock(mutex)
            consumed += 1
            failure = problem
            pthread_cond_broadcast(changed)
            pthread_mutex_unlock(mutex)
            if problem != nil { return }
        }
    }
}

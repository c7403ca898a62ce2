import CLinux
import Glibc

/// One child and our ends of its three pipes. It lives on one worker thread.
struct ChildProcess: ~Copyable {
    private let executable: String
    private let pid: pid_t
    private var input: Int32
    private var output: Int32
    private var error: Int32
    /// Readable when the child has ended; -1 where the kernel lacks it.
    private var end: Int32

    init(executable: String, arguments: [String], environment: [String: String]?) throws {
        self.executable = executable
        var opened: [Int32] = []
        func fail(_ code: Int32) -> ProcessRunnerError {
            for descriptor in opened { close(descriptor) }
            return .cannotStart(executable: executable, errno: code, reason: String(cString: strerror(code)))
        }
        var pipes: [(read: Int32, write: Int32)] = []
        for _ in 0..<3 {
            var ends: [Int32] = [-1, -1]
            guard clinux_pipe(&ends, O_CLOEXEC) == 0 else { throw fail(errno) }
            opened += ends
            pipes.append((ends[0], ends[1]))
        }

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // Pipe ends may have the numbers 0 to 2 where the manager runs without standard streams: raise them first.
        let childEnds = [pipes[0].read, pipes[1].write, pipes[2].write].map { fcntl($0, F_DUPFD_CLOEXEC, 3) }
        opened += childEnds.filter { $0 >= 0 }
        guard !childEnds.contains(-1) else { throw fail(errno) }
        for (target, descriptor) in childEnds.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(target))
        }
        clinux_spawn_close_from(&actions, 3)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var every = sigset_t()
        sigemptyset(&none)
        sigfillset(&every)
        // Our worker threads block all signals, and the daemon may ignore some: a child starts with neither.
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &every)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        let argv = CStringArray([executable] + arguments)
        let envp = environment.map { CStringArray($0.map { "\($0.key)=\($0.value)" }) }
        defer {
            argv.deallocate()
            envp?.deallocate()
        }
        var child = pid_t()
        let result = posix_spawnp(&child, executable, &actions, &attributes, argv.pointer, envp?.pointer ?? environ)
        guard result == 0 else { throw fail(result) }
        for descriptor in childEnds + [pipes[0].read, pipes[1].write, pipes[2].write] { close(descriptor) }
        pid = child
        end = clinux_pidfd_open(child)
        input = pipes[0].write
        output = pipes[1].read
        error = pipes[2].read
        for descriptor in [input, output, error] {
            _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        }
    }

    /// Feeds the input, reads both outputs, reaps the child.
    consuming func collect(input bytes: [UInt8], deadline: Duration) throws -> ProcessOutput {
        let limit = MonotonicTime.after(deadline)
        var written = 0
        var standardOutput: [UInt8] = []
        var standardError: [UInt8] = []
        var status: ProcessOutput.Status?
        defer { closeAll() }

        while status == nil {
            let left = limit - MonotonicTime.now()
            guard left > 0 else {
                kill(pid, SIGKILL)
                _ = Self.wait(pid, options: 0)
                throw ProcessRunnerError.deadlineExceeded(executable: executable, after: deadline)
            }
            if written == bytes.count { Self.shut(&input) }
            // Others can hold its outputs open beyond its end, so the child itself is watched: by its descriptor,
            // or every 5 ms.
            wait(upTo: end >= 0 ? left : min(left, 5_000_000))
            written += feed(bytes, from: written)
            Self.drain(&output, into: &standardOutput)
            Self.drain(&error, into: &standardError)
            status = Self.wait(pid, options: WNOHANG)
        }
        Self.drain(&output, into: &standardOutput)
        Self.drain(&error, into: &standardError)
        return ProcessOutput(status: status!, standardOutput: standardOutput, standardError: standardError)
    }

    private func wait(upTo nanoseconds: Int64) {
        // poll skips negative descriptors.
        var descriptors = [
            pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: error, events: Int16(POLLIN), revents: 0),
            pollfd(fd: end, events: Int16(POLLIN), revents: 0),
        ]
        poll(&descriptors, 4, Int32(clamping: (nanoseconds + 999_999) / 1_000_000))
    }

    private mutating func feed(_ bytes: [UInt8], from offset: Int) -> Int {
        guard input >= 0, offset < bytes.count else { return 0 }
        let count = bytes.withUnsafeBytes { write(input, $0.baseAddress! + offset, bytes.count - offset) }
        if count < 0, errno != EAGAIN, errno != EINTR {
            // A child that reads no further has closed its end; what it says about that is its own affair.
            Self.shut(&input)
        }
        return max(count, 0)
    }

    private mutating func closeAll() {
        Self.shut(&input)
        Self.shut(&output)
        Self.shut(&error)
        Self.shut(&end)
    }

    private static func drain(_ descriptor: inout Int32, into bytes: inout [UInt8]) {
        guard descriptor >= 0 else { return }
        let size = 65536
        while true {
            let count = withUnsafeTemporaryAllocation(byteCount: size, alignment: 1) { buffer in
                let count = read(descriptor, buffer.baseAddress, size)
                if count > 0 { bytes.append(contentsOf: buffer[..<count]) }
                return count
            }
            if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) { return shut(&descriptor) }
            if count < 0, errno == EAGAIN { return }
        }
    }

    private static func shut(_ descriptor: inout Int32) {
        guard descriptor >= 0 else { return }
        close(descriptor)
        descriptor = -1
    }

    private static func wait(_ pid: pid_t, options: Int32) -> ProcessOutput.Status? {
        var status: Int32 = 0
        var result: pid_t
        repeat { result = waitpid(pid, &status, options) } while result < 0 && errno == EINTR
        guard result != 0 else { return nil }
        let signal = status & 0x7f
        return signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
    }
}

/// A NULL-terminated array of C strings.
private struct CStringArray {
    let pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ strings: [String]) {
        count = strings.count
        pointer = .allocate(capacity: strings.count + 1)
        for (index, string) in strings.enumerated() { pointer[index] = strdup(string) }
        pointer[strings.count] = nil
    }

    func deallocate() {
        for index in 0..<count { free(pointer[index]) }
        pointer.deallocate()
    }
}

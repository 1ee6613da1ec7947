import BatonConfiguration
import BatonDesk
import Foundation
import Glibc

/// Starts the worker in a session of its own, so that it outlives the console.
enum WorkerLauncher {
    /// How long a started worker may take to open the Desk.
    private static let patienceSeconds = 5.0

    /// Starts one where none runs, and waits until the Desk opens.
    /// - Throws: ``Failure`` with the end of its log, where it does not.
    static func ensureRunning(_ configuration: Configuration) throws {
        let path = DeskLocation.find(dataFolder: configuration.dataFolder)
        if isListening(path) { return }
        let folder = configuration.dataFolder + "/log"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let log = folder + "/worker.log"
        let worker = try spawn(configuration.file, log: log)
        let end = Date().addingTimeInterval(patienceSeconds)
        while Date() < end {
            if isListening(DeskLocation.find(dataFolder: configuration.dataFolder)) { return }
            var status: Int32 = 0
            if waitpid(worker, &status, WNOHANG) == worker { break }
            usleep(5_000)
        }
        let tail =
            (try? String(contentsOfFile: log, encoding: .utf8))?
            .split(separator: "\n").suffix(3).joined(separator: "\n") ?? ""
        throw Failure(
            .noWorker,
            "the worker did not open the Desk; see \(log), which ends:\n\(tail)")
    }

    /// Whether something accepts connections there.
    static func isListening(_ path: String) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { Glibc.close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }

    private static func spawn(_ configuration: String, log: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(setSessionFlag))
        let program = "/proc/self/exe"
        let arguments = ["baton", "worker", "--config", configuration]
        var pointers = arguments.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var process = pid_t()
        let failure = posix_spawn(&process, program, &actions, &attributes, &pointers, environ)
        guard failure == 0 else {
            throw Failure(
                .noWorker, "cannot start the worker: \(String(cString: strerror(failure)))")
        }
        return process
    }

    /// POSIX_SPAWN_SETSID of spawn.h, which is a GNU extension.
    private static let setSessionFlag = 0x80
}

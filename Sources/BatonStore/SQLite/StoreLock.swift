import Glibc
import Synchronization

/// The lock that says which process has the store: held as long as its file is open.
final class StoreLock: Sendable {
    private let descriptor: Mutex<Int32?>

    init(folder: String) throws(StoreError) {
        let path = folder + "/store.lock"
        let file = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw StoreError(.storage, "cannot open \(path): no permission, or no such folder")
        }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            var bytes = [UInt8](repeating: 0, count: 20)
            let count = Glibc.read(file, &bytes, bytes.count)
            Glibc.close(file)
            let owner = String(decoding: bytes[..<max(0, count)], as: UTF8.self)
                .filter(\.isNumber)
            throw StoreError(
                .locked,
                "process \(owner.isEmpty ? "unknown" : owner) has the store in \(folder); "
                    + "one process opens it at a time: stop that one, or ask through it")
        }
        ftruncate(file, 0)
        let text = Array("\(getpid())\n".utf8)
        _ = Glibc.pwrite(file, text, text.count, 0)
        descriptor = Mutex(file)
    }

    func release() {
        descriptor.withLock { file in
            if let open = file { Glibc.close(open) }
            file = nil
        }
    }

    deinit { release() }
}

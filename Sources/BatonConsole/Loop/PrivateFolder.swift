import BatonCore
import Foundation
import Glibc

/// Where files lie that this person has opened: only they can read them, and they go with the console.
package struct PrivateFolder: Sendable {
    /// Why a file cannot be put there.
    struct Fault: Error {
        var words: BilingualText
    }

    /// The person's folder for Baton.
    private let base: String
    /// The console's own folder in it.
    package let path: String

    /// Names the folder; it is made when the first file comes.
    /// - Parameters:
    ///   - base: a folder for this person alone.
    ///   - process: the console's process id; folders of processes that are gone are removed.
    package init(base: String, process: Int32) {
        self.base = base
        path = "\(base)/files-\(process)"
    }

    /// The person's runtime folder, which is gone when they log out; else one of their own in `/tmp`.
    package static func standard() -> PrivateFolder {
        let runtime = getenv("XDG_RUNTIME_DIR").map { String(cString: $0) + "/baton" }
        return PrivateFolder(base: runtime ?? "/tmp/baton-\(getuid())", process: getpid())
    }

    /// A file that is being written.
    struct Writing {
        let path: String
        private let descriptor: Int32

        fileprivate init(path: String) throws(Fault) {
            self.path = path
            descriptor = open(
                path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw PrivateFolder.unwritable(path) }
        }

        func write(_ bytes: [UInt8]) throws(Fault) {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes {
                    Glibc.write(descriptor, $0.baseAddress, $0.count)
                }
                guard count > 0 else { throw PrivateFolder.unwritable(path) }
                rest = rest.dropFirst(count)
            }
        }

        func close() { _ = Glibc.close(descriptor) }
    }

    /// Begins a file; one of the same name is written anew.
    /// - Parameter name: without a slash.
    func begin(_ name: String) throws(Fault) -> Writing {
        try make(base)
        removeLeft()
        try make(path)
        return try Writing(path: "\(path)/\(name)")
    }

    /// Removes what this console has put there.
    package func remove() { Self.remove(path) }

    private func make(_ folder: String) throws(Fault) {
        var facts = stat()
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST, lstat(folder, &facts) == 0,
            facts.st_mode & S_IFMT == S_IFDIR, facts.st_uid == getuid(),
            facts.st_mode & 0o077 == 0
        else { throw Self.unwritable(folder) }
    }

    private static func unwritable(_ place: String) -> Fault {
        Fault(
            words: BilingualText(
                "Cannot write \(place) for you alone: mend its rights, or set XDG_RUNTIME_DIR.",
                "未能寫入只供你讀取的 \(place)；請修正權限，或設定 XDG_RUNTIME_DIR。"))
    }

    /// What consoles left that were ended by force.
    private func removeLeft() {
        for name in Self.names(in: base) {
            guard name.hasPrefix("files-"), let process = Int32(name.dropFirst(6)),
                kill(process, 0) != 0, errno == ESRCH
            else { continue }
            Self.remove("\(base)/\(name)")
        }
    }

    private static func remove(_ folder: String) {
        for name in names(in: folder) { unlink("\(folder)/\(name)") }
        rmdir(folder)
    }

    private static func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }
}

import Foundation
import Glibc

/// Where the Desk's socket of a data folder is.
package enum DeskLocation {
    /// The longest path that a Unix socket's address holds with room to spare (sun_path has 108).
    package static let maxPathBytes = 100

    /// The socket that a client connects to.
    package static func find(dataFolder: String) -> String {
        let pointer = dataFolder + "/run/desk.path"
        if let text = try? String(contentsOfFile: pointer, encoding: .utf8) {
            let path = text.trimmingCharacters(in: .whitespacesAndNewlines)
            if !path.isEmpty { return path }
        }
        return dataFolder + "/run/desk.sock"
    }

    /// Makes the folder of the socket with the rights it needs, and says where to bind.
    /// - Parameters:
    ///   - group: the Unix group that may connect; `nil` for one user.
    ///   - environment: where `XDG_RUNTIME_DIR` is looked up.
    /// - Throws: ``DeskRefusal`` where the folder or the group cannot be had.
    package static func prepare(
        dataFolder: String, group: String?,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(DeskRefusal) -> String {
        let run = dataFolder + "/run"
        try makeFolder(run, group: group)
        // The group passes through the data folder to the socket, and can list nothing in it.
        chmod(dataFolder, group == nil ? 0o700 : 0o710)
        try give(dataFolder, to: group)
        let pointer = run + "/desk.path"
        try? FileManager.default.removeItem(atPath: pointer)
        let usual = run + "/desk.sock"
        guard usual.utf8.count > maxPathBytes else {
            try? FileManager.default.removeItem(atPath: usual)
            return usual
        }
        let base =
            environment["XDG_RUNTIME_DIR"].map { $0 + "/baton" }
            ?? "/tmp/baton-\(getuid())"
        try makeFolder(base, group: group)
        try refuseForeign(base)
        let short =
            base + "/" + String(UInt64(truncatingIfNeeded: stableHash(dataFolder)), radix: 36)
            + ".sock"
        try? FileManager.default.removeItem(atPath: short)
        do {
            try short.write(toFile: pointer, atomically: true, encoding: .utf8)
        } catch {
            throw DeskRefusal(.storage, "cannot write \(pointer): permission?")
        }
        return short
    }

    /// Gives the bound socket its rights.
    package static func protect(socket: String, group: String?) throws(DeskRefusal) {
        chmod(socket, group == nil ? 0o600 : 0o660)
        try give(socket, to: group)
    }

    private static func makeFolder(_ path: String, group: String?) throws(DeskRefusal) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        } catch {
            throw DeskRefusal(.storage, "cannot make the folder \(path): permission?")
        }
        chmod(path, group == nil ? 0o700 : 0o750)
        try give(path, to: group)
    }

    /// A folder under /tmp may have been laid there by somebody else, who could then listen.
    private static func refuseForeign(_ path: String) throws(DeskRefusal) {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
            status.st_uid == geteuid()
        else {
            throw DeskRefusal(
                .notPermitted,
                "\(path) is not a folder of the worker's own user; remove it, or set "
                    + "XDG_RUNTIME_DIR to a folder of that user")
        }
    }

    private static func give(_ path: String, to group: String?) throws(DeskRefusal) {
        guard let group else { return }
        guard let entry = getgrnam(group) else {
            throw DeskRefusal(
                .notFound,
                "there is no Unix group '\(group)'; make it with 'groupadd \(group)', or "
                    + "leave 'desk: group' out")
        }
        guard chown(path, uid_t.max, entry.pointee.gr_gid) == 0 else {
            throw DeskRefusal(
                .notPermitted,
                "cannot give \(path) to the group '\(group)'; the worker's user must "
                    + "be a member of it")
        }
    }

    /// FNV-1a: the same for a folder in every process.
    private static func stableHash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}

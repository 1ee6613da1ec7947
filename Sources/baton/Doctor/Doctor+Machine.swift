import BatonConfiguration
import BatonCore
import BatonDesk
import BatonStore
import Foundation
import Glibc

extension Doctor {
    /// What Baton stands on: SQLite, the disk, the port, the clock.
    func machine() -> [Finding] {
        var findings = [sqlite(SQLiteStore.engineVersion)]
        if let kind = SQLiteStore.networkFileSystem(under: configuration.dataFolder) {
            findings.append(
                .fault(
                    "\(configuration.dataFolder) is on \(kind), a network file system, where "
                        + "SQLite is not safe: set 'data:' to a folder on a local disk"))
        }
        if let free = freeMiB(configuration.dataFolder), free < Self.leastFreeMiB {
            findings.append(
                .warning(
                    "the disk of \(configuration.dataFolder) has \(free) MiB left; a full disk "
                        + "stops the worker: make room"))
        }
        // A clock before the program was written is certainly wrong, and signs and orders wrongly.
        if now < Self.earliest {
            findings.append(
                .fault("this machine's clock is before 2026; set it, and keep it with NTP"))
        }
        findings.append(port())
        findings.append(desk())
        return findings
    }

    /// 2026-01-01.
    private static let earliest = Timestamp(seconds: 1_767_225_600)
    /// Less than this is soon full.
    private static let leastFreeMiB = 1024

    /// Source: sqlite.org/wal.html, "The WAL-reset bug": fixed in 3.51.3, 3.50.7 and 3.44.6.
    private func sqlite(_ version: String) -> Finding {
        let parts = version.split(separator: ".").compactMap { Int($0) }
        guard parts.count == 3 else { return .warning("SQLite of unknown version \(version)") }
        let (minor, patch) = (parts[1], parts[2])
        let isMended =
            minor > 51 || (minor == 51 && patch >= 3) || (minor == 50 && patch >= 7)
            || (minor == 44 && patch >= 6)
        guard !isMended else { return .ok("SQLite \(version)") }
        return .ok(
            "SQLite \(version) has the WAL-reset bug, which several processes on one store can "
                + "hit; Baton lets one process open it. Open it with nothing else while the "
                + "worker runs")
    }

    private func freeMiB(_ folder: String) -> Int? {
        var place = folder
        while !FileManager.default.fileExists(atPath: place), place.count > 1 {
            place = (place as NSString).deletingLastPathComponent
        }
        var status = statvfs()
        guard statvfs(place, &status) == 0 else { return nil }
        return Int(status.f_bavail) * Int(status.f_frsize) / 1_048_576
    }

    private func port() -> Finding {
        let address = "\(configuration.http.host):\(configuration.http.port)"
        if isWorkerRunning { return .ok("a worker runs") }
        guard configuration.http.port != 0 else { return .ok("any free port is listened on") }
        switch tryPort() {
        case 0: return .ok("no worker runs; \(address) is free for it")
        case EADDRINUSE:
            return .fault(
                "another program listens on \(address); stop it, or change 'http: listen'")
        case EACCES:
            return .fault(
                "this user may not listen on \(address); take a port from 1024 behind the proxy")
        default:
            return .fault(
                "cannot listen on \(address); 'http: listen' names an address of this "
                    + "machine, such as 127.0.0.1:8080")
        }
    }

    private var isWorkerRunning: Bool {
        WorkerLauncher.isListening(DeskLocation.find(dataFolder: configuration.dataFolder))
    }

    /// Binds and lets go.
    /// - Returns: 0, or the error's number.
    private func tryPort() -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        let host = configuration.http.host
        guard getaddrinfo(host, "\(configuration.http.port)", &hints, &found) == 0,
            let address = found
        else { return EADDRNOTAVAIL }
        defer { freeaddrinfo(address) }
        let descriptor = socket(address.pointee.ai_family, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var yes: Int32 = 1
        setsockopt(
            descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 else {
            return errno
        }
        return 0
    }

    private func desk() -> Finding {
        let usual = configuration.dataFolder + "/run/desk.sock"
        guard usual.utf8.count > DeskLocation.maxPathBytes else {
            return .ok("the Desk's socket is \(usual)")
        }
        return .warning(
            "\(usual) is too long for a socket; a short one is made under XDG_RUNTIME_DIR or /tmp "
                + "and named in run/desk.path: a shorter 'data:' avoids it")
    }

    /// Who may read the record, and whose it is.
    func files() -> [Finding] {
        let folder = configuration.dataFolder
        guard FileManager.default.fileExists(atPath: folder) else {
            return [.ok("\(folder) does not exist yet; the worker makes it")]
        }
        var findings: [Finding] = []
        let mine = geteuid()
        if let owner = owner(of: folder), owner != mine, mine != 0 {
            findings.append(
                .fault(
                    "\(folder) belongs to another user (\(owner)); run the worker as that user, or "
                        + "chown -R it to \(NSUserName())"))
        }
        // The Desk's group passes through the folder to the socket.
        let wantedFolder = configuration.desk.group == nil ? 0o700 : 0o710
        for (path, wanted) in [
            (folder, wantedFolder), (folder + "/" + SQLiteStore.fileName, 0o600),
        ]
        where mode(of: path) & 0o777 & ~wanted != 0 {
            findings.append(
                .fault(
                    "others may read \(path), which holds customers' words: chmod "
                        + "\(String(wanted, radix: 8)) it"))
        }
        return findings
    }

    private func owner(of path: String) -> uid_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_uid : nil
    }
}

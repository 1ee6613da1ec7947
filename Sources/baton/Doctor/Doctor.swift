import BatonChannels
import BatonConfiguration
import BatonCore
import BatonDesk
import BatonStore
import Foundation
import Glibc

/// One thing that the doctor looked at.
struct Finding: Encodable, Hashable {
    enum Level: String, Encodable { case ok, warning, fault }
    var level: Level
    var message: String

    static func ok(_ message: String) -> Finding { Finding(level: .ok, message: message) }
    static func warning(_ message: String) -> Finding {
        Finding(level: .warning, message: message)
    }
    static func fault(_ message: String) -> Finding { Finding(level: .fault, message: message) }
}

/// Looks at everything of a set-up that can be looked at from this machine; each finding that is
/// not well says how to mend it.
struct Doctor {
    let configuration: Configuration
    let now: Timestamp

    func findings() async -> [Finding] {
        var findings = [Finding.ok("\(configuration.file) is well formed")]
        findings += configuration.warnings.map { Finding.warning($0.description) }
        findings += secrets()
        findings += connections()
        findings += policies()
        findings += people()
        findings += machine()
        findings += documentTools(path: DocumentsRun.path)
        findings.append(model())
        if let settings = configuration.embeddings { findings.append(await embeddings(settings)) }
        if let settings = configuration.composing { findings += composing(settings) }
        findings += files()
        findings += await record()
        return findings
    }

    /// Literal secrets make the configuration itself a secret.
    private func secrets() -> [Finding] {
        let hasLiteral = configuration.connections.contains { connection in
            connection.secrets.values.joined().contains { $0.source == .literal }
        }
        guard hasLiteral, mode(of: configuration.file) & 0o077 != 0 else { return [] }
        return [
            .fault(
                "others may read \(configuration.file), which holds secrets: chmod 600 it, and "
                    + "keep them in ${ENV_NAME} or file:PATH")
        ]
    }

    private func connections() -> [Finding] {
        var findings: [Finding] = []
        if configuration.connections.isEmpty {
            findings.append(.warning("no connections: no customer can reach you yet"))
        }
        for connection in configuration.connections {
            if ChannelRegistry.profile(connection.channel)?.isServedHere == true {
                findings += website(connection)
            } else {
                let base = configuration.http.publicURL ?? "<public_url>"
                let hook = "\(base)/webhooks/\(connection.id)"
                findings.append(.ok("\(connection.id): the webhook's address is \(hook)"))
            }
            findings += connection.missing.map { .warning("\(connection.id): \($0)") }
            if connection.inboxes.isEmpty {
                findings.append(
                    .warning(
                        "\(connection.id): no inboxes: every number is for people only; name them "
                            + "under 'inboxes'"))
            }
        }
        switch configuration.http.publicURL {
        case nil:
            findings.append(
                .warning("http.public_url is not set; it is the address you give to providers"))
        case let url? where !url.hasPrefix("https://"):
            findings.append(
                .warning(
                    "http.public_url is not https; providers call nothing else: put a proxy "
                        + "with TLS before the worker"))
        default: break
        }
        return findings
    }

    private func people() -> [Finding] {
        var findings: [Finding] = []
        for person in configuration.people where getpwnam(person.id.rawValue) == nil {
            findings.append(
                .warning(
                    "\(person.name): there is no Unix user '\(person.id)' on this machine; make it "
                        + "with 'adduser \(person.id)', or mend 'unix_user'"))
        }
        if let group = configuration.desk.group {
            findings += deskGroup(group)
        } else if configuration.people.contains(where: { $0.id.rawValue != NSUserName() }) {
            findings.append(
                .warning(
                    "'desk: {group: …}' is not set, so only the data folder's user can connect; "
                        + "name a group that all 'people' are in"))
        }
        return findings
    }

    private func deskGroup(_ group: String) -> [Finding] {
        guard let entry = getgrnam(group) else {
            return [
                .fault(
                    "there is no Unix group '\(group)'; make it with 'groupadd \(group)', or "
                        + "leave 'desk: group' out")
            ]
        }
        let number = entry.pointee.gr_gid
        return configuration.people.compactMap { person in
            guard let user = getpwnam(person.id.rawValue),
                !isMember(person.id.rawValue, primary: user.pointee.pw_gid, of: number)
            else { return nil }
            return .warning(
                "\(person.name) is not in the group '\(group)' and cannot connect: "
                    + "usermod -aG \(group) \(person.id)")
        }
    }

    private func isMember(_ user: String, primary: gid_t, of group: gid_t) -> Bool {
        var groups = [gid_t](repeating: 0, count: 1024)
        var count = Int32(groups.count)
        guard getgrouplist(user, primary, &groups, &count) >= 0 else { return true }
        return groups.prefix(Int(count)).contains(group)
    }

    /// The permission bits of a file; none where there is no such file.
    func mode(of path: String) -> Int {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int ?? 0
    }
}

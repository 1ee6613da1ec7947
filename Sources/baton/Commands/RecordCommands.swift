import ArgumentParser
import BatonConfiguration
import BatonCore
import BatonDesk
import BatonStore

/// Prints what came in.
struct EventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Print the inbound events in the order of their commit.")

    @OptionGroup var global: GlobalOptions

    @Option(name: .long, help: "Leave out the first N events.")
    var since = 0

    @Flag(name: .long, help: "Print one JSON array.")
    var json = false

    func validate() throws {
        guard since >= 0 else { throw ValidationError("--since takes a number from 0") }
    }

    func run() async throws {
        let events = try await RecordAccess.use(try global.load()) { record in
            var events: [InboundEvent] = []
            while true {
                let reply = try await record.send(
                    .events(skip: since + events.count, limit: 1000))
                guard case .events(let page) = reply, !page.isEmpty else { return events }
                events += page
            }
        }
        if json { return try Output.json(events) }
        for event in events {
            let who = event.contact?.name ?? event.contact?.phone.map { "…" + $0.suffix(4) } ?? ""
            let what = event.content?.words ?? event.content?.type.rawValue
            Output.line(
                [event.kind.rawValue, event.account ?? event.waba, who, what]
                    .compactMap(\.self).joined(separator: "  "))
        }
    }
}

/// Writes a verified copy of the record.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Write a verified copy of the record, while it is in use.")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The file to write; it must not exist.")
    var file: String

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() async throws {
        let path = absolutePath(file)
        let reply = try await RecordAccess.use(try global.load()) {
            try await $0.send(.backup(path: path))
        }
        guard case .verification(let result) = reply else { return }
        if json { return try Output.json(result) }
        Output.line(
            "Wrote \(path): \(result.messages) messages, \(result.eventsChecked) events checked, "
                + "head \(result.headHash.prefix(16))…")
    }
}

/// Restores a copy into an empty data folder.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Restore a copy into an empty data folder.")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The file that 'baton backup' wrote.")
    var file: String

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() async throws {
        let configuration = try global.load()
        let result = try StoreRestore.restore(
            from: absolutePath(file), into: configuration.dataFolder)
        if json { return try Output.json(result) }
        Output.line(
            "Restored into \(configuration.dataFolder): \(result.messages) messages, "
                + "\(result.eventsChecked) events checked, head \(result.headHash.prefix(16))…")
    }
}

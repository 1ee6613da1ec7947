import BatonConfiguration
import BatonCore
import BatonDesk
import BatonEncoder
import BatonStore
import BatonWorker
import Foundation
import Glibc

/// The way to the record: through the worker where one runs, else by opening the store itself.
struct RecordAccess {
    private enum Way {
        case desk(DeskClient)
        case store(SQLiteStore, LocalDesk)
    }

    private let way: Way

    /// Finds the worker of a configuration, or opens its store under the store's lock.
    static func open(_ configuration: Configuration) async throws -> RecordAccess {
        do {
            return RecordAccess(
                way: .desk(try await DeskClient.connect(dataFolder: configuration.dataFolder)))
        } catch is DeskUnreachable {
            try refuseForeign(configuration.dataFolder)
            let store = try SQLiteStore.open(
                folder: configuration.dataFolder,
                ids: IdentifierSource(clock: SystemWallClock()))
            let person = Person(
                id: PersonID(NSUserName()), name: NSUserName(), role: .supervisor)
            return RecordAccess(
                way: .store(
                    store,
                    LocalDesk(
                        configuration: configuration, store: store, person: person,
                        encoder: try? UniversalSentenceEncoder.installed())))
        }
    }

    /// With no worker to ask, the record is its owner's alone.
    private static func refuseForeign(_ folder: String) throws {
        var status = stat()
        guard stat(folder, &status) == 0, geteuid() != 0, status.st_uid != geteuid() else {
            return
        }
        throw Failure(
            .notPermitted,
            "no worker that you may ask runs for \(folder), and it belongs to another user; run "
                + "this as that user, or ask a supervisor to be added to 'people'")
    }

    /// Asks, and returns the answer; a refusal is thrown.
    func send(_ request: DeskRequest) async throws -> DeskReply {
        let reply: DeskReply
        switch way {
        case .desk(let client): reply = try await client.send(request)
        case .store(_, let desk): reply = await desk.reply(to: request)
        }
        if case .refused(let refusal) = reply { throw refusal }
        return reply
    }

    /// Lets go of the worker or the store.
    func close() async {
        switch way {
        case .desk(let client): await client.close()
        case .store(let store, _): await store.close()
        }
    }

    /// Opens, uses, and closes, whatever happens.
    static func use<Value>(
        _ configuration: Configuration, _ body: (RecordAccess) async throws -> Value
    ) async throws -> Value {
        let access = try await open(configuration)
        do {
            let value = try await body(access)
            await access.close()
            return value
        } catch {
            await access.close()
            throw error
        }
    }
}

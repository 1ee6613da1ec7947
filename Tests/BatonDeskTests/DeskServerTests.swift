import BatonCore
import BatonDesk
import Foundation
import Logging
import Testing

@Suite("DeskServer")
struct DeskServerTests {
    private struct Echo: DeskHandler {
        func reply(to request: DeskRequest, from session: DeskSession) async -> DeskReply { .done }
        func sessionOpened(_ session: DeskSession) async {}
        func sessionClosed(_ session: DeskSession) async {}
    }

    private func serving(_ body: (String, DeskServer) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "desk-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let server = DeskServer(
            dataFolder: folder, group: nil, people: [], owner: getuid(), handler: Echo(),
            logger: Logger(label: "test"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try? await server.run() }
            let end = ContinuousClock.now + .seconds(10)
            while !FileManager.default.fileExists(atPath: folder + "/run/desk.sock"),
                ContinuousClock.now < end
            { await Task.yield() }
            try await body(folder, server)
            group.cancelAll()
        }
    }

    @Test("the folder's own user is welcomed as a supervisor, asks, and hears events")
    func conversation() async throws {
        try await serving { folder, server in
            var client: DeskClient?
            let end = ContinuousClock.now + .seconds(10)
            while client == nil, ContinuousClock.now < end {
                client = try? await DeskClient.connect(dataFolder: folder)
            }
            let connected = try #require(client)
            #expect(connected.welcome.person.role == .supervisor)
            #expect(try await connected.send(.status) == .done)
            let mode = try FileManager.default.attributesOfItem(atPath: folder + "/run/desk.sock")
            #expect(mode[.posixPermissions] as? Int == 0o600)
            await server.post(.knowledge(["shop"]))
            var events = connected.events.makeAsyncIterator()
            #expect(await events.next() == .knowledge(["shop"]))
            await connected.close()
        }
    }

    @Test("a server that is stopped while clients connect ends, and they are told")
    func stopping() async throws {
        for _ in 0..<40 {
            try await serving { folder, _ in
                await withTaskGroup(of: Void.self) { clients in
                    for _ in 0..<8 {
                        clients.addTask {
                            let client = try? await DeskClient.connect(dataFolder: folder)
                            await client?.close()
                        }
                    }
                    await clients.next()
                }
            }
        }
    }

    @Test("where no worker listens, the client says so and what to do")
    func nobody() async {
        await #expect(throws: DeskUnreachable.self) {
            _ = try await DeskClient.connect(dataFolder: "/nonexistent-\(UUID().uuidString)")
        }
    }
}

@Suite("Who may do what")
struct PermissionTests {
    @Test("a user that nobody names is no person; the owner and root are supervisors")
    func identity() {
        let people = [Person(id: PersonID("may"), name: "May", role: .agent)]
        func person(_ user: UInt32, _ name: String) -> Person? {
            PeerIdentity(userID: user, userName: name).person(among: people, owner: 1000)
        }
        #expect(person(2000, "stranger") == nil)
        #expect(person(2001, "may")?.role == .agent)
        #expect(person(1000, "shop")?.role == .supervisor)
        #expect(person(0, "root")?.role == .supervisor)
    }
}

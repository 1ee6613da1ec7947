import BatonCore
import Foundation
import Glibc
import Logging
import NIOCore
import Synchronization
import Testing

@testable import BatonDesk

/// Everything that may be asked, and who may ask it, as the design says.
private let table: [(request: DeskRequest, roles: Set<Role>)] = {
    let id = ConversationID("c")
    let everybody = Set(Role.allCases)
    let agents: Set<Role> = [.agent, .editor, .supervisor]
    let editors: Set<Role> = [.editor, .supervisor]
    let entry = EntryID("e")
    let inbox = InboxID(connection: "shop", account: "852")
    return [
        (.hello(major: 1, minor: 0), everybody), (.status, everybody),
        (.queue(QueueQuery(filter: .all)), everybody), (.open(id, limit: 1), everybody),
        (
            .messages(
                id, before: MessageCursor(at: Timestamp(milliseconds: 0), sequence: 1), limit: 1),
            everybody
        ),
        (.search("x", before: nil, limit: 1), everybody), (.dashboard, everybody),
        (.claim(id, force: false), agents),
        (.reply(send: SendID("s"), conversation: id, text: "x", replyTo: nil), agents),
        (.note(id, text: "x"), agents), (.returnToBot(id, note: nil), agents),
        (.assign(id, to: PersonID("p")), [.supervisor]), (.resolve(id), agents),
        (.saveDraft(id, text: "x"), agents), (.presence(id, isTyping: true), everybody),
        (.explain(message: nil, conversation: id), everybody),
        (.ask(text: "x", knowledge: nil), everybody),
        (.files(.offer(id, name: "a.pdf", sizeBytes: 1, head: FileBytes([1]))), agents),
        (.files(.piece(SendID("s"), offset: 0, FileBytes([1]))), agents),
        (
            .files(
                .send(
                    FileSend(send: SendID("s"), conversation: id, name: "a.pdf", sizeBytes: 1))),
            agents
        ),
        (.files(.read(MessageID("m"), offset: 0)), everybody),
        (.knowledge(.bases), everybody), (.knowledge(.entry(entry, in: "shop")), everybody),
        (.knowledge(.entries(in: "shop", after: nil, limit: 1)), everybody),
        (.knowledge(.save([], isForced: false)), editors),
        (.knowledge(.history(entry, in: "shop", limit: 1)), everybody),
        (.knowledge(.revert(entry, in: "shop", to: 1, isForced: false)), editors),
        (.knowledge(.search("x", in: "shop", limit: 1)), everybody),
        (.knowledge(.test(in: "shop")), everybody),
        (.knowledge(.review(in: "shop", of: nil)), everybody),
        (.knowledge(.gaps(in: "shop", days: 1)), everybody),
        (.knowledge(.sources(in: "shop")), everybody),
        (
            .knowledge(
                .changeDocuments(
                    DocumentChange(knowledge: "shop", source: KnowledgeSource(location: "/a")))),
            editors
        ),
        (.gate(.label(DecisionID("d"), .right, reason: nil, note: nil)), agents),
        (.gate(.review(nil, limit: 1)), everybody), (.gate(.report(days: 1)), everybody),
        (.gate(.versions(inbox)), everybody), (.gate(.fit(inbox)), [.supervisor]),
        (.gate(.activate(inbox, version: "gate-1")), [.supervisor]),
        (.gate(.stop(nil)), [.supervisor]), (.gate(.resume(nil)), [.supervisor]),
        (.gate(.reopen(inbox)), [.supervisor]),
        (.gate(.rollback(inbox)), [.supervisor]),
        (.gate(.reviewRate(inbox, 0.5)), [.supervisor]),
        (.gate(.compare(inbox, before: nil, after: "gate-1")), everybody),
        (.gate(.replay(ReplayQuery(since: Timestamp(milliseconds: 0)))), everybody),
        (.policy(.show(inbox, country: nil, at: nil)), everybody),
        (.policy(.reload), [.supervisor]),
        (.policy(.template(send: SendID("s"), conversation: id, purpose: "any")), agents),
        (.policy(.optIn(id, isGranted: true, how: "in the shop")), agents),
        (.records(.retention), [.supervisor, .auditor]),
        (.records(.erase(isThorough: false)), [.supervisor]),
        (.policy(.askPhone(send: SendID("s"), conversation: id)), agents),
        (.events(skip: 0, limit: 1), [.supervisor, .auditor]),
        (.backup(path: "x"), [.supervisor, .auditor]), (.verify, [.supervisor, .auditor]),
        (.stop, [.supervisor]),
    ]
}()

@Suite("The Desk's rights", .timeLimit(.minutes(10)))
struct DeskRightsTests {
    /// Notes what came through to it.
    private final class Handler: DeskHandler {
        let heard = Mutex<[DeskRequest]>([])

        func reply(to request: DeskRequest, from session: DeskSession) async -> DeskReply {
            heard.withLock { $0.append(request) }
            return .done
        }
        func sessionOpened(_ session: DeskSession) async {}
        func sessionClosed(_ session: DeskSession) async {}
    }

    private func server(_ folder: String, _ handler: any DeskHandler) -> DeskServer {
        DeskServer(
            dataFolder: folder, group: nil, people: [], owner: getuid(), handler: handler,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test("each role may ask exactly what the table says; the rest is refused before any work")
    func everyCell() async {
        let handler = Handler()
        let server = server("/nowhere", handler)
        for (request, roles) in table {
            for role in Role.allCases {
                handler.heard.withLock { $0 = [] }
                let person = Person(id: PersonID("p"), name: "P", role: role)

                let reply = await server.permitted(
                    request, DeskSession(person: person, id: "1"))

                let heard = handler.heard.withLock { $0 }
                if roles.contains(role) {
                    #expect(reply == .done, "\(role) \(request)")
                    #expect(heard == [request])
                } else {
                    guard case .refused(let refusal) = reply else {
                        Issue.record("\(role) may \(request)")
                        continue
                    }
                    #expect(refusal.code == .notPermitted)
                    #expect(
                        refusal.description.hasPrefix("the role '\(role.rawValue)' may not do this")
                    )
                    #expect(heard == [])
                }
            }
        }
    }

    @Test("the table names every request there is")
    func complete() {
        #expect(Set(table.map { Self.number(of: $0.request) }) == Set(0..<57))
    }

    /// A new request does not compile here, and so must be given a row above.
    private static func number(of request: DeskRequest) -> Int {
        switch request {
        case .hello: 0
        case .status: 1
        case .queue: 2
        case .open: 3
        case .messages: 4
        case .search: 5
        case .dashboard: 6
        case .claim: 7
        case .reply: 8
        case .note: 9
        case .returnToBot: 10
        case .assign: 11
        case .resolve: 12
        case .saveDraft: 13
        case .presence: 14
        case .explain: 15
        case .ask: 16
        case .events: 17
        case .backup: 18
        case .verify: 19
        case .stop: 20
        case .knowledge(.bases): 21
        case .knowledge(.entry): 22
        case .knowledge(.entries): 23
        case .knowledge(.save): 24
        case .knowledge(.history): 25
        case .knowledge(.revert): 26
        case .knowledge(.search): 27
        case .knowledge(.test): 28
        case .knowledge(.review): 29
        case .knowledge(.gaps): 30
        case .knowledge(.sources): 31
        case .knowledge(.changeDocuments): 32
        case .gate(.label): 33
        case .gate(.review): 34
        case .gate(.report): 35
        case .gate(.versions): 36
        case .gate(.fit): 37
        case .gate(.activate): 38
        case .gate(.stop): 39
        case .gate(.resume): 40
        case .gate(.reopen): 41
        case .gate(.replay): 42
        case .files(.offer): 43
        case .policy(.show): 44
        case .policy(.reload): 45
        case .policy(.template): 46
        case .gate(.rollback): 47
        case .gate(.reviewRate): 48
        case .gate(.compare): 49
        case .policy(.optIn): 50
        case .files(.piece): 51
        case .files(.send): 52
        case .files(.read): 53
        case .records(.retention): 54
        case .records(.erase): 55
        case .policy(.askPhone): 56
        }
    }

    @Test("another version, a first word that is no hello, and an unknown request get a sentence")
    func handshake() async throws {
        try await serving { path in
            func answers(_ frames: [String]) throws -> [ServerFrame] {
                let socket = try RawSocket(path)
                defer { socket.close() }
                return try frames.map { frame in
                    try socket.write(frame)
                    return try socket.read()
                }
            }
            let hello = #"{"id":7,"request":{"hello":{"major":1,"minor":0}}}"#

            let newer = try answers([#"{"id":7,"request":{"hello":{"major":2,"minor":0}}}"#])
            let rude = try answers([#"{"id":7,"request":{"status":{}}}"#])
            let nonsense = try answers(["{"])
            let unknown = try answers([hello, #"{"id":9,"request":{"fly":{}}}"#])

            guard case .refused(let version) = newer[0].reply,
                case .refused(let first) = rude[0].reply,
                case .refused = nonsense[0].reply, case .welcome = unknown[0].reply,
                case .refused(let flying) = unknown[1].reply
            else {
                Issue.record("\(newer) \(rude) \(nonsense) \(unknown)")
                return
            }
            #expect(newer[0].id == 7)
            #expect(version.code == .version)
            #expect(
                version.description == "the worker speaks version 1 of the Desk, this program "
                    + "version 2; update the older of the two")
            #expect(first.code == .malformed)
            #expect(unknown[1].id == 9, "the asker must hear that it is its own request")
            #expect(flying.code == .malformed)
        }
    }

    @Test("a data folder whose path is too long for a socket has a short one, named in desk.path")
    func longPath() async throws {
        let folder =
            NSTemporaryDirectory() + "desk-" + UUID().uuidString + "/"
            + String(repeating: "long", count: 25)
        defer {
            try? FileManager.default.removeItem(
                atPath: (folder as NSString).deletingLastPathComponent)
        }
        try await serving(folder) { path in
            #expect(path.utf8.count <= DeskLocation.maxPathBytes)
            #expect(DeskLocation.find(dataFolder: folder) == path)
            let desk = try await DeskClient.connect(dataFolder: folder)
            #expect(try await desk.send(.status) == .done)
            await desk.close()
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    @Test("a short path's folder that somebody else laid is refused")
    func foreignFolder() throws {
        let base = NSTemporaryDirectory() + "desk-" + UUID().uuidString
        let folder = base + "/" + String(repeating: "long", count: 25)
        defer { try? FileManager.default.removeItem(atPath: base) }
        try FileManager.default.createDirectory(
            atPath: base + "/elsewhere", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: base + "/baton", withDestinationPath: base + "/elsewhere")

        let refusal = #expect(throws: DeskRefusal.self) {
            _ = try DeskLocation.prepare(
                dataFolder: folder, group: nil, environment: ["XDG_RUNTIME_DIR": base])
        }

        #expect(refusal?.code == .notPermitted)
    }

    @Test("run/ and socket are for one user, or for the group, which passes through the folder")
    func modes() throws {
        let folder = NSTemporaryDirectory() + "desk-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        let entry: UnsafeMutablePointer<group>? = getgrgid(getgid())
        let ours = String(cString: try #require(entry).pointee.gr_name)
        let cases: [(String?, folder: Int, run: Int, socket: Int)] = [
            (nil, 0o700, 0o700, 0o600), (ours, 0o710, 0o750, 0o660),
        ]
        for (name, folderMode, runMode, socketMode) in cases {
            let socket = try DeskLocation.prepare(dataFolder: folder, group: name)
            _ = FileManager.default.createFile(atPath: socket, contents: nil)
            try DeskLocation.protect(socket: socket, group: name)

            #expect(try mode(folder) == folderMode)
            #expect(try mode(folder + "/run") == runMode)
            #expect(try mode(socket) == socketMode)
        }
        let refusal = #expect(throws: DeskRefusal.self) {
            _ = try DeskLocation.prepare(dataFolder: folder, group: "no-such-group")
        }
        #expect(refusal?.description.contains("groupadd no-such-group") == true)
    }

    private func serving(
        _ folder: String = NSTemporaryDirectory() + "desk-" + UUID().uuidString,
        _ body: (String) async throws -> Void
    ) async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let server = server(folder, Handler())
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try? await server.run() }
            let end = ContinuousClock.now + .seconds(10)
            while ContinuousClock.now < end {
                let path = DeskLocation.find(dataFolder: folder)
                if let socket = try? RawSocket(path) {
                    socket.close()
                    try await body(path)
                    break
                }
                await Task.yield()
            }
            group.cancelAll()
        }
    }
}

/// A client that says what no client of ours would.
private struct RawSocket {
    struct Lost: Error {}

    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard status == 0 else {
            Glibc.close(descriptor)
            throw Lost()
        }
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    func close() { Glibc.close(descriptor) }

    func write(_ json: String) throws {
        let length = UInt32(json.utf8.count)
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) } + json.utf8
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw Lost() }
    }

    func read() throws -> ServerFrame {
        let head = try bytes(4)
        let length = head.reduce(0) { $0 << 8 | Int($1) }
        return try DeskWire.decode(ServerFrame.self, ByteBuffer(bytes: bytes(length)))
    }

    private func bytes(_ count: Int) throws -> [UInt8] {
        var all: [UInt8] = []
        while all.count < count {
            var part = [UInt8](repeating: 0, count: count - all.count)
            let got = Glibc.read(descriptor, &part, part.count)
            guard got > 0 else { throw Lost() }
            all += part[..<got]
        }
        return all
    }
}

import BatonCore
import BatonDesk
import Foundation
import Synchronization
import Testing

@testable import BatonConsole

/// Files that go over the Desk, with a worker whose data folder this process never sees.
@Suite("FileCarrier", .timeLimit(.minutes(10)))
struct FileCarrierTests {
    /// A worker that keeps bytes in memory.
    private final class Shelf: DeskLink {
        private let carried = Mutex<[UInt8]>([])
        private let asked = Mutex<[DeskRequest]>([])
        let held: [UInt8]
        let answer: DeskReply?

        init(holding held: [UInt8] = [], answers answer: DeskReply? = nil) {
            self.held = held
            self.answer = answer
        }

        var bytes: [UInt8] { carried.withLock { $0 } }
        var requests: [DeskRequest] { asked.withLock { $0 } }

        func run(_ tell: @escaping @Sendable (ConsoleMessage) -> Void) async {}

        func send(_ request: DeskRequest) async throws -> DeskReply {
            asked.withLock { $0.append(request) }
            if let answer { return answer }
            switch request {
            case .files(.offer(_, _, _, let head)):
                return .files(
                    .offered(
                        FileOffer(kind: .document, mime: "head/\(head.bytes.count)")))
            case .files(.piece(_, let offset, let piece)):
                return carried.withLock { carried in
                    carried = carried.prefix(offset) + piece.bytes
                    return .files(.kept(carried.count))
                }
            case .files(.read(_, let offset)):
                let piece = Array(held.dropFirst(offset).prefix(FileBytes.pieceBytes))
                return .files(
                    .piece(
                        FilePiece(
                            sizeBytes: held.count, mime: "application/pdf", name: "價目.pdf",
                            bytes: FileBytes(piece))))
            default: return .done
            }
        }
    }

    private func with(_ body: (String) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "carrier-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    private static let bytes = (0..<2_200_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }

    @Test("a file is looked at, offered by its first bytes, and carried in pieces, each told of")
    func send() async throws {
        try await with { (folder: String) async throws in
            let path = folder + "/price.pdf"
            try Data(Self.bytes).write(to: URL(fileURLWithPath: path))
            let shelf = Shelf()
            let carrier = FileCarrier(
                link: shelf, folder: PrivateFolder(base: folder + "/run", process: 1))
            let conversation = ConversationID("c1")

            let offered = await carrier.offer(" '\(path)'", in: conversation)
            #expect(
                offered
                    == .fileOffered(
                        FileAttachment(
                            path: path, name: "price.pdf", sizeBytes: Self.bytes.count,
                            offer: FileOffer(kind: .document, mime: "head/4096")), conversation))

            let told = Mutex<[Int]>([])
            let reply = FileSend(
                send: SendID("s"), conversation: conversation, name: "price.pdf",
                sizeBytes: Self.bytes.count)
            let message = await carrier.send(OutgoingFile(reply: reply, path: path)) { count in
                told.withLock { $0.append(count) }
            }
            #expect(message == .reply(.done, to: .files(.send(reply))))
            #expect(shelf.bytes == Self.bytes)
            #expect(told.withLock { $0 } == [1_048_576, 2_097_152, 2_200_000])
            #expect(shelf.requests.last == .files(.send(reply)))
        }
    }

    @Test("what is not there, no file, empty or changed since is said, and nothing is carried")
    func faults() async throws {
        try await with { (folder: String) async throws in
            let shelf = Shelf()
            let carrier = FileCarrier(
                link: shelf, folder: PrivateFolder(base: folder + "/run", process: 1))
            let conversation = ConversationID("c1")
            func why(_ path: String) async -> String {
                guard case .fileRefused(let words, _) = await carrier.offer(path, in: conversation)
                else { return "taken" }
                return words.english
            }
            let empty = folder + "/empty"
            #expect(FileManager.default.createFile(atPath: empty, contents: nil))
            #expect(await why(folder + "/no.pdf") == "There is no file at \(folder)/no.pdf.")
            #expect(await why(folder) == "\(folder) is no file.")
            #expect(await why("/dev/null") == "/dev/null is no file.")
            #expect(await why(empty) == "\(empty) is empty.")
            #expect(
                await why("price.pdf")
                    == "A whole path is needed, such as /home/may/price.pdf or ~/price.pdf.")

            try Data([1, 2, 3]).write(to: URL(fileURLWithPath: empty))
            let reply = FileSend(
                send: SendID("s"), conversation: conversation, name: "empty", sizeBytes: 2)
            let message = await carrier.send(OutgoingFile(reply: reply, path: empty)) { _ in }
            #expect(
                message
                    == .reply(
                        .refused(
                            DeskRefusal(
                                .malformed, "\(empty) has changed since; attach it again.",
                                chinese: "\(empty) 已有改動；請重新附加。")),
                        to: .files(.send(reply))))
            #expect(shelf.requests == [])
        }
    }

    @Test("a fetched file lies where its person alone can read it, and goes with the console")
    func fetch() async throws {
        try await with { (folder: String) async throws in
            let private_ = PrivateFolder(base: folder + "/run", process: 1)
            let carrier = FileCarrier(link: Shelf(holding: Self.bytes), folder: private_)

            let message = await carrier.fetch(MessageID("0199-abcd1234"))

            let path = folder + "/run/files-1/abcd1234-價目.pdf"
            #expect(message == .fileFetched(path))
            #expect(FileManager.default.contents(atPath: path).map(Array.init) == Self.bytes)
            func mode(_ path: String) throws -> Int? {
                try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            }
            #expect(try mode(path) == 0o600)
            #expect(try mode(folder + "/run/files-1") == 0o700)
            private_.remove()
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder + "/run").isEmpty)
        }
    }

    @Test("what the worker refuses is said, and no file is begun")
    func refused() async throws {
        try await with { (folder: String) async throws in
            let refusal = DeskRefusal(.notFound, "the file is not here: it is a program")
            let carrier = FileCarrier(
                link: Shelf(answers: .refused(refusal)),
                folder: PrivateFolder(base: folder + "/run", process: 1))
            let words = BilingualText(refusal.description, refusal.description)
            #expect(await carrier.fetch(MessageID("m")) == .fileNotFetched(words))
            #expect(!FileManager.default.fileExists(atPath: folder + "/run"))
        }
    }

    @Test("a folder that others can read is not used; what dead consoles left is removed")
    func folders() async throws {
        try await with { (folder: String) async throws in
            let base = folder + "/run"
            func make(_ path: String, _ mode: Int) throws {
                try FileManager.default.createDirectory(
                    atPath: path, withIntermediateDirectories: false,
                    attributes: [.posixPermissions: mode])
            }
            try make(base, 0o755)
            let carrier = FileCarrier(
                link: Shelf(holding: [1]), folder: PrivateFolder(base: base, process: getpid()))
            guard case .fileNotFetched(let words) = await carrier.fetch(MessageID("m")) else {
                Issue.record("it was used")
                return
            }
            #expect(
                words.english == "Cannot write \(base) for you alone: mend its rights, or set "
                    + "XDG_RUNTIME_DIR.")

            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: base)
            // No process has so high a number.
            try make(base + "/files-2147483646", 0o700)
            try Data([1]).write(to: URL(fileURLWithPath: base + "/files-2147483646/left.pdf"))
            _ = await carrier.fetch(MessageID("m"))
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: base) == ["files-\(getpid())"])
        }
    }
}

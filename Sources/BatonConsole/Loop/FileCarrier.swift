import BatonCore
import BatonDesk
import Glibc

/// Carries files between this person's machine and the worker, over the Desk, in pieces.
///
/// The data folder is the worker's alone; what a person may see or send, the worker decides at each
/// piece.
struct FileCarrier: Sendable {
    let link: any DeskLink
    let folder: PrivateFolder

    /// Why it came to nothing.
    private struct Fault: Error {
        var words: BilingualText
    }

    /// Looks at the file of a path, and asks the worker whether it may be sent.
    func offer(_ typed: String, in conversation: ConversationID) async -> ConsoleMessage {
        let home = getenv("HOME").map { String(cString: $0) }
        do {
            let file = try LocalFile(path: LocalFile.path(typed: typed, home: home))
            let head = try file.bytes(from: 0, atMost: FileBytes.headBytes)
            let reply = try await link.send(
                .files(
                    .offer(
                        conversation, name: file.name, sizeBytes: file.sizeBytes,
                        head: FileBytes(head))))
            guard case .files(.offered(let offer)) = reply else { throw Self.fault(reply) }
            return .fileOffered(
                FileAttachment(
                    path: file.path, name: file.name, sizeBytes: file.sizeBytes, offer: offer),
                conversation)
        } catch {
            return .fileRefused(Self.words(error), conversation)
        }
    }

    /// Carries a file to the worker and has it sent.
    /// - Parameter carried: told how many bytes the worker has.
    func send(_ file: OutgoingFile, _ carried: @Sendable (Int) -> Void) async -> ConsoleMessage {
        let request = DeskRequest.files(.send(file.reply))
        do {
            let local = try LocalFile(path: file.path)
            guard local.sizeBytes == file.reply.sizeBytes else { throw Self.changed(file.path) }
            var offset = 0
            while offset < local.sizeBytes {
                let count = min(FileBytes.pieceBytes, local.sizeBytes - offset)
                let bytes = try local.bytes(from: offset, atMost: count)
                guard bytes.count == count else { throw Self.changed(file.path) }
                let reply = try await link.send(
                    .files(.piece(file.reply.send, offset: offset, FileBytes(bytes))))
                guard case .files(.kept(let known)) = reply, known > offset else {
                    // Nothing was sent: to the console it is the refusal of the reply.
                    return .reply(Self.refusal(reply), to: request)
                }
                offset = known
                carried(offset)
            }
            return .reply(try await link.send(request), to: request)
        } catch let fault as LocalFile.Fault {
            return Self.refused(fault.words, request)
        } catch let fault as Fault {
            return Self.refused(fault.words, request)
        } catch {
            return .failed(BilingualText(saying: error), to: request)
        }
    }

    /// Fetches the file of a message into the person's private folder.
    func fetch(_ message: MessageID) async -> ConsoleMessage {
        do {
            var offset = 0
            var writing: PrivateFolder.Writing?
            defer { writing?.close() }
            while true {
                let reply = try await link.send(.files(.read(message, offset: offset)))
                guard case .files(.piece(let piece)) = reply else { throw Self.fault(reply) }
                let file =
                    try writing
                    ?? folder.begin(
                        SafeFileName.name(of: piece, message: message))
                writing = file
                try file.write(piece.bytes.bytes)
                offset += piece.bytes.bytes.count
                if offset >= piece.sizeBytes { return .fileFetched(file.path) }
                guard !piece.bytes.bytes.isEmpty else {
                    throw Fault(
                        words: BilingualText("The file did not come whole.", "檔案未能完整取得。"))
                }
            }
        } catch {
            return .fileNotFetched(Self.words(error))
        }
    }

    private static func changed(_ path: String) -> Fault {
        Fault(
            words: BilingualText(
                "\(path) has changed since; attach it again.", "\(path) 已有改動；請重新附加。"))
    }

    private static func refusal(_ reply: DeskReply) -> DeskReply {
        if case .refused = reply { return reply }
        return .refused(DeskRefusal(.malformed, "the worker answered something else"))
    }

    private static func refused(_ words: BilingualText, _ request: DeskRequest) -> ConsoleMessage {
        .reply(
            .refused(DeskRefusal(.malformed, words.english, chinese: words.chinese)), to: request)
    }

    private static func fault(_ reply: DeskReply) -> any Error {
        guard case .refused(let refusal) = refusal(reply) else {
            return Fault(words: .init("", ""))
        }
        return refusal
    }

    private static func words(_ error: any Error) -> BilingualText {
        switch error {
        case let fault as LocalFile.Fault: fault.words
        case let fault as PrivateFolder.Fault: fault.words
        case let fault as Fault: fault.words
        case let refusal as DeskRefusal:
            BilingualText(refusal.description, refusal.chinese ?? refusal.description)
        default: BilingualText("\(error)", "\(error)")
        }
    }
}

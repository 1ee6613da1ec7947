import BatonChannels
import BatonConfiguration
import BatonCore
import BatonDesk
import BatonStore
import Foundation

/// What the worker does when people send and see files; rights were checked before.
struct FileDesk {
    let store: any Store
    let configuration: Configuration
    let adapters: [String: any ChannelAdapter]
    let policy: PolicyDesk
    let shelf: UploadShelf
    let clock: any WallClock

    private var folder: MediaFolder { MediaFolder(dataFolder: configuration.dataFolder) }

    func reply(to request: FileRequest, from session: DeskSession) async throws(StoreError)
        -> DeskReply
    {
        switch request {
        case .offer(let id, let name, let sizeBytes, let head):
            let file = File(name: name, sizeBytes: sizeBytes, head: head.bytes)
            return try await judged(file, in: id) { _, offer in .files(.offered(offer)) }
        case .piece(let send, let offset, let bytes):
            do throws(UploadShelf.Refused) {
                return .files(
                    .kept(try await shelf.take(bytes.bytes, at: offset, of: send, from: session)))
            } catch {
                return .refused(DeskRefusal(error))
            }
        case .send(let file): return try await send(file, from: session)
        case .read(let message, let offset): return try await read(message, from: offset)
        }
    }

    private struct File {
        var name: String
        var sizeBytes: Int
        var head: [UInt8]
    }

    /// Goes on with what a file would be sent as, or says why it cannot be.
    private func judged(
        _ file: File, in id: ConversationID,
        _ body: (Conversation, FileOffer) async throws(StoreError) -> DeskReply
    ) async throws(StoreError) -> DeskReply {
        guard let conversation = try await store.conversation(id) else {
            throw StoreError.noConversation(id)
        }
        guard let adapter = adapters[conversation.inbox.connection] else {
            return .refused(
                DeskRefusal(
                    .conflict,
                    "connection \(conversation.inbox.connection) is not configured here; ask a "
                        + "supervisor to add it to baton.yaml",
                    chinese: "未設定連線 \(conversation.inbox.connection)；請主管加到 baton.yaml"))
        }
        if let objection = adapter.objectionToFiles(publicURL: configuration.http.publicURL) {
            return .refused(DeskRefusal(.conflict, objection))
        }
        if let why = try await policy.refusal(of: conversation, at: clock.now()) {
            return .refused(DeskRefusal(.conflict, why.english, chinese: why.chinese))
        }
        guard file.sizeBytes > 0 else {
            return .refused(DeskRefusal(.malformed, "the file is empty", chinese: "檔案是空的"))
        }
        guard let mime = MediaType.of(file.head, named: file.name),
            MediaType.objection(to: mime, as: .document) == nil
        else {
            return .refused(
                DeskRefusal(
                    .malformed,
                    "'\(file.name)' is a program, or nothing tells what it is; pictures, sound, "
                        + "films, PDF, office files and plain text can be sent",
                    chinese: "只可傳送相片、聲音、影片、PDF、文件檔及純文字"))
        }
        let kind: MessageContent.Kind
        do throws(CannotSend) {
            kind = try FileFit.kind(
                of: mime, sizeBytes: file.sizeBytes, within: adapter.capabilities)
        } catch {
            return .refused(DeskRefusal(.malformed, error))
        }
        return try await body(conversation, FileOffer(kind: kind, mime: mime))
    }

    private func send(_ file: FileSend, from session: DeskSession) async throws(StoreError)
        -> DeskReply
    {
        // Over a bad line the answer to the first try may be lost, and the file is off the shelf.
        if let earlier = try await store.reply(of: file.send) { return .message(earlier) }
        guard file.caption.utf16.count <= Limits.replyLength else {
            return .refused(
                DeskRefusal(
                    .malformed, "words to a file have at most \(Limits.replyLength) characters",
                    chinese: "隨檔案的文字最多 \(Limits.replyLength) 個字元"))
        }
        let kept: (hash: String, head: [UInt8])
        do throws(UploadShelf.Refused) {
            kept = try await shelf.finish(file.send, sizeBytes: file.sizeBytes, from: session)
        } catch {
            return .refused(DeskRefusal(error))
        }
        let name = Self.line(file.name)
        return try await judged(
            File(name: name, sizeBytes: file.sizeBytes, head: kept.head), in: file.conversation
        ) { conversation, offer throws(StoreError) in
            try await record(
                file, named: name, offer,
                KeptFile(hash: kept.hash, mime: offer.mime, bytes: file.sizeBytes),
                in: conversation, by: session.person.id)
        }
    }

    /// The message with the file, and after it what its caption has no room for.
    private func record(
        _ file: FileSend, named name: String, _ offer: FileOffer, _ kept: KeptFile,
        in conversation: Conversation, by person: PersonID
    ) async throws(StoreError) -> DeskReply {
        var content = MessageContent(type: offer.kind)
        content.filename = name
        content.mime = offer.mime
        content.sizeBytes = kept.bytes
        let isBlank = file.caption.allSatisfy(\.isWhitespace)
        content.caption = isBlank ? nil : file.caption
        let fit = ChannelFit(adapters: adapters, policy: try await policy.policy(of: conversation))
        var parts = fit.parts(of: content, on: conversation.inbox)
        // Sound has no caption on most channels.
        if offer.kind == .audio, let caption = parts[0].caption {
            parts[0].caption = nil
            parts += fit.parts(of: .text(caption), on: conversation.inbox)
        }
        let now = clock.now()
        var first: Message?
        for (index, part) in parts.enumerated() {
            var reply = AgentReply(
                send: ChannelFit.send(file.send, part: index), conversation: conversation.id,
                person: person, text: part.text ?? "", replyTo: index == 0 ? file.replyTo : nil)
            reply.content = part
            reply.file = index == 0 ? kept : nil
            let message = try await store.reply(reply, now: now)
            first = first ?? message
        }
        guard let first else { return .refused(DeskRefusal.nothingToSend) }
        return .message(first)
    }

    private func read(_ message: MessageID, from offset: Int) async throws(StoreError) -> DeskReply
    {
        let record = try await store.media(of: message)
        if record == nil, try await store.message(message)?.fileRemovedAt != nil {
            return .refused(
                DeskRefusal(
                    .notFound, "the file was removed: it is older than the policy keeps files",
                    chinese: "檔案已按政策所定的保留期移除"))
        }
        guard let hash = record?.hash, let size = folder.size(of: hash) else {
            let why = record?.why.map { ": " + $0 } ?? ""
            return .refused(
                DeskRefusal(.notFound, "the file is not here" + why, chinese: "檔案未能取得" + why))
        }
        guard let bytes = folder.bytes(of: hash, from: offset, atMost: FileBytes.pieceBytes) else {
            return .refused(
                DeskRefusal(
                    .storage, "the file cannot be read from the data folder; see 'baton doctor'",
                    chinese: "未能從資料夾讀取檔案；請主管執行 baton doctor"))
        }
        let name = try await store.message(message)?.content.filename
        return .files(
            .piece(
                FilePiece(
                    sizeBytes: size, mime: record?.mime ?? "application/octet-stream", name: name,
                    bytes: FileBytes(bytes))))
    }

    /// A file's name as one line without a path.
    static func line(_ name: String) -> String {
        let last = name.split(separator: "/").last.map(String.init) ?? ""
        let scalars = last.unicodeScalars.filter {
            ![.control, .format, .lineSeparator, .paragraphSeparator].contains(
                $0.properties.generalCategory)
        }
        let words = String(String.UnicodeScalarView(scalars))
        // The ending says what it is, so a long name is cut before it.
        guard words.count > Limits.fileNameLength, let dot = words.lastIndex(of: "."),
            words.distance(from: dot, to: words.endIndex) <= 8
        else { return words.isEmpty ? "file" : String(words.prefix(Limits.fileNameLength)) }
        let ending = words[dot...]
        return String(words.prefix(Limits.fileNameLength - ending.count) + ending)
    }
}

extension DeskRefusal {
    /// The Desk's word for a message that cannot be sent.
    fileprivate init(_ code: Code, _ error: CannotSend) {
        self.init(code, error.words.english, chinese: error.words.chinese)
    }

    /// The Desk's word for a piece that cannot be taken.
    fileprivate init(_ error: UploadShelf.Refused) {
        switch error {
        case .broken:
            self.init(
                .conflict, "the file did not come whole; send it again",
                chinese: "檔案傳送中斷；請再送一次")
        case .tooLarge:
            self.init(
                .malformed,
                "a file has at most \(ByteCount.words(Limits.agentFileBytes))",
                chinese: "檔案最大為 \(ByteCount.words(Limits.agentFileBytes))")
        case .disk(let why):
            self.init(.storage, "the worker cannot keep the file: \(why)", chinese: "伺服器未能儲存檔案")
        }
    }
}

import BatonCore
import BatonDesk
import BatonUI

/// Asks for the path of the file that goes with the reply.
func attach(_ open: ConversationModel, _ model: inout Model) {
    let known = model.attachments[open.view.conversation.id]?.path
    model.overlay = .attach(AttachPrompt(known ?? ""))
}

/// A key while the path is asked for; an empty one takes the file away again.
func attached(_ key: Key, _ prompt: AttachPrompt, _ model: inout Model) -> [ConsoleEffect] {
    guard let id = model.conversation?.view.conversation.id else { return [] }
    var prompt = prompt
    guard key == .named(.enter) else {
        if prompt.editor.handle(key) == .edited { prompt.why = nil }
        model.overlay = .attach(prompt)
        return []
    }
    guard !prompt.isAsking else { return [] }
    let path = prompt.editor.text
    guard path.contains(where: { !$0.isWhitespace }) else {
        model.overlay = nil
        if model.attachments[id]?.carried == nil { model.attachments[id] = nil }
        return []
    }
    prompt.isAsking = true
    prompt.why = nil
    model.overlay = .attach(prompt)
    return [.offerFile(path, id)]
}

/// The worker has said whether a file may go.
func offered(_ message: ConsoleMessage, _ model: inout Model) -> [ConsoleEffect] {
    switch message {
    case .fileOffered(let file, let id):
        guard model.attachments[id]?.carried == nil else { return [] }
        model.attachments[id] = file
        guard case .attach = model.overlay, model.opening == id else { return [] }
        model.overlay = nil
        model.conversation?.isWriting = true
    case .fileRefused(let why, let id):
        guard case .attach(var prompt) = model.overlay, model.opening == id else { return [] }
        prompt.isAsking = false
        prompt.why = why
        model.overlay = .attach(prompt)
    case .fileCarried(let id, let bytes):
        if model.attachments[id]?.carried != nil { model.attachments[id]?.carried = bytes }
    case .fileFetched(let path):
        model.notice = .init(text: path, isError: false)
        return [.openOutside(path)]
    case .fileNotFetched(let why): model.say(why, isError: true)
    default: break
    }
    return []
}

/// Sends the file with what is written; one that is on its way is not begun again.
func send(
    _ file: FileAttachment, with text: String, _ open: ConversationModel, _ model: inout Model
) -> [ConsoleEffect] {
    guard file.carried == nil else {
        model.say(Words.fileUnderway)
        return []
    }
    let id = open.view.conversation.id
    var file = file
    let send = file.caption == text ? file.send ?? nextSendID(&model) : nextSendID(&model)
    (file.send, file.caption, file.carried) = (send, text, 0)
    model.attachments[id] = file
    model.conversation?.pending = .init(id: send, text: text)
    let quoted = open.quotes.flatMap { id in open.view.messages.first { $0.id == id } }
    return [
        .sendFile(
            OutgoingFile(
                reply: FileSend(
                    send: send, conversation: id, name: file.name, sizeBytes: file.sizeBytes,
                    caption: text, replyTo: quoted?.providerID),
                path: file.path))
    ]
}

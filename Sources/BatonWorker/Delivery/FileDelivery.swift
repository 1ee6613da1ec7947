import BatonChannels
import BatonCore
import BatonStore

/// How a file that we send reaches its provider.
struct FileDelivery: Sendable {
    let folder: MediaFolder
    let addresses: MediaAddresses
    /// The address that providers reach this worker by.
    let publicURL: String?
    /// Uniform in 0..<1, for what separates the parts of a form.
    let random: @Sendable () -> Double

    /// What to ask the provider for next.
    enum Step {
        /// To take the file; the message comes after.
        case upload(ProviderRequest, by: any UploadingChannel)
        /// To send the message.
        case send(ProviderRequest)
    }

    /// The next step of a message, which may carry a file.
    /// - Throws: ``CannotSend`` with a reason where the file or the configuration lacks what it needs.
    func step(for item: OutboxItem, by adapter: any ChannelAdapter, at now: Timestamp)
        throws(CannotSend) -> Step
    {
        var send = OutboundMessage(
            send: item.id, account: item.inbox.account, recipient: item.recipient,
            content: item.content, replyTo: item.replyTo, at: now)
        guard let kept = item.file else { return .send(try adapter.request(for: send)) }
        guard folder.size(of: kept.hash) == kept.bytes else {
            throw CannotSend(
                "the file is no longer in the data folder, or not whole",
                "檔案已不在資料夾內，或不完整；請再附加一次")
        }
        if let objection = adapter.objectionToFiles(publicURL: publicURL) { throw objection }
        let file = OutboundFile(
            path: folder.path(of: kept.hash), sizeBytes: kept.bytes, mime: kept.mime,
            filename: item.content.filename ?? "file")
        if let carrying = adapter as? any CarryingChannel {
            return .send(
                try carrying.request(for: send, carrying: file, boundary: boundary()))
        }
        if let uploading = adapter as? any UploadingChannel {
            if item.content.mediaID != nil { return .send(try adapter.request(for: send)) }
            let request = try uploading.uploadRequest(
                account: item.inbox.account, file: file, boundary: boundary())
            return .upload(request, by: uploading)
        }
        let path = addresses.path(of: item.message, named: item.content.filename, at: now)
        send.content.url = (publicURL ?? "") + path
        return .send(try adapter.request(for: send))
    }

    /// 160 random bits: a file that holds them by chance will not be met.
    private func boundary() -> String {
        "baton-" + (0..<10).map { _ in String(Int(random() * 65_536), radix: 16) }.joined()
    }
}

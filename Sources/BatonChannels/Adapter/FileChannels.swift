import BatonCore

/// A channel whose provider takes a file first, and then a message that names it.
///
/// An upload reaches nobody, so it may be repeated; the send comes after what it gave is recorded.
package protocol UploadingChannel: ChannelAdapter {
    /// The request that uploads a file.
    /// - Parameter boundary: random letters that do not occur in the file.
    /// - Throws: ``CannotSend`` without credentials.
    func uploadRequest(account: String, file: OutboundFile, boundary: String) throws(CannotSend)
        -> ProviderRequest
    /// The media id in the answer, which ``MessageContent/mediaID`` of the send then carries.
    func uploadReading(of response: ProviderResponse) -> ProviderReading
}

/// A channel whose sends carry the file themselves.
package protocol CarryingChannel: ChannelAdapter {
    /// The request that sends a message with its file; the answer is read as of any send.
    /// - Parameter boundary: random letters that do not occur in the file.
    /// - Throws: ``CannotSend`` as ``ChannelAdapter/request(for:)`` does.
    func request(for send: OutboundMessage, carrying file: OutboundFile, boundary: String)
        throws(CannotSend) -> ProviderRequest
}

/// A channel whose provider fetches the file from an address in ``MessageContent/url``.
package protocol LinkingChannel: ChannelAdapter {}

extension ChannelAdapter {
    /// Why no file of ours can go out by this connection as it is configured; `nil` where it can.
    /// - Parameter publicURL: the address that providers reach this worker by.
    package func objectionToFiles(publicURL: String?) -> CannotSend? {
        if isServedHere || self is any UploadingChannel || self is any CarryingChannel {
            return nil
        }
        guard self is any LinkingChannel else {
            return .noFiles(on: Self.profile.title)
        }
        guard publicURL == nil else { return nil }
        return .noPublicAddress(Self.profile.title)
    }
}

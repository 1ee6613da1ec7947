import BatonCore

/// What WhatsApp takes, by whichever provider.
///
/// Source: Meta, WhatsApp Business Platform, "Messages", "Media", "Throughput" and "Pair rate limits".
enum WhatsAppLimits {
    private static let megabyte = 1_000_000

    static let menu = ChannelCapabilities.MenuLimits(
        buttons: 3, buttonTitle: 20, rows: 10, rowTitle: 24, body: 1024, listBody: 4096,
        idBytes: 200)

    /// The longest description of a list row.
    static let rowDescription = 72

    static let mediaBytes: [MessageContent.Kind: Int] = [
        .image: 5 * megabyte, .audio: 16 * megabyte, .video: 16 * megabyte,
        .document: 100 * megabyte, .sticker: 500_000,
    ]

    /// What goes as a picture, a film or sound; documents may be of any type.
    static let mediaTypes: [MessageContent.Kind: Set<String>] = [
        .image: ["image/jpeg", "image/png"], .video: ["video/mp4", "video/3gpp"],
        .audio: ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"],
        .sticker: ["image/webp"],
    ]

    /// The most bytes taken of a file that a customer sends, whatever its kind.
    static let inboundBytes = 100 * megabyte

    /// 80 a second from a number; one in six seconds to a customer, 45 of them at once.
    static let rates = [
        RateBucket(scope: .account, sends: 80, milliseconds: 1000, burst: 80),
        RateBucket(scope: .contact, sends: 1, milliseconds: 6000, burst: 45),
    ]

    static let capabilities = ChannelCapabilities(
        maxTextLength: 4096, maxCaptionLength: 1024, menu: menu, mediaBytes: mediaBytes,
        mediaTypes: mediaTypes, features: Set(ChannelCapabilities.Feature.allCases),
        serviceWindowMilliseconds: Conversation.serviceWindowMilliseconds, rates: rates)
}

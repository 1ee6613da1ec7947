import BatonCore
import Crypto
import Foundation
import Glibc

/// Addresses by which providers fetch a file that we send: each names one message, is signed with a
/// key of this data folder, and ends.
struct MediaAddresses: Sendable {
    /// The path below which they lie.
    static let root = "/media/"
    private static let fileName = "media.key"
    private static let keyBytes = 32

    private let key: SymmetricKey

    init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

    /// With the data folder's key, which is made where there is none.
    ///
    /// Where it can be neither read nor made, a key of this process: then addresses end with it.
    init(dataFolder: String) {
        let path = "\(dataFolder)/\(Self.fileName)"
        if let known = FileManager.default.contents(atPath: path), known.count == Self.keyBytes {
            self.init(key: Array(known))
            return
        }
        var source = SystemRandomNumberGenerator()
        let made = (0..<Self.keyBytes).map { _ in UInt8.random(in: .min ... .max, using: &source) }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            try? file.write(contentsOf: Data(made))
        }
        self.init(key: made)
    }

    /// The path and name of a message's file, good for a day.
    func path(of message: MessageID, named name: String?, at now: Timestamp) -> String {
        let end = now.adding(milliseconds: Limits.mediaAddressMilliseconds).seconds
        let shown = (name ?? "file").addingPercentEncoding(withAllowedCharacters: .alphanumerics)
        let kept = (shown ?? "file").replacing("%2E", with: ".")
        return "\(Self.root)\(end)/\(signature(message.rawValue, end))/\(message)/\(kept)"
    }

    /// The message that a path names; `nil` for one that is not ours, or is over.
    func message(ofPath path: String, at now: Timestamp) -> MessageID? {
        guard path.hasPrefix(Self.root) else { return nil }
        let parts = path.dropFirst(Self.root.count).split(
            separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count >= 3, let end = Int64(parts[0]), String(end) == parts[0],
            let code = Self.bytes(ofHex: parts[1])
        else { return nil }
        let isOurs = HMAC<SHA256>.isValidAuthenticationCode(
            code, authenticating: Self.signed(String(parts[2]), end), using: key)
        guard isOurs, end > now.seconds else { return nil }
        return MessageID(String(parts[2]))
    }

    private func signature(_ message: String, _ end: Int64) -> String {
        HMAC<SHA256>.authenticationCode(for: Self.signed(message, end), using: key)
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func signed(_ message: String, _ end: Int64) -> Data {
        Data("\(end)/\(message)".utf8)
    }

    private static func bytes(ofHex text: Substring) -> [UInt8]? {
        guard text.utf8.count == 64 else { return nil }
        let digits = text.utf8.map { UInt8($0) }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            let pair = String(decoding: digits[index...index + 1], as: UTF8.self)
            guard pair.allSatisfy(\.isHexDigit), let byte = UInt8(pair, radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }
}

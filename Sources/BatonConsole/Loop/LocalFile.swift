import BatonCore
import Glibc

/// A file of this person's machine, read piece by piece.
struct LocalFile {
    /// Why it cannot be read.
    struct Fault: Error {
        var words: BilingualText
    }

    /// Where it lies.
    let path: String
    /// Its size when it was looked at.
    let sizeBytes: Int

    /// The last part of its path.
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// Looks at a file.
    init(path: String) throws(Fault) {
        self.path = path
        guard path.hasPrefix("/") else {
            throw Fault(
                words: BilingualText(
                    "A whole path is needed, such as /home/may/price.pdf or ~/price.pdf.",
                    "請輸入完整路徑，例如 /home/may/price.pdf 或 ~/price.pdf。"))
        }
        var facts = stat()
        guard stat(path, &facts) == 0 else {
            throw errno == EACCES
                ? Fault(words: BilingualText("You may not read \(path).", "你無權讀取 \(path)。"))
                : Fault(words: BilingualText("There is no file at \(path).", "\(path) 沒有檔案。"))
        }
        guard facts.st_mode & S_IFMT == S_IFREG else {
            throw Fault(words: BilingualText("\(path) is no file.", "\(path) 不是檔案。"))
        }
        guard facts.st_size > 0 else {
            throw Fault(words: BilingualText("\(path) is empty.", "\(path) 是空的。"))
        }
        sizeBytes = Int(facts.st_size)
    }

    /// Bytes from an offset on.
    func bytes(from offset: Int, atMost count: Int) throws(Fault) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw Fault(words: BilingualText("You may not read \(path).", "你無權讀取 \(path)。"))
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: count)
        var known = 0
        while known < count {
            let read = bytes.withUnsafeMutableBytes { buffer in
                pread(
                    descriptor, buffer.baseAddress?.advanced(by: known), count - known,
                    off_t(offset + known))
            }
            guard read >= 0 else {
                throw Fault(
                    words: BilingualText("\(path) cannot be read.", "\(path) 未能讀取。"))
            }
            if read == 0 { break }
            known += read
        }
        return Array(bytes.prefix(known))
    }
}

extension LocalFile {
    /// The path that a person typed, or that a terminal pasted where a file was dropped on it: in
    /// quotes, with escaped spaces, or as a `file:` address.
    static func path(typed text: String, home: String?) -> String {
        var path = text.drop { $0.isWhitespace }
        while path.last?.isWhitespace == true { path.removeLast() }
        if let quote = path.first, path.count > 1, quote == path.last, "'\"".contains(quote) {
            return expanded(String(path.dropFirst().dropLast()), home: home)
        }
        if path.hasPrefix("file://") {
            let place = path.dropFirst("file://".count)
            let start = place.firstIndex(of: "/") ?? place.startIndex
            return decoded(String(place[start...]))
        }
        var plain = ""
        var isEscaped = false
        for character in path {
            if character == "\\", !isEscaped {
                isEscaped = true
                continue
            }
            plain.append(character)
            isEscaped = false
        }
        return expanded(plain, home: home)
    }

    private static func expanded(_ path: String, home: String?) -> String {
        guard path.hasPrefix("~/"), let home else { return path }
        return home + path.dropFirst()
    }

    private static func decoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let pair = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), pair.count == 2, let value = UInt8(pair, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

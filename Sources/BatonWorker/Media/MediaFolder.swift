import BatonCore
import BatonDesk
import Crypto
import Foundation
import Glibc

/// Customers' files in the data folder, by the hash of their bytes: `media/ab/abcd…`.
package struct MediaFolder: Sendable {
    /// The data folder, absolute.
    package let dataFolder: String

    /// Makes it; nothing is written yet.
    package init(dataFolder: String) { self.dataFolder = dataFolder }

    /// Where a file lies.
    /// - Parameter hash: SHA-256 in hexadecimal.
    package func path(of hash: String) -> String {
        "\(dataFolder)/media/\(hash.prefix(2))/\(hash)"
    }

    /// Why a file could not be kept.
    struct Failed: Error {
        var why: String
    }

    /// A file that is being written.
    struct Writing {
        private let folder: MediaFolder
        private let path: String
        private let file: FileHandle
        private var hash = SHA256()
        /// Its first bytes, at most ``FileBytes/headBytes``.
        private(set) var head: [UInt8] = []
        private(set) var bytes = 0

        init(_ folder: MediaFolder) throws(Failed) {
            self.folder = folder
            path = "\(folder.dataFolder)/media/.\(UUID().uuidString)"
            try MediaFolder.make("\(folder.dataFolder)/media")
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else {
                throw Failed(why: "cannot write in \(folder.dataFolder)/media")
            }
            file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        }

        mutating func write(_ chunk: [UInt8]) throws(Failed) {
            head += chunk.prefix(max(0, FileBytes.headBytes - head.count))
            bytes += chunk.count
            hash.update(data: chunk)
            do {
                try file.write(contentsOf: Data(chunk))
            } catch {
                throw Failed(why: "the disk takes no more")
            }
        }

        /// SHA-256 of what was written.
        var digest: [UInt8] { Array(hash.finalize()) }

        /// Gives it its name; one that lies there already is the same file.
        func keep() throws(Failed) -> String {
            let name = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            let place = folder.path(of: name)
            try MediaFolder.make("\(folder.dataFolder)/media/\(name.prefix(2))")
            guard fsync(file.fileDescriptor) == 0, rename(path, place) == 0 else {
                throw Failed(why: "cannot keep the file at \(place)")
            }
            return name
        }

        /// Removes what was written, unless it was kept.
        func discard() { unlink(path) }
    }

    private static func make(_ folder: String) throws(Failed) {
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw Failed(why: "cannot make the folder \(folder)")
        }
    }
}

extension MediaFolder {
    /// What there is of a file that a customer uploaded here, by its hash.
    func outcome(of content: MessageContent) -> MediaDownload.Outcome {
        guard let hash = content.mediaID, let mime = content.mime,
            let bytes = size(of: hash)
        else { return .refused("the file is not in the data folder") }
        return .fetched(hash: hash, mime: mime, bytes: bytes)
    }

    /// Bytes of a kept file from an offset on; `nil` where it cannot be read.
    func bytes(of hash: String, from offset: Int, atMost count: Int) -> [UInt8]? {
        guard offset >= 0, size(of: hash) != nil,
            let file = FileHandle(forReadingAtPath: path(of: hash))
        else { return nil }
        defer { try? file.close() }
        do {
            try file.seek(toOffset: UInt64(offset))
            return Array(try file.read(upToCount: count) ?? Data())
        } catch {
            return nil
        }
    }

    /// How large a kept file is; `nil` where there is none of this hash.
    func size(of hash: String) -> Int? {
        guard hash.utf8.count == 64, hash.allSatisfy(\.isHexDigit),
            let attributes = try? FileManager.default.attributesOfItem(atPath: path(of: hash))
        else { return nil }
        return attributes[.size] as? Int
    }
}

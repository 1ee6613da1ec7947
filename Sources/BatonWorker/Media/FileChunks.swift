import Foundation
import NIOCore

/// A file's bytes, read as they are wanted: what is sent never lies in memory whole.
struct FileChunks: AsyncSequence, Sendable {
    /// Where it lies; one that cannot be read has no bytes.
    let path: String

    struct AsyncIterator: AsyncIteratorProtocol {
        private var file: FileHandle?

        fileprivate init(_ path: String) { file = FileHandle(forReadingAtPath: path) }

        mutating func next() async -> ByteBuffer? {
            guard let chunk = try? file?.read(upToCount: Limits.fileChunkBytes), !chunk.isEmpty
            else { return nil }
            return ByteBuffer(bytes: chunk)
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(path) }
}

import Foundation
import Synchronization

/// The multilingual Universal Sentence Encoder (16 languages, Chinese among them), in this process.
///
/// Its file is mapped, not read: pages come in as texts need them, and are shared between processes.
package final class UniversalSentenceEncoder: TextEncoder {
    /// Of a text, at most this many pieces count, its two marks included; a question has a dozen.
    package static let tokenLimit = 1024

    /// Of a text, at most this many bytes are looked at: enough for ``tokenLimit`` of the longest
    /// pieces, which have 48.
    private static let byteLimit = 65_536

    private let file: ModelFile
    private let network: Network
    private let tables: TokenizerTables
    private let workspaces = Mutex<[Workspace]>([])

    /// Opens the model at `path`, and compares its checksums but for the embedding's, which is most
    /// of the file and cannot make it crash: `verify()` compares that too.
    /// - Throws: ``EncoderError`` where it is missing, damaged, or of another version.
    package init(path: String) throws(EncoderError) {
        file = try ModelFile(path: path)
        try file.verify(besides: ["embedding"])
        network = try Network(file)
        tables = try TokenizerTables(file, rows: network.embedding.rows)
    }

    /// The model that is installed on this machine; nothing where none is.
    /// - Throws: ``EncoderError`` where one is there that cannot be used.
    package static func installed() throws(EncoderError) -> UniversalSentenceEncoder? {
        let path = ModelLocation.path(
            environment: ProcessInfo.processInfo.environment, home: NSHomeDirectory())
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try UniversalSentenceEncoder(path: path)
    }

    /// The model's name, such as `use-m3-182579c19c70`.
    package var model: String { file.name }

    /// Where its file lies.
    package var path: String { file.path }

    /// How large its file is.
    package var sizeBytes: Int { file.data.count }

    /// How many pieces its vocabulary has.
    package var vocabulary: Int { tables.pieces }

    /// How many numbers a vector holds.
    package var dimensions: Int { network.dimensions }

    /// Compares the whole file with its checksums.
    /// - Throws: ``EncoderError`` `damaged`.
    package func verify() throws(EncoderError) { try file.verify() }

    /// The vectors of `texts`, in their order, each of length 1.
    package func encode(_ texts: [String]) -> [[Float]] {
        var workspace = workspaces.withLock { $0.popLast() } ?? Workspace()
        let vectors = file.withBytes { model in
            let tokenizer = tables.tokenizer(in: model)
            return texts.map { text in
                let ids = Self.limited(tokenizer.ids(of: Self.limited(text)))
                return workspace.withBuffers(for: network, tokens: ids.count) {
                    ForwardPass(network: network, model: model, buffers: $0).vector(of: ids)
                }
            }
        }
        workspaces.withLock { $0.append(workspace) }
        return vectors
    }

    /// The ids of a text's pieces, between the marks of its beginning and end.
    package func tokens(of text: String) -> [Int32] {
        file.withBytes { Self.limited(tables.tokenizer(in: $0).ids(of: Self.limited(text))) }
    }

    private static func limited(_ text: String) -> String {
        guard text.utf8.count > byteLimit else { return text }
        let end = text.utf8.index(text.startIndex, offsetBy: byteLimit)
        // A character that the limit cuts in two is repaired, into one that no piece covers.
        return String(decoding: text.utf8[..<end], as: UTF8.self)
    }

    private static func limited(_ ids: [Int32]) -> [Int32] {
        guard ids.count > tokenLimit else { return ids }
        return ids.prefix(tokenLimit - 1) + [UnigramTokenizer.end]
    }
}

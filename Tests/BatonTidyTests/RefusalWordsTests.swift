import Foundation
import Testing

/// Who reads Chinese reads a refusal in Chinese: the worker says each in both languages.
@Suite("What the worker refuses with")
struct RefusalWordsTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Where the refusals are made that people meet in the console.
    private static let places = ["BatonWorker/Desk", "BatonWorker/Policy", "BatonWorker/Gate"]

    /// Said to programs only, or of a record that nobody can work with.
    private static let programs = [
        "hello was said already", "cannot be read; run 'baton doctor'",
        "a gate cannot be written", "the policy cannot be read",
    ]

    @Test("every refusal of the Desk has its words in Chinese", arguments: places)
    func words(place: String) throws {
        let folder = Self.root.appendingPathComponent("Sources/\(place)")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var checked = 0
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let source = try String(contentsOf: file, encoding: .utf8)
            for call in Self.calls(in: source) where !Self.programs.contains(where: call.contains) {
                checked += 1
                #expect(call.contains("chinese:"), "\(file.lastPathComponent): \(call)")
            }
        }
        #expect(checked > 0)
    }

    @Test("a refusal without Chinese words is found, so this suite can fail")
    func control() {
        let source = #"throw StoreError(.refused, "no (really)") ; DeskRefusal(.conflict, "x")"#
        #expect(
            Self.calls(in: source)
                == [#"StoreError(.refused, "no (really)")"#, #"DeskRefusal(.conflict, "x")"#])
    }

    /// The calls that make a refusal out of a sentence.
    private static func calls(in source: String) -> [String] {
        source.ranges(of: #/(?:DeskRefusal|StoreError)\(\s*\.[a-zA-Z]+,\s*"/#).map { range in
            var depth = 0
            let rest = source[range.lowerBound...]
            let end = rest.firstIndex { character in
                if character == "(" { depth += 1 }
                if character == ")" { depth -= 1 }
                return character == ")" && depth == 0
            }
            return String(rest[...(end ?? rest.index(before: rest.endIndex))])
        }
    }
}

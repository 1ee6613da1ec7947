import Foundation
import Testing

@Suite("Who imports whom")
struct ImportTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Arrows only point down; the executables may import anything.
    private static let allowed: [String: Set<String>] = [
        "BatonCore": [], "BatonText": [], "BatonUI": ["BatonText"],
        "BatonTerminal": ["BatonUI", "BatonText", "CNcurses"],
        "BatonConfiguration": ["BatonChannels", "BatonText", "BatonCore"],
        "BatonStore": ["BatonCore", "BatonText"], "BatonGate": ["BatonCore"],
        "BatonArchive": ["CZlib"],
        "BatonEncoder": ["BatonArchive", "CZlib"],
        "BatonUnderstanding": ["BatonText", "BatonCore"],
        "BatonKnowledge": ["BatonArchive", "BatonEncoder", "BatonText", "BatonCore"],
        "BatonDocuments": ["BatonKnowledge", "BatonCore"],
        "BatonAnswers": ["BatonUnderstanding", "BatonText", "BatonCore"],
        "BatonChannels": ["BatonCore"], "BatonDesk": ["BatonCore"],
        "BatonConsole": ["BatonDesk", "BatonUI", "BatonText", "BatonCore"],
        "BatonSimulator": ["BatonChannels", "BatonCore"],
        "BatonWorker": [
            "BatonAnswers", "BatonChannels", "BatonConfiguration", "BatonCore", "BatonDesk",
            "BatonEncoder", "BatonGate", "BatonKnowledge", "BatonStore", "BatonText",
            "BatonUnderstanding",
        ],
    ]

    @Test("a module imports only what stands below it", arguments: allowed.keys.sorted())
    func imports(module: String) throws {
        let folder = Self.root.appendingPathComponent("Sources/\(module)")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var checked = 0
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            checked += 1
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let words = line.split(separator: " ")
                guard words.first == "import" || words.dropFirst().first == "import",
                    let name = words.last.map(String.init),
                    name.hasPrefix("Baton") || ["CNcurses", "CZlib"].contains(name)
                else { continue }
                let isAllowed = Self.allowed[module]?.contains(name) ?? false
                #expect(isAllowed, "\(file.lastPathComponent): \(line)")
            }
        }
        #expect(checked > 0)
    }
}

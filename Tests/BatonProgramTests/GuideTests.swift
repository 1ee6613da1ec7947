import Foundation
import Testing

/// The chapters that the program carries, and the README that points at them.
@Suite("baton guide", .serialized, .timeLimit(.minutes(10)))
struct GuideTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The names of the chapters as `baton guide` lists them.
    private func chapters(_ baton: ProgramRun) async throws -> [String] {
        let contents = try await baton("guide")
        #expect(contents.code == 0)
        return contents.output.split(separator: "\n").compactMap {
            $0.split(separator: " ").first.map(String.init)
        }
    }

    /// The first words after `baton ` wherever that is written as code: `kb import`, `stop`.
    private func commands(in text: String) -> Set<[String]> {
        var found: Set<[String]> = []
        for match in text.matches(of: /`baton ([a-z]+)(?: ([a-z]+)\b(?!\.))?/) {
            found.insert([match.1, match.2].compactMap { $0.map(String.init) })
        }
        return found
    }

    @Test("each chapter is printed as it stands in the sources, and the README links it")
    func printed() async throws {
        let readme = try String(
            contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
        try await ProgramRun.with { baton in
            let names = try await chapters(baton)
            let files = try FileManager.default.contentsOfDirectory(
                atPath: Self.root.appendingPathComponent("Sources/baton/Guides").path)
            #expect(Set(files) == Set(names.map { $0 + ".md" }))
            for name in names {
                let file = "Sources/baton/Guides/\(name).md"
                let text = try String(
                    contentsOf: Self.root.appendingPathComponent(file), encoding: .utf8)
                #expect(try await baton("guide", name).output == text)
                #expect(readme.contains("](\(file))"), "the README does not link \(name)")
            }
        }
    }

    @Test("a chapter that is not there ends with 64 and names those that are")
    func unknown() async throws {
        try await ProgramRun.with { baton in
            let result = try await baton("guide", "cooking")

            #expect(result.code == 64)
            #expect(result.errors.contains("going-live"))
        }
    }

    @Test("every command that a chapter or the README names is one that the program has")
    func commandsExist() async throws {
        try await ProgramRun.with { baton in
            var named = commands(
                in: try String(
                    contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8))
            for chapter in try await chapters(baton) {
                named.formUnion(commands(in: try await baton("guide", chapter).output))
            }
            #expect(named.count > 20)
            var help: [String: String] = [:]
            for command in named {
                let page = "baton help " + command[0]
                if help[command[0]] == nil {
                    help[command[0]] = try await baton("help", command[0]).output
                }
                let text = help[command[0]] ?? ""
                #expect(text.contains("baton \(command[0])"), "\(page)")
                if command.count > 1, text.contains("SUBCOMMANDS:") {
                    #expect(text.contains("  \(command[1])"), "\(page) has no \(command[1])")
                }
            }
        }
    }
}

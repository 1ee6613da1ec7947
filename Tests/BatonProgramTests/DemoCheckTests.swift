import Foundation
import Testing

@testable import baton

@Suite("baton demo --check")
struct DemoCheckTests {
    @Test("forty conversations with takeovers: nothing lost, nothing twice, the bot silent after")
    func check() async throws {
        let folder = NSTemporaryDirectory() + "baton-check-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let stage = DemoStage(folder: folder, seed: 3)

        let report = try await DemoCheck(stage: stage, conversations: 40).run()

        #expect(report.conversations == 40)
        #expect(report.lost == 0)
        #expect(report.duplicated == 0)
        #expect(report.botAfterTakeover == 0)
        #expect(report.answered > 0)
        #expect(report.handedOver > 0)
        #expect(report.takeovers > 0)
    }
}

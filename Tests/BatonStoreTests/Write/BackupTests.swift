import BatonCore
import Foundation
import Testing

@testable import BatonStore

@Suite("backup and restore", .timeLimit(.minutes(10)))
struct BackupTests {
    private let ids = IdentifierSource(clock: FixedClock())

    @Test("a copy taken while others write verifies, and restores to a store that opens and works")
    func whileRunning() async throws {
        let folder = StoreFixture.newFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            let file = folder + "/copy.sqlite"
            for number in 0..<40 { try await fixture.receiveText("退貨", id: "before-\(number)") }

            let copy = try await withThrowingTaskGroup(of: Void.self) { group in
                for share in 0..<4 {
                    group.addTask {
                        for number in 0..<25 {
                            try await fixture.receiveText("換貨", id: "during-\(share)-\(number)")
                        }
                    }
                }
                let copy = try await fixture.store.backup(to: file, now: fixture.at(9))
                try await group.waitForAll()
                return copy
            }
            let restored = try StoreRestore.restore(from: file, into: folder + "/data")
            let store = try SQLiteStore.open(folder: folder + "/data", ids: ids)

            #expect(copy.isSound)
            #expect((40...140).contains(copy.messages))
            #expect(restored == copy)
            let found = try await store.searchMessages("退貨", in: nil, before: nil, limit: 100)
            #expect(found.count == 40)
            await store.close()
            let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
            #expect(mode as? Int == 0o600)
        }
    }

    @Test("no file is overwritten, and no store is restored over")
    func refusals() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            let file = fixture.folder + "/copy"
            _ = try await fixture.store.backup(to: file, now: fixture.at(9))

            let again = await #expect(throws: StoreError.self) {
                _ = try await fixture.store.backup(to: file, now: fixture.at(9))
            }
            let over = #expect(throws: StoreError.self) {
                _ = try StoreRestore.restore(from: file, into: fixture.folder)
            }

            #expect(again?.code == .refused)
            #expect(over?.code == .refused)
        }
    }

    @Test("a damaged copy is refused, and leaves nothing behind")
    func damaged() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            for number in 0..<40 { try await fixture.receiveText("退貨", id: "m\(number)") }
            let file = fixture.folder + "/copy"
            _ = try await fixture.store.backup(to: file, now: fixture.at(9))
            var bytes = try Data(contentsOf: URL(filePath: file))
            for place in stride(from: 4096 * 8, to: bytes.count, by: 512) { bytes[place] ^= 0xFF }
            try bytes.write(to: URL(filePath: file))

            let error = #expect(throws: StoreError.self) {
                _ = try StoreRestore.restore(from: file, into: fixture.folder + "/other")
            }

            #expect(error?.code == .damaged)
            #expect(
                !FileManager.default.fileExists(atPath: fixture.folder + "/other/baton.sqlite"))
        }
    }
}

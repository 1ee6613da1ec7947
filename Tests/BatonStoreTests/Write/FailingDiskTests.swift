import BatonCore
import Foundation
import Testing

@testable import BatonStore

extension PowerLossTests {
    @Test(
        "a disk that fails at the Nth write loses nothing acknowledged, and nothing more is taken",
        arguments: 0..<40)
    func failingDisk(write: Int) async throws {
        let folder = StoreFixture.newFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        RecordingDisk.shared.start(folder: folder)
        let ids = IdentifierSource(clock: FixedClock())
        let store = try SQLiteStore.open(folder: folder, ids: ids)
        RecordingDisk.shared.fail(afterWrites: write)

        var acknowledged: Set<String> = []
        var codes: [StoreError.Code] = []
        for number in 0..<30 {
            do throws(StoreError) {
                _ = try await store.ingest(
                    ReceivedWebhook(
                        connection: "shop", body: [UInt8](repeating: 65, count: 3_000),
                        receivedAt: StoreFixture.start),
                    events: [StoreFixture.text("訂單", id: "\(number)")])
                acknowledged.insert("\(number)")
            } catch {
                codes.append(error.code)
            }
        }
        RecordingDisk.shared.stop()
        await store.close()
        let reopened = try SQLiteStore.open(folder: folder, ids: ids)
        let kept = Set(try await reopened.inboundEvents(skipping: 0, limit: 100).compactMap(\.id))
        let isSound = try await reopened.verify().isSound
        await reopened.close()

        #expect(acknowledged.subtracting(kept).isEmpty)
        #expect(!codes.isEmpty)
        #expect(codes.allSatisfy { $0 == .storage })
        #expect(acknowledged == Set((0..<acknowledged.count).map(String.init)))
        #expect(isSound)
    }
}

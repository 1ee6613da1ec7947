import BatonCore
import Foundation
import GRDB
import Testing

@testable import BatonStore

/// Power fails at many moments of a recorded run, and the store is read again.
///
/// What was written but not synced by then is there or not, by chance.
@Suite("the store after a power loss", .serialized, .timeLimit(.minutes(10)))
struct PowerLossTests {
    @Test("no acknowledged message is lost, at whatever moment power fails")
    func durable() async throws {
        let run = try await record(isDurable: true)

        let lost = try crashes(of: run, count: 1000).filter { !$0.missing.isEmpty || !$0.isSound }

        let moments = lost.map { "\($0.moment): \($0.missing.count) lost, \($0.fault ?? "")" }
        #expect(moments.isEmpty)
    }

    @Test("without synchronous=FULL acknowledged messages are lost, so this test can fail")
    func control() async throws {
        let run = try await record(isDurable: false)

        let lost = try crashes(of: run, count: 20).filter { !$0.missing.isEmpty }

        #expect(lost.count > 10)
    }

    private struct Run {
        var folder: String
        var events: [DiskEvent]
    }

    private struct Crash {
        var moment: Int
        var missing: Set<Int>
        var fault: String?
        var isSound: Bool { fault == nil }
    }

    /// Takes messages in, enough for checkpoints, and records all that reaches the disk.
    private func record(isDurable: Bool) async throws -> Run {
        let folder = StoreFixture.newFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        RecordingDisk.shared.start(folder: folder)
        var options = SQLiteStore.Options()
        options.isDurable = isDurable
        let store = try SQLiteStore.open(
            folder: folder, ids: IdentifierSource(clock: FixedClock()), options: options)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for share in 0..<4 {
                group.addTask {
                    for number in stride(from: share, to: 240, by: 4) {
                        let body = [UInt8](repeating: 65, count: 12_000)
                        _ = try await store.ingest(
                            ReceivedWebhook(
                                connection: "shop", body: body, receivedAt: StoreFixture.start),
                            events: [StoreFixture.text("訂單", id: "\(number)")])
                        RecordingDisk.shared.acknowledge(number)
                    }
                }
            }
            try await group.waitForAll()
        }
        let events = RecordingDisk.shared.stop()
        await store.close()
        return Run(folder: folder, events: events)
    }

    /// Loses power at moments spread over the run, after the first acknowledgement.
    private func crashes(of run: Run, count: Int) throws -> [Crash] {
        let first = run.events.firstIndex { if case .acknowledged = $0 { true } else { false } }
        let start = try #require(first) + 1
        let checkpoints = run.events[start...].filter {
            if case .write(let path, _, _) = $0 { path.hasSuffix(".sqlite") } else { false }
        }
        try #require(!checkpoints.isEmpty, "the run is too short to reach a checkpoint")
        var random = SplitMix(state: 20_261_124)
        return try (0..<count).map { _ in
            let moment = Int.random(in: start...run.events.count, using: &random)
            return try crash(run, at: moment, &random)
        }
    }

    private func crash(_ run: Run, at moment: Int, _ random: inout SplitMix) throws -> Crash {
        let folder = StoreFixture.newFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        for (path, bytes) in survivors(run.events[..<moment], &random) {
            let name = URL(filePath: path).lastPathComponent
            try Data(bytes).write(to: URL(filePath: folder + "/" + name))
        }
        let acknowledged = run.events[..<moment].compactMap { event -> Int? in
            if case .acknowledged(let number) = event { number } else { nil }
        }
        var crash = Crash(moment: moment, missing: Set(acknowledged), fault: nil)
        do {
            var configuration = GRDB.Configuration()
            configuration.prepareDatabase { $0.add(tokenizer: MessageTokenizer.self) }
            let path = folder + "/" + SQLiteStore.fileName
            try DatabaseQueue(path: path, configuration: configuration).write { db in
                let ids = try String.fetchAll(db, sql: "SELECT provider_id FROM inbox")
                crash.missing.subtract(ids.compactMap { Int($0) })
                let check = try String.fetchAll(db, sql: "PRAGMA quick_check")
                if check != ["ok"] { crash.fault = check.first }
            }
        } catch {
            crash.fault = "\(error)"
        }
        return crash
    }

    /// What each file holds after the loss: all up to its last sync, and of the rest what chance left.
    private func survivors(
        _ events: ArraySlice<DiskEvent>, _ random: inout SplitMix
    ) -> [String: [UInt8]] {
        var lastSync: [String: Int] = [:]
        for (index, event) in zip(events.indices, events) {
            if case .sync(let path) = event { lastSync[path] = index }
        }
        var files: [String: [UInt8]] = [:]
        for (index, event) in zip(events.indices, events) {
            switch event {
            case .write(let path, let offset, let bytes):
                guard index < lastSync[path] ?? -1 || Bool.random(using: &random) else { continue }
                var file = files.removeValue(forKey: path) ?? []
                let end = offset + bytes.count
                if file.count < end {
                    file += [UInt8](repeating: 0, count: end - file.count)
                }
                file.withUnsafeMutableBytes { target in
                    bytes.withUnsafeBytes { source in
                        UnsafeMutableRawBufferPointer(rebasing: target[offset..<end])
                            .copyMemory(from: source)
                    }
                }
                files[path] = file
            case .truncate(let path, let size):
                guard index < lastSync[path] ?? -1 || Bool.random(using: &random) else { continue }
                let file = files[path] ?? []
                files[path] = Array(file.prefix(size))
            case .delete(let path):
                files[path] = nil
            case .sync, .acknowledged:
                break
            }
        }
        return files
    }
}

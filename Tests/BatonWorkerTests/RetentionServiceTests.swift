import BatonCore
import BatonDesk
import BatonStore
import Foundation
import Testing

/// A whole worker whose clock moves on by more than a year.
@Suite("The worker and what has grown old", .timeLimit(.minutes(5)))
struct RetentionServiceTests {
    private static let marker = "zq7ymarker"
    private static let year =
        "rules:\n  - {id: year, effective_from: 2026-11-01, source: us, "
        + "data_use: {retention: 365d}}\n"

    /// Waits until a running worker has erased everything, to the last byte.
    private func untilErased(_ rig: PolicyRig) async throws {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            if try await rig.store.recordedInboxes().isEmpty, try await !rig.store.holdsErased() {
                return
            }
            _ = try await rig.desk.send(.status)
        }
        throw WorkerRig.TimedOut(description: "the conversation is not erased")
    }

    /// The files below a folder in which the marker stands.
    private func marked(in folder: String) -> [String] {
        let names = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
        return names.filter { name in
            FileManager.default.contents(atPath: folder + "/" + name)?
                .range(of: Data(Self.marker.utf8)) != nil
        }
    }

    @Test("at its start a worker erases what is older than a year, and replays bring nothing back")
    func atStart() async throws {
        try await PolicyFolder.with { folder in
            try folder.write(Self.year)
            let question = "請問運費幾錢 \(Self.marker)"
            try await folder.working { rig in
                try await rig.write(question, id: "wamid.old")
                #expect(try await rig.conversations().count == 1)
            }
            let before = marked(in: folder.path)
            folder.clock.advance(days: 400)
            try await folder.working { rig in
                try await untilErased(rig)
                try await rig.write(question, id: "wamid.old")

                #expect(try await rig.conversations() == [])
                #expect(try await rig.store.verify().findings == [])
            }

            #expect(!before.isEmpty, "the marker can be found")
            #expect(marked(in: folder.path) == [])
        }
    }

    @Test("a supervisor asks for it at once, and is told how much went")
    func atOnce() async throws {
        try await PolicyFolder.with { folder in
            try folder.write(Self.year)
            try await folder.working { rig in
                try await rig.write("請問運費幾錢", id: "wamid.old")
                folder.clock.advance(days: 400)
                let due = try await rig.desk.send(.records(.retention))
                let done = try await rig.desk.send(.records(.erase(isThorough: false)))

                guard case .records(.retention(let survey)) = due,
                    case .records(.retention(let report)) = done
                else {
                    Issue.record("\(due) \(done)")
                    return
                }
                #expect(survey.conversations == 1)
                #expect(!survey.isDone)
                #expect(report.conversations == 1)
                #expect(report.isDone)
                #expect(report.isScrubbed == true)
                #expect(try await rig.conversations() == [])
            }
        }
    }
}

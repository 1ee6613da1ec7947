import BatonCore
import Foundation
import GRDB
import Testing

@testable import BatonStore

/// Somebody with the file in their hands changes what happened.
@Suite("the event log's hash chain", .timeLimit(.minutes(10)))
struct LogTamperingTests {
    /// A change, and what verification must say of it.
    struct Tampering: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let sql: [String]
        let finding: String
    }

    static let tamperings = [
        Tampering(
            testDescription: "a payload changed",
            sql: [#"UPDATE event_log SET payload = '{"type":"image"}' WHERE sequence = 5"#],
            finding: "row 5 of the event log was changed"),
        Tampering(
            testDescription: "a salt taken, its payload rewritten",
            sql: [#"UPDATE event_log SET payload = '{}', salt = NULL WHERE sequence = 5"#],
            finding: "row 5 of the event log was changed"),
        Tampering(
            testDescription: "a time changed",
            sql: ["UPDATE event_log SET at = at + 1 WHERE sequence = 7"],
            finding: "the event log's chain breaks at row 7"),
        Tampering(
            testDescription: "a row deleted",
            sql: ["DELETE FROM event_log WHERE sequence = 6"],
            finding: "the event log lacks row 6"),
        Tampering(
            testDescription: "two rows exchanged",
            sql: [
                "UPDATE event_log SET sequence = 0 WHERE sequence = 4",
                "UPDATE event_log SET sequence = 4 WHERE sequence = 8",
                "UPDATE event_log SET sequence = 8 WHERE sequence = 0",
            ], finding: "the event log's chain breaks at row 4"),
        Tampering(
            testDescription: "the end cut off",
            sql: ["DELETE FROM event_log WHERE sequence > 9"],
            finding: "the event log ends at row 9, and 13 were written"),
    ]

    private func tampered(with statements: [String]) async throws -> StoreVerification {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            for number in 0..<12 { try await fixture.receiveText("早晨", id: "m\(number)") }
            let store = try #require(fixture.store as? SQLiteStore)
            try await store.write { context in
                try context.db.execute(sql: "DROP TRIGGER event_log_keeps_rows")
                try context.db.execute(sql: "DROP TRIGGER event_log_keeps_fields")
                for statement in statements { try context.db.execute(sql: statement) }
            }
            return try await store.verify()
        }
    }

    @Test("whatever is changed is found and named", arguments: tamperings)
    func found(_ tampering: Tampering) async throws {
        let verification = try await tampered(with: tampering.sql)

        #expect(!verification.isSound)
        #expect(verification.findings.first == tampering.finding)
    }

    @Test("erasing a payload with its salt leaves the chain whole")
    func erasure() async throws {
        let verification = try await tampered(
            with: ["UPDATE event_log SET payload = NULL, salt = NULL WHERE sequence IN (3, 4)"])

        #expect(verification.findings == [])
        #expect(verification.eventsChecked == 13)
    }

    @Test("the log itself refuses to lose or change a row")
    func refused() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            try await fixture.receiveText("早晨", id: "m")
            let store = try #require(fixture.store as? SQLiteStore)

            for statement in [
                "DELETE FROM event_log", "UPDATE event_log SET kind = 'x'",
                "UPDATE event_log SET chain = x'00'",
            ] {
                await #expect(throws: StoreError.self) {
                    try await store.write { try $0.db.execute(sql: statement) }
                }
            }
            #expect(try await store.verify().isSound)
        }
    }
}

import BatonCore
import BatonDesk
import Foundation
import Glibc
import Testing

/// `baton policy`, and the worker that reads its rules again.
@Suite("baton policy", .serialized, .timeLimit(.minutes(10)))
struct PolicyCommandTests {
    private static let rules = """
        rules:
          - id: ban-it
            effective_from: 2027-03-10
            applies: {country: IT}
            source: Meta said so
            mode: draft_only
          - id: window-12
            effective_from: 2027-04-01
            source: Meta said so
            window: {service: 12h}
        """

    @Test("show says what holds at a day for a country, and which row says so")
    func show() async throws {
        try await ProgramRun.with { baton in
            try baton.configure("policies: [policy.yaml]")
            try baton.write(Self.rules, to: "policy.yaml")

            let before = try await baton("policy", "show", "--at", "2027-03-09", "--country", "39")
            let after = try await baton("policy", "show", "--at", "2027-03-10", "--country", "IT")
            let json = try await baton(
                "policy", "check", "--at", "2027-04-01", "--inbox", "whatsapp_cloud/1", "--json")

            #expect(before.code == 0)
            #expect(!before.output.contains("mode:"))
            #expect(
                after.output.contains(
                    "  mode: draft_only\n      \(baton.folder)/policy.yaml:6 ban-it, Meta said so\n"
                ))
            // A price that nobody has given says where to write it.
            #expect(
                after.output.contains(
                    "rate not set; write 'prices.utility.rate' in \(baton.folder)/policy.yaml\n"))
            let views = json.json as? [[String: Any]]
            let lines = views?.first?["lines"] as? [[String: Any]]
            let window = lines?.first { $0["key"] as? String == "window.service" }
            #expect(window?["value"] as? String == "12h")
            #expect(window?["row"] as? String == "window-12")
            #expect(window?["line"] as? Int == 10)
        }
    }

    @Test("records retention says what holds, and where no worker runs works on the store itself")
    func retention() async throws {
        try await ProgramRun.with { baton in
            try baton.configure("policies: [policy.yaml]")
            try baton.write(
                """
                rules:
                  - id: year
                    effective_from: 2024-06-01
                    source: our own
                    data_use: {retention: 365d, media_retention: 90d}
                """, to: "policy.yaml")

            let due = try await baton("records", "retention", "--dry-run")
            let done = try await baton("records", "retention", "--json")
            let both = try await baton("records", "retention", "--dry-run", "--thorough")

            #expect(
                due.output
                    == """
                    whatsapp_cloud/1
                      conversations are kept for 365d after their last event \
                    (\(baton.folder)/policy.yaml:5 (year)); files for 90d \
                    (\(baton.folder)/policy.yaml:5 (year))
                      0 conversations and 0 further files due

                    """)
            #expect(done.code == 0)
            let report = done.json as? [String: Any]
            #expect(report?["isDone"] as? Bool == true)
            #expect(report?["isScrubbed"] == nil)
            #expect(both.code == 64)
        }
    }

    @Test("diff says what will change, where and from when")
    func diff() async throws {
        try await ProgramRun.with { baton in
            try baton.configure("policies: [policy.yaml]")
            try baton.write(Self.rules, to: "policy.yaml")

            let result = try await baton(
                "policy", "diff", "--from", "2027-03-01", "--to", "2027-04-01")
            let nothing = try await baton(
                "policy", "diff", "--from", "2027-05-01", "--to", "2027-05-02")

            #expect(
                result.output
                    == """
                    2027-03-10  begins  ban-it: Meta said so
                    2027-04-01  begins  window-12: Meta said so
                    whatsapp_cloud/1  window.service: 24h → 12h  \
                    [\(baton.folder)/policy.yaml:10 window-12]
                    whatsapp_cloud/1 (IT)  mode: – → draft_only  \
                    [\(baton.folder)/policy.yaml:6 ban-it]

                    """)
            #expect(nothing.output == "Nothing changes.\n")
        }
    }

    @Test("check ends with 1 and every mistake by line; doctor names them too")
    func check() async throws {
        try await ProgramRun.with { baton in
            try baton.configure("policies: [policy.yaml]")
            try baton.write("rules:\n  - {id: a, mod: auto}\n", to: "policy.yaml")

            let checked = try await baton("policy", "check")
            let doctor = try await baton("doctor")

            #expect(checked.code == 1)
            #expect(
                checked.errors.contains(
                    "\(baton.folder)/policy.yaml:2: unknown key 'mod' (did you mean 'mode'?)"))
            #expect(checked.errors.contains("'source' is missing"))
            #expect(doctor.output.contains("✗ policy: \(baton.folder)/policy.yaml:2: unknown key"))
        }
    }

    @Test("reload and SIGHUP put an edit in force; without a worker reload ends with 69")
    func reload() async throws {
        try await ProgramRun.with { baton in
            try baton.configure("policies: [policy.yaml]")
            try baton.write("rules: []\n", to: "policy.yaml")
            #expect(try await baton("policy", "reload").code == 69)
            try await baton.withWorker { desk, _ in
                func window() async throws -> String? {
                    let inbox = InboxID(connection: "whatsapp_cloud", account: "1")
                    let reply = try await desk.send(.policy(.show(inbox, country: nil, at: nil)))
                    guard case .policy(.shown(let view)) = reply else { return nil }
                    return view.lines.first { $0.key == "window.service" }?.value
                }
                func rule(_ hours: Int) -> String {
                    "rules:\n  - {id: own, effective_from: 2026-01-01, source: us, "
                        + "window: {service: \(hours)h}}\n"
                }
                #expect(try await window() == "24h")
                try baton.write(rule(12), to: "policy.yaml")
                #expect(try await window() == "24h")
                let reloaded = try await baton("policy", "reload")
                #expect(reloaded.output.hasPrefix("In force for the next message"))
                #expect(try await window() == "12h")

                try baton.write(rule(6), to: "policy.yaml")
                guard case .status(let status) = try await desk.send(.status) else { return }
                kill(status.processID, SIGHUP)
                let end = ContinuousClock.now + .seconds(10)
                while try await window() != "6h", ContinuousClock.now < end {
                    await Task.yield()
                }
                #expect(try await window() == "6h")
            }
        }
    }
}

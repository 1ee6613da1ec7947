import BatonCore
import BatonGate
import Testing

@Suite("Whether the bot may answer alone")
struct GateStateTests {
    private static let at = Timestamp(seconds: 1_780_000_000)
    private static let supervisor = Person(id: PersonID("ling"), name: "Ling", role: .supervisor)
    private static let agent = Person(id: PersonID("wai"), name: "阿偉", role: .agent)

    @Test("proof opens it, a spent budget tightens it, and proof alone does not open it again")
    func fuse() throws {
        let open = try GateState.closed.after(.calibrated(isProven: true))
        let tightened = try open.after(.measured(.spent, at: Self.at))

        #expect(open == .open)
        #expect(try open.after(.measured(.strained, at: Self.at)) == .open)
        #expect(tightened == .tightened(since: Self.at))
        #expect(try tightened.after(.calibrated(isProven: true)) == tightened)
        #expect(try tightened.after(.measured(.kept, at: Self.at)) == tightened)
        #expect(!tightened.mayAnswer)
    }

    @Test("only a supervisor opens it again")
    func reopening() throws {
        let tightened = GateState.tightened(since: Self.at)

        #expect(try tightened.after(.reopened(by: Self.supervisor)) == .open)
        #expect(
            throws: GateState.Refusal(
                description: "阿偉 may not open the gate again: that takes a supervisor; ask one")
        ) { try tightened.after(.reopened(by: Self.agent)) }
    }

    @Test("a stopped bot goes on as it was before, and an open one only when proven again")
    func stopping() throws {
        let stopped = try GateState.open.after(.stopped(by: Self.supervisor, at: Self.at))
        let tightened = try GateState.tightened(since: Self.at)
            .after(.stopped(by: Self.supervisor, at: Self.at))

        #expect(!stopped.mayAnswer)
        #expect(try stopped.after(.measured(.spent, at: Self.at)) == stopped)
        #expect(try stopped.after(.resumed(by: Self.supervisor)) == .closed)
        #expect(
            try tightened.after(.resumed(by: Self.supervisor)) == .tightened(since: Self.at))
        #expect(throws: GateState.Refusal.self) {
            try GateState.open.after(.stopped(by: Self.agent, at: Self.at))
        }
        #expect(throws: GateState.Refusal.self) { try stopped.after(.resumed(by: Self.agent)) }
        #expect(try Stored.again(stopped) == stopped)
    }
}

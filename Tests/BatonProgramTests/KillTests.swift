import BatonCore
import BatonSimulator
import Foundation
import Testing

/// The real program, killed in the middle of its work, again and again.
@Suite("kill -9 of the worker", .serialized, .timeLimit(.minutes(10)))
struct KillTests {
    /// Kills a run; BATON_KILLS sets more for a release.
    private static let kills =
        ProcessInfo.processInfo.environment["BATON_KILLS"].flatMap { Int($0) } ?? 12

    @Test(
        "every acknowledged message is kept once and answered, handed over, or shown as uncertain")
    func survives() async throws {
        let rig = try await KillRig()
        defer { rig.remove() }
        var random = SeededRandom(seed: 20_261_124)

        for round in 0..<Self.kills {
            let worker = try await rig.start()
            let customers = rig.customers(port: worker.port)
            let posting = Task {
                for number in 0..<40 {
                    let customer = CustomerSimulator.customer(round * 40 + number)
                    await customers.post(
                        "請問運費幾錢呀", id: "wamid.KILL.\(round).\(number)", from: customer)
                }
            }
            let point = Int.random(in: 1...39, using: &random)
            while customers.posted.count < point { await Task.yield() }
            kill(worker.process.processIdentifier, SIGKILL)
            worker.process.waitUntilExit()
            posting.cancel()
            _ = await posting.value
            rig.note(customers.posted)
            await customers.shutdown()
        }

        let result = try await rig.settle(atMost: .seconds(60 + 2 * Self.kills))
        #expect(result.acknowledged > Self.kills)
        #expect(result.missing == [])
        #expect(result.twice == [])
        #expect(result.unattended == [])
        #expect(result.uncertain <= Self.kills)
        await rig.stop()
    }
}

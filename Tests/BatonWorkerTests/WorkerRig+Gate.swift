import BatonCore
import BatonDesk
import BatonGate
import BatonStore
import Testing

extension WorkerRig {
    /// The inbox that customers write to.
    static let inbox = InboxID(connection: "whatsapp_cloud", account: account)

    /// Asks something about gates.
    func gate(_ request: GateRequest) async throws -> GateReply {
        let reply = try await desk.send(.gate(request))
        guard case .gate(let answer) = reply else {
            throw TimedOut(description: "the Desk answered \(reply)")
        }
        return answer
    }

    /// How the inbox's gate stands.
    func gateReport() async throws -> GateReport {
        guard case .report(let reports) = try await gate(.report(days: 30)),
            let report = reports.first
        else { throw TimedOut(description: "no report") }
        return report
    }

    /// What waits for a verdict.
    func reviewList() async throws -> [ReviewItem] {
        guard case .review(let items, _) = try await gate(.review(nil, limit: 100)) else {
            return []
        }
        return items
    }

    /// A gate that many right answers prove: open from a low confidence.
    static func provenGate(
        _ promise: RiskPromise = RiskPromise(risk: 0.05, confidence: 0.9), labels count: Int = 600,
        basis: CalibratedGate.Basis = .guarantee
    ) -> CalibratedGate {
        let labels = (0..<count).map { number in
            GradedDecision(
                decision: DecisionID("d\(number)"), conversation: ConversationID("c\(number)"),
                at: Timestamp(milliseconds: 0), confidence: 0.3 + Double(number % 70) / 100,
                isRight: true)
        }
        return GateCalibration(promise: promise, basis: basis, draft: 0.1).gate(
            from: labels, knowledge: "shop", day: "2026-01-01")
    }

    /// Keeps a gate as a version of the inbox's, and puts it in force.
    func activate(_ gate: CalibratedGate) async throws {
        try await store.keepGate(
            GateVersionRow(
                version: gate.version, madeAt: Timestamp(milliseconds: 1), by: nil,
                body: String(decoding: try gate.fileBytes(), as: UTF8.self)), of: Self.inbox)
        _ = try await self.gate(.activate(Self.inbox, version: gate.version))
    }
}

import BatonCore
import BatonDesk
import BatonSimulator
import Foundation

/// Simulated conversations as fast as they go, takeovers among them, and what went wrong.
struct DemoCheck: Sendable {
    let stage: DemoStage
    let conversations: Int

    /// What a run found.
    struct Report: Sendable {
        var conversations = 0
        var messages = 0
        var answered = 0
        var handedOver = 0
        var quiet = 0
        var takeovers = 0
        var lost = 0
        var duplicated = 0
        var botAfterTakeover = 0
        var acknowledgements: [Int64] = []

        /// Whether nothing went wrong.
        var isGood: Bool { lost == 0 && duplicated == 0 && botAfterTakeover == 0 }

        /// Nanoseconds within which this share of the messages was acknowledged.
        private func acknowledged(_ share: Double) -> Int64 {
            let sorted = acknowledgements.sorted()
            guard !sorted.isEmpty else { return 0 }
            return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
        }

        /// The report for scripts; latencies in microseconds.
        var figures: [String: Int] {
            [
                "conversations": conversations, "messages": messages, "answered": answered,
                "handed_over": handedOver, "nothing_to_say": quiet, "takeovers": takeovers,
                "lost": lost, "duplicated": duplicated, "bot_after_takeover": botAfterTakeover,
                "ack_p50_micros": Int(acknowledged(0.5) / 1000),
                "ack_p99_micros": Int(acknowledged(0.99) / 1000),
                "ack_max_micros": Int(acknowledged(1) / 1000),
            ]
        }

        /// The report for people.
        var lines: [String] {
            func milliseconds(_ share: Double) -> String {
                let tenths = acknowledged(share) / 100_000
                return "\(tenths / 10).\(tenths % 10) ms"
            }
            return [
                "\(conversations) conversations, \(messages) messages, \(takeovers) takeovers",
                "answered            \(answered)",
                "handed over         \(handedOver)",
                "nothing to say      \(quiet)",
                "lost                \(lost)",
                "duplicated          \(duplicated)",
                "bot after takeover  \(botAfterTakeover)",
                "acknowledged in     p50 \(milliseconds(0.5)), p99 \(milliseconds(0.99)), "
                    + "max \(milliseconds(1))",
            ]
        }
    }

    func run() async throws -> Report {
        let stageTask = Task { @concurrent in try await stage.run(isFast: true) }
        defer { stageTask.cancel() }
        while !stage.isReady { try await Task.sleep(for: .milliseconds(5)) }
        let desk = try await DeskClient.connect(dataFolder: stage.folder)
        let customers = stage.customers()
        let taking = Task { @concurrent in await takeOver(desk) }
        var random = SeededRandom(seed: 7)
        for number in 0..<conversations {
            let question = SampleQuestion.all[Int(random.next() % UInt64(SampleQuestion.all.count))]
            let customer = CustomerSimulator.customer(number)
            for (index, line) in question.text.split(separator: "\n").enumerated() {
                let id = "wamid.CHECK.\(number).\(index)"
                await customers.post(String(line), id: id, from: customer)
                // Providers deliver again: every fifth message comes twice.
                if number.isMultiple(of: 5) {
                    await customers.post(String(line), id: id, from: customer)
                }
            }
        }
        try await settle(desk)
        taking.cancel()
        let takeovers = await taking.value
        let report = try await judge(desk, customers, takeovers)
        await customers.shutdown()
        await desk.close()
        return report
    }

    /// Takes over some conversations as soon as they change, in the middle of the bot's work.
    private func takeOver(_ desk: DeskClient) async -> [ConversationID: Timestamp] {
        var confirmed: [ConversationID: Timestamp] = [:]
        var seen = 0
        for await event in desk.events {
            guard !Task.isCancelled else { break }
            guard case .changed(let ids) = event else { continue }
            for id in ids where confirmed[id] == nil {
                seen += 1
                guard seen.isMultiple(of: 9) else { continue }
                if case .claimed(.won, _) = try? await desk.send(.claim(id, force: false)) {
                    confirmed[id] = SystemWallClock().now()
                }
            }
        }
        return confirmed
    }

    /// Waits until nothing is pending, for at most half a minute.
    private func settle(_ desk: DeskClient) async throws {
        let end = ContinuousClock.now + .seconds(30)
        var calm = 0
        while calm < 5, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(100))
            guard case .status(let status) = try await desk.send(.status) else { continue }
            let busy = (status.outbox["pending"] ?? 0) + (status.outbox["sending"] ?? 0)
            let open = try await undecided(desk)
            calm = busy == 0 && open == 0 ? calm + 1 : 0
        }
    }

    private func undecided(_ desk: DeskClient) async throws -> Int {
        let all = try await everyConversation(desk)
        return all.count { $0.owner == .bot && $0.lastAuthor == .customer && $0.confidence == nil }
    }

    private func everyConversation(_ desk: DeskClient) async throws -> [Conversation] {
        var all: [Conversation] = []
        while true {
            let after = all.last.map { QueueCursor($0, in: .all) }
            let reply = try await desk.send(
                .queue(QueueQuery(filter: .all, after: after, limit: 200)))
            guard case .queue(let page) = reply else { return all }
            all += page.rows
            if !page.hasMore { return all }
        }
    }

    private func judge(
        _ desk: DeskClient, _ customers: CustomerSimulator,
        _ takeovers: [ConversationID: Timestamp]
    ) async throws -> Report {
        var report = Report()
        let posted = customers.posted
        report.messages = Set(posted.map(\.id)).count
        report.takeovers = takeovers.count
        report.acknowledgements = posted.map(\.nanoseconds)
        var stored: Set<String> = []
        var sends: [String: Int] = [:]
        for received in stage.received { sends[received.send, default: 0] += 1 }
        report.duplicated = sends.values.reduce(0) { $0 + max(0, $1 - 1) }
        for row in try await everyConversation(desk) {
            report.conversations += 1
            guard case .opened(let view) = try await desk.send(.open(row.id, limit: 200)) else {
                continue
            }
            var perDecision: [DecisionID: Int] = [:]
            for message in view.messages {
                if message.direction == .inbound, let id = message.providerID { stored.insert(id) }
                if message.author == .bot, let decision = message.decision,
                    message.delivery != .cancelled
                {
                    perDecision[decision, default: 0] += 1
                }
            }
            report.duplicated += perDecision.values.reduce(0) { $0 + max(0, $1 - 1) }
            count(row, view, &report)
            if let confirmed = takeovers[row.id] {
                let address =
                    view.contact.address(.phone).map { String($0.dropFirst()) }
                    ?? view.contact.address(.bsuid)
                report.botAfterTakeover += stage.received.count {
                    $0.recipient == address && $0.at > confirmed
                }
            }
        }
        report.lost += Set(posted.filter(\.isAcknowledged).map(\.id)).subtracting(stored).count
        return report
    }

    private func count(_ row: Conversation, _ view: ConversationView, _ report: inout Report) {
        let isAnswered = view.messages.contains {
            $0.author == .bot && [.sent, .delivered, .read].contains($0.delivery)
        }
        if row.owner != .bot {
            report.handedOver += 1
        } else if isAnswered {
            report.answered += 1
        } else if view.decision?.outcome == .acknowledge {
            report.quiet += 1
        } else {
            report.lost += 1
        }
    }
}

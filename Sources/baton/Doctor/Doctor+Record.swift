import BatonConfiguration
import BatonCore
import BatonDesk

extension Doctor {
    /// The record itself, through the worker where one runs.
    func record() async -> [Finding] {
        do {
            return try await RecordAccess.use(configuration) { record in
                var findings: [Finding] = []
                if case .verification(let result) = try await record.send(.verify) {
                    findings.append(verified(result))
                }
                if case .status(let status) = try await record.send(.status) {
                    findings += wellBeing(status)
                }
                if case .queue(let page) = try await record.send(
                    .queue(QueueQuery(filter: .all, limit: 1))),
                    let last = page.rows.first?.updatedAt, now.milliseconds(since: last) < -60_000
                {
                    findings.append(
                        .fault(
                            "the record holds times that are yet to come: this machine's clock was "
                                + "set back; set it right"))
                }
                findings += try await emptyKnowledge(record)
                if case .records(.retention(let report)) = try await record.send(
                    .records(.retention))
                {
                    findings += retention(report)
                }
                let gates = try await record.send(.gate(.report(days: 30)))
                if case .gate(.report(let reports)) = gates {
                    findings += self.gates(reports)
                }
                return findings
            }
        } catch {
            return [.fault("the record cannot be read: \(error)")]
        }
    }

    private func verified(_ result: StoreVerification) -> Finding {
        result.isSound
            ? .ok(
                "the record is sound: \(result.messages) messages, \(result.eventsChecked) events")
            : .fault(
                "the record is damaged: " + result.findings.joined(separator: "; ")
                    + "; restore a backup with 'baton restore'")
    }

    private func wellBeing(_ status: DeskStatus) -> [Finding] {
        var findings = status.haltedConnections.sorted { $0.key < $1.key }.map {
            Finding.fault("\($0.key) does not send now: \($0.value)")
        }
        findings += (status.notices ?? [:]).sorted { $0.key < $1.key }.map {
            Finding.warning("\($0.key): \($0.value)")
        }
        if let unknown = status.outbox["unknown"], unknown > 0 {
            findings.append(
                .warning(
                    "\(unknown) replies may or may not have been sent; look at them under "
                        + "'Delivery failures' in the console"))
        }
        switch status.lastBackupAt {
        case nil:
            findings.append(
                .warning("there is no backup yet: baton backup FILE, each night, to another disk"))
        case let last? where now.milliseconds(since: last) > Self.backupAgeMilliseconds:
            let days = now.milliseconds(since: last) / 86_400_000
            findings.append(
                .warning("the last backup is \(days) days old: baton backup FILE, each night"))
        default: findings.append(.ok("a backup was written within the last two days"))
        }
        return findings
    }

    /// A nightly backup that failed once is still younger than this.
    private static let backupAgeMilliseconds: Int64 = 2 * 86_400_000

    private func emptyKnowledge(_ record: RecordAccess) async throws -> [Finding] {
        var findings: [Finding] = []
        let names = Set(configuration.connections.flatMap(\.inboxes).compactMap(\.knowledge))
        for name in names.sorted() {
            if case .entries(let page) = try await record.knowledge(
                .entries(in: name, after: nil, limit: 1)), page.isEmpty
            {
                findings.append(
                    .warning(
                        "knowledge '\(name)' is empty; every question is handed over: baton kb "
                            + "import FILE --into \(name)"))
            }
        }
        return findings
    }
}

import BatonChannels
import BatonConfiguration
import BatonCore

extension Doctor {
    /// Whether the policy files are sound, and what they will change soon.
    func policies() -> [Finding] {
        let book: PolicyBook
        do throws(ConfigurationError) {
            book = try PolicyFiles.load(configuration.policies)
        } catch {
            return error.findings.map { .fault("policy: \($0)") }
        }
        let own = book.rows.count { !$0.isShipped }
        var findings = [
            Finding.ok(
                "the policy has \(book.rows.count) rules, \(own) of your own, and no "
                    + "contradiction; 'baton policy show' says what holds")
        ]
        let soon = now.adding(milliseconds: Self.soonDays * 86_400_000)
        for row in book.rows(changing: now, to: soon) {
            let begins = row.from > now
            let day = PolicyMoment.words(begins ? row.from : row.until ?? row.from)
            findings.append(
                .warning(
                    "policy: the rule '\(row.id)' \(begins ? "begins" : "ends") on \(day) "
                        + "(\(row.file):\(row.line)); 'baton policy diff' says what changes"))
        }
        findings += PolicyCheck.overruled(in: book, at: now).map {
            .warning("policy: \($0.file):\($0.line): \($0.message)")
        }
        return findings + closedWindows(book)
    }

    /// How far ahead a change is told.
    private static let soonDays: Int64 = 30

    /// Where only templates may be sent once the window is closed, and there is none.
    private func closedWindows(_ book: PolicyBook) -> [Finding] {
        configuration.connections.flatMap { connection in
            connection.inboxes.compactMap { inbox -> Finding? in
                let policy = book.policy(
                    for: PolicyCase(
                        provider: connection.channel,
                        inbox: InboxID(connection: connection.id, account: inbox.account),
                        at: now))
                guard policy.window(of: nil) != nil, policy.outside == .templateOnly,
                    policy.templates.isEmpty
                else { return nil }
                return .warning(
                    "\(connection.id)/\(inbox.account): once the service window is closed only "
                        + "templates may be sent, and the policy names none; add 'templates' to a "
                        + "file under 'policies'")
            }
        }
    }
}

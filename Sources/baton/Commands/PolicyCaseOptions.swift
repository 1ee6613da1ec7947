import ArgumentParser
import BatonChannels
import BatonConfiguration
import BatonCore

/// Whom and when a policy is asked about.
struct PolicyCaseOptions: ParsableArguments {
    @Option(
        name: .long, help: "The day, yyyy-mm-dd, or a time such as 2026-10-01T08:00Z; else now.")
    var at: String?

    @Option(name: .long, help: "The customers' country, such as HK or 852.")
    var country: String?

    @Option(name: .long, help: "The inbox, CONNECTION/ACCOUNT; else every inbox.")
    var inbox: String?

    /// One case an inbox.
    func cases(_ configuration: Configuration) throws -> [PolicyCase] {
        let moment = try at.map { try Self.moment($0, "--at") } ?? SystemWallClock().now()
        var known = PolicyCountry()
        if let country {
            guard let read = PolicyCountry(written: country) else {
                throw Failure(
                    .usage, "--country \(country): write two letters, such as HK, or digits, 852")
            }
            known = read
        }
        let all = configuration.connections.flatMap { connection in
            connection.inboxes.map {
                PolicyCase(
                    provider: connection.channel,
                    inbox: InboxID(connection: connection.id, account: $0.account),
                    country: known, at: moment)
            }
        }
        guard let inbox else {
            guard all.isEmpty else { return all }
            throw Failure(.configuration, "\(configuration.file) names no inbox")
        }
        let named = all.filter { $0.inbox?.description == inbox || $0.inbox?.account == inbox }
        guard !named.isEmpty else {
            let names = all.compactMap(\.inbox?.description).joined(separator: ", ")
            throw Failure(.usage, "there is no inbox '\(inbox)'; there is \(names)")
        }
        return named
    }

    /// A day or time of an option.
    static func moment(_ text: String, _ option: String) throws -> Timestamp {
        guard let moment = PolicyMoment.read(text) else {
            throw Failure(
                .usage, "\(option) is a day, yyyy-mm-dd, or a time such as 2026-10-01T08:00Z")
        }
        return moment
    }
}

import BatonChannels
import BatonConfiguration
import BatonCore
import BatonDesk
import BatonWorker

/// How policies are printed.
enum PolicyText {
    /// One key that becomes another.
    struct Change: Encodable {
        var inbox: String
        var country: String?
        var key: String
        var before: PolicyView.Line?
        var after: PolicyView.Line?

        /// On one line, with the row that says so.
        var words: String {
            let place = country.map { "\(inbox) (\($0))" } ?? inbox
            let row = after ?? before
            let source = row.map { "  [\($0.file):\($0.line) \($0.row)]" } ?? ""
            return "\(place)  \(key): \(before?.value ?? "–") → \(after?.value ?? "–")" + source
        }
    }

    /// Prints what holds for each inbox.
    /// - Parameter own: the business's own policy files.
    static func print(_ views: [PolicyView], asJSON json: Bool, own: [String]) throws {
        if json { return try Output.json(views) }
        for view in views {
            let inbox = view.inbox.map(\.description) ?? view.provider
            let country = view.country.map { ", customers of \($0)" } ?? ""
            Output.line("\(inbox) (\(view.provider)) at \(PolicyMoment.words(view.at))\(country)")
            for line in view.lines {
                let stated = line.isStatedOnly ? " (stated; no code acts on it)" : ""
                Output.line("  \(line.key): \(line.value)\(stated)")
                Output.line("      \(line.file):\(line.line) \(line.row), \(line.source)")
                if let hint = hint(line, own) { Output.line("      \(hint)") }
            }
        }
    }

    /// Where a price is to be written that nobody has given.
    private static func hint(_ line: PolicyView.Line, _ own: [String]) -> String? {
        guard line.key.hasPrefix("prices."), line.value.hasPrefix(PolicyPrice.unset) else {
            return nil
        }
        let file = own.first ?? "a file of your own, named under 'policies'"
        return "rate not set; write '\(line.key).rate' in \(file)"
    }

    /// What becomes different for a case.
    static func changes(
        of book: PolicyBook, for asked: PolicyCase, country: String?, to later: Timestamp
    ) -> [Change] {
        book.changes(for: asked, to: later).map {
            Change(
                inbox: asked.inbox.map(\.description) ?? asked.provider, country: country,
                key: $0.key, before: PolicyView.Line($0.key, $0.before),
                after: PolicyView.Line($0.key, $0.after))
        }
    }
}

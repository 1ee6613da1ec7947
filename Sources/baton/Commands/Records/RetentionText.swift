import BatonDesk

/// How long the record is kept, in words.
enum RetentionText {
    /// A report, line by line.
    static func lines(_ report: RetentionReport) -> [String] {
        var lines = report.inboxes.flatMap { inbox in
            ["\(inbox.id)"] + inbox.terms.map { "  " + words($0) } + [
                "  " + counts(inbox, isDone: report.isDone)
            ]
        }
        if report.inboxes.isEmpty { lines.append("There is no inbox.") }
        if report.looseEvents > 0 {
            lines.append(
                "\(report.looseEvents) events of no conversation "
                    + (report.isDone ? "erased" : "are due"))
        }
        switch report.isScrubbed {
        case true?: lines.append("No byte of what was erased is left in the store's files.")
        case false?:
            lines.append(
                "Fragments may be left in the store's files; run this with --thorough at a quiet "
                    + "hour.")
        case nil: break
        }
        return lines
    }

    /// What holds, and which row says so.
    static func words(_ terms: RetentionReport.Terms) -> String {
        let whom = terms.country.map { "customers of \($0): " } ?? ""
        let files =
            terms.files.kept == "none"
            ? "files as long as their conversation" : "files for \(terms.files.kept)"
        return whom + conversations(terms.conversations) + source(terms.conversations) + "; "
            + files
            + source(terms.files)
    }

    private static func conversations(_ term: RetentionReport.Term) -> String {
        switch (term.kept, term.rule) {
        case ("none", nil): "conversations are kept for good: no rule says 'data_use.retention'"
        case ("none", _): "conversations are kept for good"
        default: "conversations are kept for \(term.kept) after their last event"
        }
    }

    private static func source(_ term: RetentionReport.Term) -> String {
        term.rule.map { " (\($0))" } ?? ""
    }

    private static func counts(_ inbox: RetentionReport.Inbox, isDone: Bool) -> String {
        let word = isDone ? "erased" : "due"
        let waiting =
            inbox.waiting > 0
            ? "; \(inbox.waiting) as old stay, since people have them or a message is unfinished"
            : ""
        return "\(inbox.conversations) conversations and \(inbox.files) further files \(word)"
            + waiting
    }
}

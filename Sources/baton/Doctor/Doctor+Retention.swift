import BatonDesk

extension Doctor {
    /// How long the record is kept, and whether something is older.
    func retention(_ report: RetentionReport) -> [Finding] {
        var findings = report.inboxes.flatMap { inbox in
            inbox.terms.map { Finding.ok("\(inbox.id): \(RetentionText.words($0))") }
        }
        if report.conversations + report.files > 0 {
            findings.append(
                .warning(
                    "\(report.conversations) conversations and \(report.files) further files are "
                        + "older than the policy keeps them; a running worker erases them within a "
                        + "day, 'baton records retention' at once"))
        }
        return findings
    }
}

package import BatonCore
package import BatonText

/// Two revisions of an entry, line by line, in the form that people edit.
package enum RevisionDiff {
    /// One line of the comparison.
    package typealias Line = LineDiff.Line

    /// The lines of both, in order; what was removed stands before what was added.
    package static func lines(from old: Entry?, to new: Entry) -> [Line] {
        LineDiff.lines(
            from: old.map { MarkdownEntries.lines(of: EntryDocument.text(for: $0)) } ?? [],
            to: MarkdownEntries.lines(of: EntryDocument.text(for: new)))
    }
}

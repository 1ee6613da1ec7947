import BatonCore
import BatonText
import BatonUI

extension Model {
    /// The most rows that a sentence at the bottom takes.
    private static let mostNoticeRows = 3

    /// The sentence at the bottom, as lines: a refusal that says what to do is not cut off before it.
    var noticeLines: [String] {
        guard chord.isEmpty else { return [] }
        if let notice { return wrapped((notice.isError ? "✗ " : "✓ ") + notice.text) }
        guard case .lost(let why, let since) = link else { return [] }
        // Who was never connected sees nothing that could be old.
        guard me != nil else { return wrapped(why.text(in: language)) }
        let moment = Clock.time(since, utcOffsetMinutes)
        let words = Words.lostMeans.text(in: language).replacing("%", with: moment)
        return wrapped(words + " " + why.text(in: language))
    }

    private func wrapped(_ sentence: String) -> [String] {
        let width = max(8, size.columns - 2)
        var lines = Wrapping.lines(SafeText(sentence).string, width: width)
        guard lines.count > Self.mostNoticeRows else { return lines }
        lines = Array(lines.prefix(Self.mostNoticeRows))
        let last = lines.count - 1
        lines[last] = Wrapping.truncated(lines[last] + "…………", width: width)
        return lines
    }

    /// Rows below the screen: what happened, and the keys.
    var footerRows: Int { max(1, noticeLines.count) + 1 }

    /// Whether a list of conversations, or one of it, is in front.
    var isListing: Bool {
        switch screen {
        case .queue, .conversation: true
        case .dashboard, .knowledge, .review, .gate, .help: false
        }
    }
}

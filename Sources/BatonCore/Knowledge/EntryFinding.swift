/// Something about an entry that its editor should know; none of them forbids a save.
package struct EntryFinding: Sendable, Codable, Hashable {
    /// What was found.
    package enum Kind: Sendable, Codable, Hashable {
        /// Another entry asks nearly the same.
        case nearDuplicate(of: EntryID)
        /// Another entry asks nearly the same and answers with other numbers, dates or prices.
        case contradiction(with: EntryID, mine: String, theirs: String)
        /// The entry answers in some languages of the base, and not in this one.
        case missingTranslation(language: String)
        /// Its last day is past.
        case expired(on: String)
        /// Its last day is near.
        case expiresSoon(on: String)
        /// It speaks to a model instead of a customer, or hides text.
        case suspiciousText(String)
    }

    /// The entry.
    package var entry: EntryID
    /// What was found.
    package var kind: Kind

    /// Makes a finding.
    package init(_ entry: EntryID, _ kind: Kind) {
        self.entry = entry
        self.kind = kind
    }

    /// The finding in words.
    package var title: BilingualText {
        switch kind {
        case .nearDuplicate(let other):
            BilingualText("asks nearly the same as \(other)", "與 \(other) 問法幾乎相同")
        case .contradiction(let other, let mine, let theirs):
            BilingualText(
                "says \(mine) where \(other) says \(theirs)",
                "此處寫 \(mine)，\(other) 卻寫 \(theirs)")
        case .missingTranslation(let language):
            BilingualText("has no answer in \(language)", "欠缺 \(language) 的答案")
        case .expired(let day): BilingualText("expired on \(day)", "已於 \(day) 過期")
        case .expiresSoon(let day): BilingualText("expires on \(day)", "將於 \(day) 過期")
        case .suspiciousText(let what): BilingualText("suspicious text: \(what)", "可疑文字：\(what)")
        }
    }
}

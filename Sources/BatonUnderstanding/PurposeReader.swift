package import BatonCore

/// What a text is for, by word lists: so that a policy can allow one purpose and not another.
package enum PurposeReader {
    /// What a customer's message asks for; what touches no list is about what the shop sells.
    /// - Parameter tags: of the entry that would answer it; a tag that is a purpose's word counts,
    ///   so that a business can say what an entry is for.
    package static func asked(_ text: String, tags: [String] = []) -> [PolicyPurpose] {
        let found = touched(text, tags: tags)
        return found.isEmpty ? [.productQuestion] : found
    }

    /// What a text touches, each once and in one order; empty where that is nothing.
    package static func touched(_ text: String, tags: [String] = []) -> [PolicyPurpose] {
        var found = Set(tags.compactMap(PolicyPurpose.init(rawValue:)))
        found.formUnion(
            words.subjects(in: text).compactMap { PolicyPurpose(rawValue: $0.rawValue) })
        if HandoverWords.shipped.subjects(in: text).contains(.complaint) {
            found.insert(.complaint)
        }
        return PolicyPurpose.allowable.filter(found.contains)
    }

    private static let words: HandoverWords = {
        var words = HandoverWords()
        let text = String(decoding: PackageResources.purpose_words_txt, as: UTF8.self)
        // A test reads the shipped file and fails where this would.
        try? words.add(text, file: "purpose-words.txt")
        return words
    }()
}

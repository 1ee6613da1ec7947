package import BatonChannels
import BatonConfiguration
import BatonCore
package import BatonDesk

extension PolicyView {
    /// What holds for a case, by key.
    /// - Parameter country: the country as it was asked for.
    package init(_ book: PolicyBook, for asked: PolicyCase, country: String?) {
        let held = book.policy(for: asked).held
        self.init(
            digest: book.digest, at: asked.at, provider: asked.provider, inbox: asked.inbox,
            country: country, lines: held.keys.sorted().compactMap { Line($0, held[$0]) })
    }
}

extension PolicyView.Line {
    /// A key with the row that holds it; `nil` where none does.
    package init?(_ key: String, _ held: EffectivePolicy.Held?) {
        guard let held else { return nil }
        self.init(
            key: key, value: held.value.words, row: held.row.id, file: held.row.file,
            line: held.line, source: held.row.source, from: PolicyMoment.words(held.row.from),
            until: held.row.until.map(PolicyMoment.words),
            isStatedOnly: PolicySchema.statedOnly.contains(key))
    }
}

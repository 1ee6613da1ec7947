extension Decision {
    /// The decision without a word of the customer's or to the customer: its numbers, verdict and
    /// reasons stay, so that gates and reports count it as before; it cannot be made again.
    ///
    /// The candidates are the business's own knowledge, and stay.
    package var withoutWords: Decision {
        var bare = self
        bare.messages = []
        bare.evidence.erasedLength = evidence.weighedLength
        bare.evidence.text = ""
        bare.evidence.after = nil
        bare.reply = nil
        bare.circumstances = nil
        bare.composed?.text = nil
        bare.composed?.summary = nil
        bare.composed?.why = nil
        return bare
    }
}

extension Evidence {
    /// Characters beyond which a message's length says nothing more.
    private static let longestWeighed = 120

    /// The message's length as confidence and gates weigh it, in characters, at most 120.
    package var weighedLength: Int { erasedLength ?? min(text.count, Self.longestWeighed) }

    /// The share of the most that is weighed, 0…1.
    package var weighedShare: Double { Double(weighedLength) / Double(Self.longestWeighed) }
}

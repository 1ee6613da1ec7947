import BatonAnswers
import BatonConfiguration
import BatonCore
import BatonStore

/// The day's tokens and money: set aside before a request, corrected after it.
///
/// A request that a crash cut off stays counted in full: the budget may be left unspent, and is
/// never overspent.
struct ComposingBudget: Sendable {
    let store: any ComposingStore
    let settings: Configuration.Composing
    /// Minutes that the business's day begins before UTC's.
    let utcOffsetMinutes: Int

    /// What a request may use at most.
    struct Share: Sendable {
        let day: String
        let use: ComposingUse
    }

    /// Sets aside what a prompt and its answer may use.
    /// - Returns: `nil` where the day does not have it.
    func share(of messages: [PromptMessage], mostTokens: Int, at now: Timestamp)
        async throws(StoreError) -> Share?
    {
        let day = CalendarDay.text(of: now, offsetMinutes: utcOffsetMinutes)
        let use = use(read: Self.estimate(messages), written: mostTokens)
        let isLeft = try await store.setAside(
            use, on: day,
            most: (settings.dailyTokens, settings.dailyCost.map { Int64($0 * 1_000_000) }))
        return isLeft ? Share(day: day, use: use) : nil
    }

    /// Corrects a share by what the server counted; what it did not count stays as estimated.
    /// - Returns: the tokens used.
    func settle(_ share: Share, _ answer: ChatAnswer, messages: [PromptMessage])
        async throws(StoreError) -> Int
    {
        let used = use(
            read: answer.read ?? Self.estimate(messages),
            written: answer.written ?? Self.estimate(answer.text))
        try await store.correct(
            ComposingUse(
                tokens: used.tokens - share.use.tokens,
                costMicros: used.costMicros - share.use.costMicros), on: share.day)
        return Int(used.tokens)
    }

    private func use(read: Int, written: Int) -> ComposingUse {
        // A price of a million tokens is that many millionths a token.
        let price = settings.price ?? .init(input: 0, output: 0)
        let cost = Double(read) * price.input + Double(written) * price.output
        return ComposingUse(tokens: Int64(read + written), costMicros: Int64(cost.rounded(.up)))
    }

    static func estimate(_ messages: [PromptMessage]) -> Int {
        messages.reduce(0) { $0 + estimate($1.content) + 8 }
    }

    /// On the high side: a token for each Chinese character and for every three other bytes.
    static func estimate(_ text: String) -> Int {
        var tokens = 0
        var bytes = 0
        for scalar in text.unicodeScalars {
            if scalar.value > 0x2E80 { tokens += 1 } else { bytes += UTF8.width(scalar) }
        }
        return tokens + (bytes + 2) / 3
    }
}

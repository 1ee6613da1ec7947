package import BatonCore

/// Tokens, and what they cost in millionths of the configured currency.
package struct ComposingUse: Sendable, Codable, Hashable {
    /// Read and written.
    package var tokens: Int64
    /// What they cost.
    package var costMicros: Int64

    /// Makes a use.
    package init(tokens: Int64, costMicros: Int64) {
        self.tokens = tokens
        self.costMicros = costMicros
    }
}

/// What composing with a language model keeps.
package protocol ComposingStore: Sendable {
    /// Sets aside what a request may use, if the day has it left; kept across restarts.
    /// - Parameters:
    ///   - day: `yyyy-mm-dd` of the business's calendar.
    ///   - most: the day's budget; `nil` for none.
    /// - Returns: `false` where it would be more than the day allows: nothing was set aside.
    func setAside(
        _ use: ComposingUse, on day: String, most: (tokens: Int64?, costMicros: Int64?)
    ) async throws(StoreError) -> Bool
    /// Corrects what was set aside by what was used.
    func correct(_ difference: ComposingUse, on day: String) async throws(StoreError)
    /// What a day has used.
    func composingUse(on day: String) async throws(StoreError) -> ComposingUse
    /// Puts off a decision that is being worked on, so that nobody begins it again before `until`;
    /// the customer's next message brings it forward.
    /// - Returns: `false` where the turn or the owner moved on.
    func postponeDecision(
        _ conversation: ConversationID, turn: Int64, epoch: Int64, until: Timestamp
    ) async throws(StoreError) -> Bool
}

package import BatonCore

/// What traffic looked like over a window, as counts: nothing of any message is kept.
package struct TrafficProfile: Sendable, Codable, Hashable {
    /// Messages.
    package private(set) var messages = 0
    /// Of these, how many nothing in the knowledge could answer, by the gate's own reading.
    package private(set) var unanswerable = 0
    /// Messages by tenth of confidence, lowest first.
    package private(set) var confidences = [Int](repeating: 0, count: 10)
    /// Messages by language tag.
    package private(set) var languages: [String: Int] = [:]

    /// Makes an empty profile.
    package init() {}

    /// Takes in a message.
    /// - Parameter isUnanswerable: no candidate, or a confidence below the drafting threshold.
    package mutating func add(confidence: Double, language: Language, isUnanswerable: Bool) {
        messages += 1
        unanswerable += isUnanswerable ? 1 : 0
        let place = confidence.isFinite ? Int(min(max(confidence, 0), 0.999_999) * 10) : 0
        confidences[place] += 1
        languages[language.rawValue, default: 0] += 1
    }
}

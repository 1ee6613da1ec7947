package import BatonCore

/// How conversations went, each counted once and in the first of these that holds.
///
/// Only what a customer said or a person judged is called confirmed; silence is an assumption and
/// is shown as one.
package struct ResolutionCount: Sendable, Codable, Hashable {
    /// A person had it.
    package var handedOver = 0
    /// The bot answered, and the customer came back within 72 hours with more than thanks.
    package var reopened = 0
    /// The bot answered, and the customer thanked for it or rated it 4 or 5.
    package var confirmed = 0
    /// The bot answered less than 72 hours ago.
    package var pending = 0
    /// The bot asked which was meant and heard nothing more, or a person was awaited in vain for 72
    /// hours.
    package var abandoned = 0
    /// The bot answered, and for 72 hours nothing more came.
    package var assumed = 0
    /// Customers who were asked to rate.
    package var asked = 0
    /// Ratings by stars, from 1 to 5.
    package var ratings = [Int](repeating: 0, count: 5)

    /// Makes a count of nothing.
    package init() {}

    /// Conversations counted.
    package var conversations: Int {
        handedOver + reopened + confirmed + pending + abandoned + assumed
    }

    /// Customers who rated.
    package var rated: Int { ratings.reduce(0, +) }

    /// The mean of the ratings; `nil` without any.
    package var stars: Double? {
        guard rated > 0 else { return nil }
        let sum = ratings.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }
        return Double(sum) / Double(rated)
    }

    /// The count in words.
    package var words: BilingualText {
        var english =
            "\(conversations) conversations: \(confirmed) resolved by the bot and confirmed, "
            + "\(assumed) assumed, \(pending) too new to tell, \(reopened) reopened within 72 h, "
            + "\(handedOver) with a person, \(abandoned) abandoned"
        var chinese =
            "\(conversations) 個對話：機械人解決並獲確認 \(confirmed)、推定解決 \(assumed)、時間未足 "
            + "\(pending)、72 小時內再來 \(reopened)、由真人處理 \(handedOver)、不了了之 \(abandoned)"
        if asked > 0 {
            let tenths = stars.map { Int(($0 * 10).rounded()) }
            let mean = tenths.map { "\($0 / 10).\($0 % 10)" } ?? "–"
            english += "; \(rated) of \(asked) asked rated, mean \(mean) of 5"
            chinese += "；\(asked) 位獲邀客人中 \(rated) 位評分，平均 \(mean)／5"
        }
        return BilingualText(english, chinese)
    }
}

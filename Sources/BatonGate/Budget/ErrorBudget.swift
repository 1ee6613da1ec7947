package import BatonCore

#if canImport(Glibc)
    import Glibc
#endif

/// The live meter of verified errors against the promise.
///
/// Answers of the bot that were drawn at random and judged are counted one by one. Two gamblers bet
/// that the rate is above the promised risk, each with several stakes of fixed size:
/// - one since the gate was opened: its wealth ever reaches 1/δ with a probability of at most δ
///   while the promise is kept, however often one looks (Ville's inequality);
/// - one that begins anew whenever it has lost what it began with, so that a good past does not hide
///   a bad present: while the promise is kept it takes at least `alarm` judged answers on average
///   until it sounds falsely.
///
/// No third rule: one that also sounded at a tenth of `alarm` once the allowance was used tripped 36 %
/// of gates that erred four fifths of what they may over 2,500 judged answers, and 85 % of those that
/// erred exactly so much; these two trip 4 % and 12 %, and notice a threefold rate after 75 judged
/// answers instead of 58 (medians of 400 simulated meters).
/// Source: I. Waudby-Smith, A. Ramdas (2020), betting; J. Shin, A. Ramdas, A. Rinaldo, "E-detectors"
/// (2022), of which this is the CUSUM form with a mixture of bets.
package struct ErrorBudget: Sendable, Codable, Hashable {
    /// What was promised.
    package var promise: RiskPromise
    /// The wealth at which the second gambler sounds.
    package var alarm: Double
    /// What is judged: the bot's own answers, or in the early mode all messages, of which those
    /// count as wrong that the bot answered wrongly.
    package var scope: Scope?
    /// Judged answers since the gate was opened.
    package private(set) var judged = 0
    /// Of these, how many wrong.
    package private(set) var wrong = 0
    /// ln of the first gambler's wealth, by stake.
    private var steady: [Double]
    /// ln of the second gambler's wealth, by stake.
    private var renewed: [Double]

    /// What a meter judges.
    package enum Scope: String, Sendable, Codable {
        /// The bot's own answers: the promise is about their share of errors.
        case answers
        /// All messages: the early mode's promise is about wrong answers among them.
        case messages
    }

    /// Makes a meter that has judged nothing.
    package init(promise: RiskPromise, alarm: Double = 1000, scope: Scope = .answers) {
        self.scope = scope == .answers ? nil : scope
        self.promise = promise
        self.alarm = alarm
        steady = Self.stakes.map { _ in 0 }
        renewed = steady
    }

    /// Each stake bets as if the rate were so many times the promised risk.
    private static let stakes: [Double] = [1.5, 2, 3, 5]

    /// Takes in one judged answer.
    package mutating func judge(isRight: Bool) {
        judged += 1
        wrong += isRight ? 0 : 1
        for (index, stake) in Self.stakes.enumerated() {
            let rate = min(stake * promise.risk, (1 + promise.risk) / 2)
            let gain =
                isRight ? log1p(-rate) - log1p(-promise.risk) : log(rate) - log(promise.risk)
            steady[index] += gain
            renewed[index] = max(renewed[index], 0) + gain
        }
    }

    /// The first gambler's wealth: evidence, since the opening, that the promise is broken.
    package var evidence: Double { Self.mean(steady) }
    /// The second gambler's wealth: evidence that it is being broken lately.
    package var recentEvidence: Double { Self.mean(renewed) }

    /// Errors that the promise allows among the judged answers.
    package var allowed: Double { promise.risk * Double(judged) }
    /// Errors that it still allows; 0 where none.
    package var remaining: Double { max(0, allowed - Double(wrong)) }
    /// The part of the allowance that is used, 1 where all of it is; `nil` before any judgement.
    package var spent: Double? { judged > 0 ? Double(wrong) / allowed : nil }
    /// Where the error rate lies, at any time, with the promise's confidence.
    package var interval: AnytimeInterval {
        AnytimeInterval(errors: wrong, of: judged, confidence: promise.confidence)
    }

    /// What the meter says.
    package enum Standing: String, Sendable, Codable {
        /// No sign that the promise is broken.
        case kept
        /// More errors than allowed, or odds of ten to one; not yet proof.
        case strained
        /// The gate is to tighten itself now.
        case spent
    }

    /// What the meter says now.
    package var standing: Standing {
        if evidence >= 1 / promise.failure || recentEvidence >= alarm { return .spent }
        if Double(wrong) > allowed + 1 || recentEvidence >= 10 { return .strained }
        return .kept
    }

    /// The meter in words.
    package var words: BilingualText {
        let share = judged > 0 ? Percent.text(Double(wrong) / Double(judged)) : "–"
        let range = interval
        let low = Percent.text(range.lower)
        let high = Percent.text(range.upper)
        let risk = Percent.text(promise.risk)
        let standing: BilingualText =
            switch standing {
            case .kept: BilingualText("kept", "守住")
            case .strained: BilingualText("strained", "緊張")
            case .spent: BilingualText("spent: the gate tightens itself", "用盡：閘門自動收緊")
            }
        if scope == .messages {
            return BilingualText(
                "\(standing.english): \(wrong) of \(judged) judged messages answered wrongly (\(share)),"
                    + " at most \(risk) on average; true rate \(low)–\(high) with "
                    + "\(Percent.text(promise.confidence)) confidence at any time",
                "\(standing.chinese)：\(judged) 則已審訊息中 \(wrong) 則被錯答（\(share)），平均最多 "
                    + "\(risk)；任何時刻真實比例為 \(low)–\(high)"
                    + "（信心水平 \(Percent.text(promise.confidence))）")
        }
        return BilingualText(
            "\(standing.english): \(wrong) of \(judged) judged answers wrong (\(share)), at most \(risk) "
                + "promised; true rate \(low)–\(high) with \(Percent.text(promise.confidence)) "
                + "confidence at any time",
            "\(standing.chinese)：\(judged) 個已審答案中 \(wrong) 個出錯（\(share)），承諾最多 \(risk)；"
                + "任何時刻真實錯誤率為 \(low)–\(high)（信心水平 \(Percent.text(promise.confidence))）")
    }

    private static func mean(_ logs: [Double]) -> Double {
        logs.reduce(0) { $0 + exp(min($1, 700)) } / Double(logs.count)
    }
}

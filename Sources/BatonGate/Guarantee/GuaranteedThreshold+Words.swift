package import BatonCore

extension GuaranteedThreshold {
    /// What keeps the gate closed, and what would open it.
    package enum Need: Sendable, Hashable {
        /// It is open.
        case nothing
        /// At least so many more labels, drawn at random.
        case labels(Int)
        /// Too many errors at every threshold that was tried: labels alone will not open it.
        case betterAnswers
    }

    /// What is needed to open, by the label budget: so many answered labels without an error prove
    /// a threshold, and more where errors come as they came.
    package var need: Need {
        guard proven == nil else { return .nothing }
        let level = promise.failure / Double(max(1, plan.starts.count))
        let least = BinomialBound.answersNeeded(risk: promise.risk, level: level)
        guard labels > 0, tests.contains(where: { $0.answered > 0 }) else {
            return .labels(max(1, least - labels))
        }
        let missing = tests.compactMap { test -> Int? in
            guard test.answered > 0 else { return nil }
            let rate = Double(test.wrong) / Double(test.answered)
            guard
                let answers = BinomialBound.answersNeeded(
                    risk: promise.risk, level: level, rate: rate)
            else { return nil }
            let share = Double(test.answered) / Double(labels)
            return max(1, Int((Double(answers) / share).rounded(.up)) - labels)
        }
        return missing.min().map(Need.labels) ?? .betterAnswers
    }

    /// The result in words, for the screen and for a decision's record.
    package var words: BilingualText {
        let promised = promise.words
        if let proven {
            let count = "\(proven.wrong)/\(proven.answered)"
            let bound = Percent.text(proven.bound)
            let share = Percent.text(coverage)
            return BilingualText(
                "guaranteed: \(promised.english); answers from "
                    + "\(Self.confidence(proven.threshold)), about \(share) of messages; \(count) "
                    + "wrong in \(labels) random labels, true rate at most \(bound)",
                "有保證：\(promised.chinese)；由 \(Self.confidence(proven.threshold)) 起作答，約佔訊息 "
                    + "\(share)；\(labels) 個隨機標籤中答錯 \(count)，真實錯誤率最多 \(bound)")
        }
        switch need {
        case .nothing, .betterAnswers:
            return BilingualText(
                "closed: too many of \(labels) random labels are wrong at every threshold tried; "
                    + "it drafts for people until the knowledge answers better",
                "未開放：\(labels) 個隨機標籤中，各門檻的錯誤都太多；改善知識之前只擬草稿")
        case .labels(let more):
            return BilingualText(
                "closed: at least \(more) more random labels needed (it has \(labels)); it drafts for "
                    + "people until then",
                "未開放：最少尚需 \(more) 個隨機標籤（現有 \(labels) 個）；在此之前只擬草稿")
        }
    }

    private static func confidence(_ value: Double) -> String { Percent.text(value) }
}

extension GateTerms {
    /// The terms in words, for the screen and, in English, for a decision's record.
    package var words: BilingualText {
        switch self {
        case .thresholds(let thresholds): Self.words(of: thresholds)
        case .guaranteed(let proof): Self.words(of: proof)
        case .tooManyWrong(let labels):
            BilingualText(
                "closed: too many of \(labels) random labels are wrong at every threshold tried; "
                    + "it drafts for people until the knowledge answers better",
                "未開放：\(labels) 個隨機標籤中，各門檻的錯誤都太多；改善知識之前只擬草稿")
        case .labelsNeeded(let more, let labels):
            BilingualText(
                "closed: at least \(more) more random labels needed (it has \(labels)); it drafts for "
                    + "people until then",
                "未開放：最少尚需 \(more) 個隨機標籤（現有 \(labels) 個）；在此之前只擬草稿")
        case .mayBeProven(let labels):
            BilingualText(
                "closed: \(labels) random labels may prove it; a supervisor makes a version and "
                    + "activates it; it drafts for people until then",
                "未開放：\(labels) 個隨機標籤或已足夠；須由主管製作並啟用版本，在此之前只擬草稿")
        case .otherPromise(let risk, let confidence):
            Self.otherPromise(Self.promise(risk: risk, confidence: confidence))
        case .early(let proof): Self.words(of: proof)
        case .earlyTooManyWrong(let risk, let labels):
            BilingualText(
                "early mode, closed: at every threshold more than \(Percent.text(risk)) of all "
                    + "messages would be answered wrongly, by \(labels) random labels",
                "早期模式，未開放：按 \(labels) 個隨機標籤，任何門檻都會錯答超過 "
                    + "\(Percent.text(risk)) 的訊息")
        case .earlyLabelsNeeded(let more, let labels):
            BilingualText(
                "early mode, closed: at least \(more) more random labels needed (it has \(labels))",
                "早期模式，未開放：最少尚需 \(more) 個隨機標籤（現有 \(labels) 個）")
        }
    }

    /// What a business asks of its gate, in words; both are shares, 0…1.
    package static func promise(risk: Double, confidence: Double) -> BilingualText {
        let risk = Percent.text(risk)
        let confidence = Percent.text(confidence)
        return BilingualText(
            "at most \(risk) of what the bot answers alone is wrong, with \(confidence) confidence",
            "機械人自行回覆的答案最多有 \(risk) 出錯，信心水平 \(confidence)")
    }

    private static func words(of thresholds: GateThresholds) -> BilingualText {
        func percent(_ value: Double) -> String { "\(Int((value * 100).rounded())) %" }
        let answer = percent(thresholds.answer)
        let draft = percent(thresholds.draft)
        let margin = percent(thresholds.margin)
        return BilingualText(
            "by threshold: answers from \(answer), drafts from \(draft), lead \(margin); no guarantee",
            "按門檻：\(answer) 起自行回答，\(draft) 起擬草稿，領先 \(margin)；沒有保證")
    }

    private static func words(of proof: Proof) -> BilingualText {
        let promised = promise(risk: proof.risk, confidence: proof.confidence)
        let threshold = Percent.text(proof.threshold)
        let count = "\(proof.wrong)/\(proof.answered)"
        let bound = Percent.text(proof.bound)
        let share = Percent.text(proof.coverage)
        return BilingualText(
            "guaranteed: \(promised.english); answers from \(threshold), about \(share) of "
                + "messages; \(count) wrong in \(proof.labels) random labels, true rate at most "
                + bound,
            "有保證：\(promised.chinese)；由 \(threshold) 起作答，約佔訊息 \(share)；"
                + "\(proof.labels) 個隨機標籤中答錯 \(count)，真實錯誤率最多 \(bound)")
    }

    private static func words(of proof: EarlyProof) -> BilingualText {
        let share = Percent.text(proof.risk)
        let threshold = Percent.text(proof.threshold)
        let count = "\(proof.wrong)/\(proof.answered)"
        return BilingualText(
            "early mode: at most \(share) of all messages answered wrongly, on average; nothing is "
                + "promised about the share among its answers; answers from \(threshold); \(count) "
                + "wrong in \(proof.labels) labels",
            "早期模式：平均最多 \(share) 的訊息被錯誤回答；不保證其答案中的錯誤比例；由 "
                + "\(threshold) 起作答；\(proof.labels) 個標籤中答錯 \(count)")
    }

    private static func otherPromise(_ asked: BilingualText) -> BilingualText {
        BilingualText(
            "closed: the configuration now asks that \(asked.english), and this version was made "
                + "for another promise; make a new one",
            "未開放：設定現要求\(asked.chinese)，而此版本為另一承諾而設；請製作新版本")
    }
}

import BatonCore
import Yams

extension ConfigurationReader {
    /// `{by: threshold, answer, draft, margin}`, `{by: guarantee, risk, confidence}` or
    /// `{by: early, risk}`; `draft`, `margin`, `review`, `hand_over`, `stale_after_days` and
    /// `rating` go with all.
    mutating func gate(_ node: Node) -> Configuration.Gate {
        var gate = Configuration.Gate(thresholds: ConfigurationDefaults.thresholds)
        guard let map = mapping(node, "gate") else { return gate }
        check(
            map,
            knows: [
                "by", "answer", "draft", "margin", "risk", "confidence", "review", "hand_over",
                "stale_after_days", "rating",
            ])
        if let by = map["by"], let text = string(by, "by") {
            switch text {
            case "threshold": break
            case "guarantee": gate.guarantee = ConfigurationDefaults.guarantee
            case "early":
                gate.guarantee = ConfigurationDefaults.guarantee
                gate.guarantee?.isEarly = true
            default: fault(by, unknown("by", text, ["threshold", "guarantee", "early"]))
            }
        }
        if let value = map["draft"] { gate.thresholds.draft = share(value, "draft") }
        if let value = map["margin"] { gate.thresholds.margin = share(value, "margin") }
        if let value = map["review"] { gate.review = share(value, "review") }
        if let value = map["hand_over"] { gate.handOver = handOver(value) }
        if let value = map["stale_after_days"] { gate.staleAfterDays = days(value) }
        if let value = map["rating"] { gate.asksRating = flag(value, "rating") }
        if gate.guarantee != nil {
            readGuarantee(map, &gate)
        } else {
            readThreshold(map, of: node, &gate)
        }
        return gate
    }

    private mutating func readThreshold(
        _ map: Node.Mapping, of node: Node, _ gate: inout Configuration.Gate
    ) {
        for key in ["risk", "confidence"] {
            if let value = map[key] {
                fault(value, "'\(key)' is promised by nobody here; set 'by: guarantee'")
            }
        }
        if let value = map["answer"] { gate.thresholds.answer = share(value, "answer") }
        if gate.thresholds.draft > gate.thresholds.answer {
            fault(
                map["draft"] ?? node,
                "'draft' (\(gate.thresholds.draft)) is above 'answer' "
                    + "(\(gate.thresholds.answer)); the bot would answer what it is not sure "
                    + "enough to draft")
        }
    }

    private mutating func readGuarantee(_ map: Node.Mapping, _ gate: inout Configuration.Gate) {
        if let value = map["answer"] {
            fault(value, "'answer' is found from labels where the gate is by guarantee; remove it")
        }
        if let value = map["risk"] {
            let risk = share(value, "risk")
            gate.guarantee?.risk = risk
            if !(0.000_1...0.5).contains(risk) {
                fault(value, "'risk' is a share of wrong answers from 0.0001 to 0.5, such as 0.05")
            }
        }
        if let value = map["confidence"] {
            if gate.guarantee?.isEarly == true {
                fault(value, "'confidence' is not promised by 'by: early'; remove it")
            }
            let confidence = share(value, "confidence")
            gate.guarantee?.confidence = confidence
            if !(0.5...0.999_9).contains(confidence) {
                fault(value, "'confidence' is from 0.5 to 0.9999, such as 0.9")
            }
        }
    }
}

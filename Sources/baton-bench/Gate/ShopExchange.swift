import BatonGate

/// One shop's labels prove a threshold that another shop uses: what a shift of business does.
struct ShopExchange: Encodable {
    var from: String
    var to: String
    var risk: Double
    /// `nil` where the labels prove nothing.
    var threshold: Double?
    var coverage = 0.0
    var realised = 0.0

    static func all(_ items: [GradedSet.Item], risk: Double) -> [ShopExchange] {
        let tenants = Set(items.map(\.tenant)).sorted()
        let promise = RiskPromise(risk: risk, confidence: 0.9)
        return tenants.flatMap { from in
            let labels = items.filter { $0.tenant == from }.map(\.graded)
            let divided = LabelDivision(boundShare: 0.75).divide(labels)
            let plan = GuaranteePlan.designed(
                from: divided.fit, boundLabels: divided.bound.count, for: promise)
            let found = GuaranteedThreshold.find(
                labels: divided.bound, plan: plan, promise: promise)
            return tenants.map { to in
                var exchange = ShopExchange(
                    from: from, to: to, risk: risk, threshold: found.threshold)
                guard let threshold = found.threshold else { return exchange }
                // A shop's own figure is of the labels that the bound did not see.
                let isOwn = from == to
                let theirs =
                    isOwn ? divided.fit : items.filter { $0.tenant == to }.map(\.graded)
                let told = theirs.filter { $0.isAnswered(from: threshold) }
                exchange.coverage = Double(told.count) / Double(max(1, theirs.count))
                exchange.realised =
                    Double(told.count { !$0.isRight }) / Double(max(1, told.count))
                return exchange
            }
        }
    }
}

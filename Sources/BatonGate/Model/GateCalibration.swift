import BatonCore

/// From labels to a gate: the one way in which a version is made.
package struct GateCalibration: Sendable {
    /// What the business asks.
    package var promise: RiskPromise
    /// How labels are divided.
    package var division: LabelDivision
    /// Which bound is to be in force.
    package var basis: CalibratedGate.Basis
    /// The confidence from which it drafts.
    package var draft: Double
    /// The lead below which it may ask which is meant.
    package var margin: Double

    /// Makes a calibration.
    package init(
        promise: RiskPromise, division: LabelDivision = LabelDivision(),
        basis: CalibratedGate.Basis = .guarantee, draft: Double = 0.4, margin: Double = 0.03
    ) {
        self.promise = promise
        self.division = division
        self.basis = basis
        self.draft = draft
        self.margin = margin
    }

    /// Makes a gate.
    ///
    /// Weights and plan come from the one half, the proof from the other: the confidences of the fit
    /// half, on which the plan rests, are of models fitted without the label itself.
    /// - Parameters:
    ///   - labels: graded under the shipped weights, with their features.
    ///   - day: today, `yyyy-mm-dd`.
    package func gate(from labels: [GradedDecision], knowledge: String, day: String)
        -> CalibratedGate
    {
        let divided = division.divide(labels)
        var model: GateModel?
        var design = divided.fit
        if let unseen = GateModelFit.outOfFold(divided.fit) {
            model = GateModelFit.fit(divided.fit)
            design = unseen
        }
        let bound = divided.bound.map { label in
            model.map {
                label.scored(
                    by: $0.confidence(label.features, candidates: label.candidates))
            } ?? label
        }
        let plan = GuaranteePlan.designed(
            from: design.filter(\.source.mayBound), boundLabels: bound.count, for: promise)
        var traffic = TrafficProfile()
        for label in bound {
            traffic.add(
                confidence: label.confidence, language: label.language,
                isUnanswerable: !label.isEligible || label.confidence < draft)
        }
        var gate = CalibratedGate(
            format: CalibratedGate.format, formatVersion: CalibratedGate.formatVersion,
            version: "", madeOn: day, knowledge: knowledge, model: model, division: division,
            sizes: CalibratedGate.Sizes(
                fit: divided.fit.count, bound: bound.count, tooOld: divided.tooOld,
                selective: divided.selective, sameConversation: divided.sameConversation,
                weak: divided.weak),
            guarantee: GuaranteedThreshold.find(labels: bound, plan: plan, promise: promise),
            early: JointRiskThreshold.find(labels: bound, risk: promise.risk), basis: basis,
            draft: draft, margin: margin, traffic: traffic)
        gate.meanings = Set(labels.map { $0.meaning ?? CalibratedGate.wordsAlone }).sorted()
        gate.version = gate.contentVersion
        return gate
    }
}

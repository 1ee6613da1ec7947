import BatonConfiguration
import BatonCore
import BatonGate
import BatonStore

/// What each inbox's gate is now: the one place that turns the record into a gate that decides.
actor GateBook {
    /// A gate in force.
    struct Standing: Sendable {
        /// The record's revision; a decision on an older one is not recorded.
        var revision: Int64
        /// Whether the bot may answer alone.
        var state: GateState
        /// The gate that labels proved, or a closed one; `nil` for thresholds.
        var calibrated: CalibratedGate?
        /// What it promises, where that is not the gate's own words.
        var terms: GateTerms?
        /// What it promises; `nil` for thresholds.
        var promised: GateTerms? { terms ?? calibrated?.terms }
        /// The version in force.
        var version: String?
        /// Since when the error budget counts.
        var openedAt: Timestamp
        /// The version that was in force before.
        var previous: String?
        /// The share of messages that is drawn, where a supervisor has set one.
        var reviewRate: Double?
    }

    private let store: any Store
    private let settings: Configuration.Gate
    private let clock: any WallClock
    private var versions: [String: CalibratedGate] = [:]
    private var needs: [InboxID: CalibratedGate] = [:]

    init(store: any Store, settings: Configuration.Gate, clock: any WallClock) {
        self.store = store
        self.settings = settings
        self.clock = clock
    }

    /// What the configuration asks of a gate; `nil` for thresholds.
    nonisolated var promise: RiskPromise? {
        settings.guarantee.map { RiskPromise(risk: $0.risk, confidence: $0.confidence) }
    }

    /// What a version is to bound.
    nonisolated var basis: CalibratedGate.Basis {
        settings.guarantee?.isEarly == true ? .early : .guarantee
    }

    /// Whether a version was made for what the configuration asks.
    nonisolated func isAsked(_ gate: CalibratedGate) -> Bool {
        guard let promise, gate.basis == basis else { return false }
        return basis == .early
            ? gate.early.risk == promise.risk : gate.guarantee.promise == promise
    }

    /// How a gate is made from labels.
    nonisolated func calibration(_ promise: RiskPromise) -> GateCalibration {
        GateCalibration(
            promise: promise,
            division: LabelDivision().sliding(days: Limits.labelWindowDays, now: clock.now()),
            basis: basis, draft: settings.thresholds.draft, margin: settings.thresholds.margin)
    }

    /// The gate of an inbox where no version was ever chosen: closed, by the shipped weights.
    nonisolated static func unproven(
        _ promise: RiskPromise, basis: CalibratedGate.Basis, thresholds: GateThresholds
    ) -> CalibratedGate {
        GateCalibration(
            promise: promise, basis: basis, draft: thresholds.draft, margin: thresholds.margin
        ).gate(from: [], knowledge: "", day: "")
    }

    /// The gate in force of an inbox.
    func standing(of inbox: InboxID) async throws(StoreError) -> Standing {
        let record = try await store.gate(of: inbox)
        let state = try record.map { record throws(StoreError) in
            try GateState.stored(record.state)
        }
        guard let promise else {
            return Standing(
                revision: record?.revision ?? 0, state: state ?? .open,
                openedAt: record?.openedAt ?? Timestamp(milliseconds: 0),
                previous: record?.previous, reviewRate: record?.reviewRate)
        }
        var standing = Standing(
            revision: record?.revision ?? 0, state: state ?? .closed, version: record?.version,
            openedAt: record?.openedAt ?? Timestamp(milliseconds: 0),
            previous: record?.previous, reviewRate: record?.reviewRate)
        if let version = record?.version {
            let gate = try await gate(version, of: inbox)
            standing.calibrated = gate
            if !isAsked(gate) { standing.outlived(promise) }
        } else {
            standing.calibrated = Self.unproven(
                promise, basis: basis, thresholds: settings.thresholds)
            standing.terms = Self.terms(try await need(of: inbox, promise))
        }
        return standing
    }

    /// One version of an inbox's gate.
    func gate(_ version: String, of inbox: InboxID) async throws(StoreError) -> CalibratedGate {
        if let known = versions[version] { return known }
        guard let row = try await store.gateVersion(version, of: inbox) else {
            throw StoreError(
                .notFound,
                "inbox \(inbox) has no gate '\(version)'; 'baton gate versions' lists them",
                chinese: "收件匣 \(inbox) 沒有閘門版本「\(version)」；按 A 查看現有版本")
        }
        let gate = try CalibratedGate.stored(row)
        versions[version] = gate
        return gate
    }

    /// What the inbox's labels prove now.
    func need(of inbox: InboxID, _ promise: RiskPromise) async throws(StoreError)
        -> CalibratedGate
    {
        if let known = needs[inbox] { return known }
        let gate = calibration(promise).gate(
            from: try await labels(of: inbox), knowledge: "", day: "")
        needs[inbox] = gate
        return gate
    }

    /// The inbox's labels in the window, graded.
    func labels(of inbox: InboxID) async throws(StoreError) -> [GradedDecision] {
        let since = clock.now().adding(
            milliseconds: -Int64(Limits.labelWindowDays) * 86_400_000)
        return try await store.labels(of: inbox, since: since, limit: Limits.gateRows)
            .compactMap(GradedDecision.init)
    }

    /// The inbox has another label: what it lacks is counted anew.
    func labelled(_ inbox: InboxID) { needs[inbox] = nil }

    private static func terms(_ need: CalibratedGate) -> GateTerms {
        need.answer == nil ? need.terms : .mayBeProven(labels: need.sizes.bound)
    }
}

extension GateBook.Standing {
    /// The configuration asks another promise than the version was proven for.
    fileprivate mutating func outlived(_ promise: RiskPromise) {
        if state == .open { state = .closed }
        terms = .otherPromise(risk: promise.risk, confidence: promise.confidence)
    }
}

extension GateState {
    /// Reads a state as it is kept.
    static func stored(_ text: String) throws(StoreError) -> GateState {
        try GateJSON.decode(text, "gate's state")
    }
}

extension CalibratedGate {
    /// Reads a version as it is kept.
    static func stored(_ row: GateVersionRow) throws(StoreError) -> CalibratedGate {
        do throws(GateFileError) {
            return try read(Array(row.body.utf8), name: row.version)
        } catch {
            throw StoreError(.damaged, error.description)
        }
    }
}

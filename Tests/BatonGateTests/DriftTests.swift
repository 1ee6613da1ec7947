import BatonCore
import BatonGate
import Testing

@Suite("Drift of traffic")
struct DriftTests {
    private static func profile(
        _ count: Int, unanswerable: Double, _ random: inout SplitMix,
        language: Language = .cantonese
    ) -> TrafficProfile {
        var profile = TrafficProfile()
        for _ in 0..<count {
            let isUnanswerable = Double.random(in: 0..<1, using: &random) < unanswerable
            profile.add(
                confidence: Double.random(in: 0..<1, using: &random), language: language,
                isUnanswerable: isUnanswerable)
        }
        return profile
    }

    @Test("traffic of one make sounds no alarm in more than one of twenty series of looks")
    func quiet() {
        var random = SplitMix(21)
        var alarms = 0
        for _ in 0..<100 {
            let before = Self.profile(400, unanswerable: 0.06, &random)
            let isAlarm = (1...10).contains { look in
                DriftReport.compare(
                    calibration: before,
                    recent: Self.profile(100, unanswerable: 0.06, &random), look: look
                ).isAlarm
            }
            alarms += isAlarm ? 1 : 0
        }

        #expect(alarms <= 5)
    }

    @Test("four times the unanswerable messages, or another language, sounds it and says which")
    func loud() {
        var random = SplitMix(22)
        let before = Self.profile(1000, unanswerable: 0.06, &random)
        let shifted = DriftReport.compare(
            calibration: before, recent: Self.profile(500, unanswerable: 0.24, &random), look: 1)
        let foreign = DriftReport.compare(
            calibration: before,
            recent: Self.profile(500, unanswerable: 0.06, &random, language: .english), look: 1)

        #expect(shifted.findings.filter(\.isAlarm).map(\.measure) == [.unanswerable])
        #expect(foreign.findings.filter(\.isAlarm).map(\.measure) == [.language])
        #expect(
            foreign.words?.chinese == "自閘門驗證以來，訊息已有變化（語言）：承諾未必成立；請標記新的隨機樣本")
    }

    @Test("a real but tiny difference and an empty window sound nothing")
    func tiny() {
        var random = SplitMix(23)
        let before = Self.profile(60_000, unanswerable: 0.06, &random)
        let recent = Self.profile(60_000, unanswerable: 0.07, &random)
        let report = DriftReport.compare(calibration: before, recent: recent, look: 1)

        #expect(report.findings[0].probability < 0.001)
        #expect(!report.isAlarm)
        #expect(report.words == nil)
        #expect(
            !DriftReport.compare(calibration: before, recent: TrafficProfile(), look: 1).isAlarm)
    }
}

import Testing

@testable import BatonText

@Suite("Reading romanised Cantonese")
struct RomanisedReaderTests {
    private static let general = RomanisedReader(vocabulary: SoundVocabulary())

    private static func best(_ text: String, _ reader: RomanisedReader = general) -> String? {
        reader.readings(of: text, limit: 1).first?.text
    }

    @Test(
        "common phrases are read whatever way they are spelled",
        arguments: [
            ("gei dim hoi mun", "幾點開門"), ("gei2 dim2 hoi1 mun4", "幾點開門"),
            ("geidimhoimun", "幾點開門"), ("Gei Dim Hoi Moon", "幾點開門"),
            ("m goi", "唔該"), ("mgoi", "唔該"), ("5 goi", "唔該"),
            ("gei do chin", "幾多錢"), ("gei do cin", "幾多錢"), ("yau mo fo", "有冇貨"),
            ("nei hai bin", "你喺邊"), ("lei hai bin", "你喺邊"),
            ("heung gong", "香港"), ("hoeng gong", "香港"),
        ])
    func phrases(typed: String, says: String) {
        #expect(Self.best(typed).map(HanFolding.fold) == HanFolding.fold(says))
    }

    @Test("English words inside are left as they are")
    func mixture() {
        #expect(Self.best("ngo go order gei si dou") == "我個order幾時到")
    }

    @Test("numbers, marks and Chinese characters stay where they are")
    func others() {
        #expect(Self.best("ngo yiu 2 go, gei do chin?") == "我要2個,幾多錢?")
        #expect(Self.best("你哋 gei dim hoi mun") == "你哋幾點開門")
    }

    @Test(
        "English is not read as Cantonese",
        arguments: [
            "How much do you charge for delivery?", "I want to change my order",
            "do you open on Sunday", "so long", "can I pay in cash", "hello", "thanks", "",
            "where is my parcel", "he sang a long song to me", "12345", "ABC-123", "🙂",
        ])
    func english(text: String) {
        #expect(Self.general.readings(of: text) == [])
    }

    @Test("the knowledge base's own words are preferred")
    func own() {
        let shop = RomanisedReader(
            vocabulary: SoundVocabulary(["瑜伽導師資歷", "導師會教呼吸", "瑜伽墊"]))

        #expect(Self.best("yu ga din", shop) == "瑜伽墊")
        #expect(Self.best("yu ga din") != "瑜伽墊")
    }

    @Test("a text that is taken out again leaves no trace")
    func removal() {
        var vocabulary = SoundVocabulary(["瑜伽導師資歷 yoga"])
        vocabulary.remove("瑜伽導師資歷 yoga")

        #expect(vocabulary.weight == 0)
        #expect(!vocabulary.contains(Array("yoga".utf8)))
        #expect(vocabulary.count(0, 0, 0x745C) == 0)
    }

    @Test("readings come best first, each once, with scores from 0 to 1")
    func order() {
        let readings = Self.general.readings(of: "sing kei luk gei dim sau gung", limit: 5)

        #expect(readings.count == 5)
        #expect(Set(readings.map(\.text)).count == readings.count)
        #expect(readings.map(\.score) == readings.map(\.score).sorted(by: >))
        #expect(readings.allSatisfy { (0...1).contains($0.score) && $0.coverage == 1 })
        #expect(Self.general.readings(of: "gei do chin", limit: 0) == [])
    }

    @Test("coverage is the share of letters that were read")
    func coverage() {
        let reading = Self.general.readings(of: "ngo go delivery gei si dou", limit: 1).first
        #expect(reading?.coverage == 13.0 / 21.0)
    }

    @Test("most characters of everyday phrases are read as they were meant")
    func accuracy() {
        var right = 0
        var all = 0
        for (typed, says) in RomanisedPhrases.all {
            let read = Array(HanFolding.fold(Self.best(typed) ?? ""))
            let meant = Array(HanFolding.fold(says))
            all += meant.count
            right += zip(read, meant).count { $0 == $1 }
        }
        print("characters of everyday phrases read right:", right, "of", all)
        #expect(Double(right) / Double(all) >= 0.75)
    }

    @Test(
        "whatever is written, reading ends soon and breaks nothing",
        arguments: [
            String(repeating: "a", count: 100_000), String(repeating: "gei ", count: 20_000),
            String(repeating: "hoimun", count: 5_000), String(repeating: "m5", count: 5_000),
            String(repeating: "a1", count: 9_000), "\u{0}\u{FFFF}\u{202E} gei\u{300} dim",
            String(repeating: "唔", count: 10_000) + " gei dim", "ﬁ ① ㏄ ｇｅｉ ｄｉｍ",
            String(repeating: "nga", count: 99), String(repeating: "’", count: 999),
        ])
    func limits(text: String) {
        let readings = Self.general.readings(of: text)
        #expect(readings.count <= 3)
        #expect(RomanisedText(text).pieces.count <= RomanisedText.mostPieces)
        _ = RomanisedEvidence.isRomanised(text)
        _ = SoundTokens.tokens(of: text)
    }

    @Test("random scalars break nothing", arguments: 0..<40)
    func random(seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
        var text = String.UnicodeScalarView()
        for _ in 0..<300 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let value = UInt32(truncatingIfNeeded: state >> 33)
            let range: UInt32 = [0x80, 0x300, 0x1_0000, 0x11_0000][Int(value % 4)]
            if let scalar = Unicode.Scalar(value / 4 % range) { text.append(scalar) }
        }
        let readings = Self.general.readings(of: String(text))
        #expect(readings.allSatisfy { (0...1).contains($0.score) && (0...1).contains($0.coverage) })
    }
}

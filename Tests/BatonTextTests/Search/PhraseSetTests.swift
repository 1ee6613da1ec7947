import BatonText
import Testing

@Suite("PhraseSet")
struct PhraseSetTests {
    private func found(_ phrases: [String], in text: String) -> String? {
        let bytes = Array(text.utf8)
        return PhraseSet(phrases).firstRange(in: bytes[...]).map {
            String(decoding: bytes[$0], as: UTF8.self)
        }
    }

    @Test("the phrase that stands first is found, inside words too, in any script")
    func finding() {
        #expect(found(["按金", "退款", "ai"], in: "想退款同按金") == "退款")
        #expect(found(["ai"], in: "said") == "ai")
        #expect(found(["退款"], in: "退換") == nil)
        #expect(found(["退款"], in: "退") == nil)
        #expect(found(["退款"], in: "") == nil)
    }

    @Test("of two phrases that begin at one place, the one named first is found")
    func order() {
        #expect(found(["退款政策", "退款"], in: "退款政策") == "退款政策")
        #expect(found(["退款", "退款政策"], in: "退款政策") == "退款")
    }

    @Test("a search within a slice gives places of the whole")
    func slices() {
        let bytes = Array("ab ab".utf8)
        #expect(PhraseSet(["ab"]).firstRange(in: bytes[1...]) == 3..<5)
        #expect(PhraseSet(["ab"]).firstRange(in: bytes[3..<4]) == nil)
    }
}

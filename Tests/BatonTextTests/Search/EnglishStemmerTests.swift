import Testing

@testable import BatonText

@Suite("The English stemmer")
struct EnglishStemmerTests {
    @Test(
        "stems agree with Snowball's published vocabulary",
        arguments: [
            ("consign", "consign"), ("consigned", "consign"), ("consignment", "consign"),
            ("consistency", "consist"), ("consistently", "consist"), ("consolation", "consol"),
            ("consolingly", "consol"), ("consonant", "conson"), ("considering", "consid"),
            ("knackeries", "knackeri"), ("knaves", "knave"), ("knavish", "knavish"),
            ("kneaded", "knead"), ("knightly", "knight"), ("knotted", "knot"),
            ("hopping", "hop"), ("hoping", "hope"), ("luxuriated", "luxuri"), ("ties", "tie"),
            ("cries", "cri"), ("gas", "gas"), ("this", "this"), ("gaps", "gap"),
            ("kiwis", "kiwi"), ("cry", "cri"), ("by", "by"), ("say", "say"), ("skies", "sky"),
            ("dying", "die"), ("news", "news"), ("proceed", "proceed"), ("succeeded", "succeed"),
            ("generously", "generous"), ("communication", "communic"), ("relational", "relat"),
            ("rational", "ration"), ("agreed", "agre"), ("happy", "happi"), ("bee's", "bee"),
            ("dogs'", "dog"), ("deliveries", "deliveri"), ("delivery", "deliveri"),
            ("enjoying", "enjoy"), ("rate", "rate"), ("controlling", "control"), ("is", "is"),
            ("yes", "yes"), ("bled", "bled"), ("replacement", "replac"), ("herring", "herring"),
        ])
    func stems(word: String, stem: String) {
        #expect(EnglishStemmer.stem(word) == stem)
    }
}

import BatonCore

/// A message as search takes it, with all that was made of it beforehand.
struct SearchQuery {
    /// The words to search for.
    var text: String
    /// The customer's language.
    var language: Language
    /// The message's vectors, of sources that can be compared.
    var vectors = MessageVectors()
    /// The encoder's vector after the shipped adaptation.
    var adapted: [Float]?
    /// What the trained head says of the message, where there is one.
    var head: PhrasingHead.Opinion?
    /// How many candidates to rank.
    var pool = 32

    /// The source that the cosines are of: the encoder's where it has a say, else the server's.
    var leading: VectorSource? {
        VectorSource.allCases.first { vectors[$0] != nil }
    }
}

import BatonCore

/// A message as search takes it, with all that was made of it beforehand.
struct SearchQuery {
    /// The words to search for.
    var text: String
    /// The customer's language.
    var language: Language
    /// The message's vector, where there is an encoder.
    var vector: [Float]?
    /// The vector after the shipped adaptation.
    var adapted: [Float]?
    /// What the trained head says of the message, where there is one.
    var head: PhrasingHead.Opinion?
    /// How many candidates to rank.
    var pool = 32
}

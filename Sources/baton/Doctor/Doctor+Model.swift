import BatonEncoder

extension Doctor {
    /// Whether entries are found by meaning as well as by words.
    func model() -> Finding {
        do {
            guard let encoder = try UniversalSentenceEncoder.installed() else {
                return .warning(
                    "no model at \(ModelCommand.path): entries are found by their words alone; "
                        + "install it: baton model install")
            }
            try encoder.verify()
            return .ok("the model \(encoder.model) is sound")
        } catch {
            return .warning("\(error); until then by words alone")
        }
    }
}

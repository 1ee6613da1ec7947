import BatonConfiguration
import BatonWorker

extension Doctor {
    /// Where replies are worded, and what leaves this machine for it.
    func composing(_ settings: Configuration.Composing) -> [Finding] {
        var findings = [place(of: settings)]
        switch settings.use {
        case .draft:
            findings.append(.ok("what the language model words is a draft; a person sends it"))
        case .auto where configuration.gate.guarantee != nil:
            findings.append(
                .warning(
                    "composing: 'use: auto' counts for nothing under a guarantee, which bounds the "
                        + "entries' own answers: composed replies stay drafts"))
        case .auto:
            findings.append(
                .warning(
                    "composing: 'use: auto' sends checked replies alone, by threshold: no guarantee"
                ))
        }
        if settings.apiKey?.source == .literal, mode(of: configuration.file) & 0o077 != 0 {
            findings.append(
                .fault(
                    "others may read \(configuration.file), which holds composing's api_key: "
                        + "chmod 600 it, and keep the key in ${ENV_NAME} or file:PATH"))
        }
        return findings
    }

    private func place(of settings: Configuration.Composing) -> Finding {
        if settings.isLocal {
            return .ok(
                "the language model \(settings.model) is on this machine: no customer's words "
                    + "leave it for composing")
        }
        return .ok(
            "the language model \(settings.model) is at \(settings.server), "
                + "\(settings.region ?? "region unknown"): customers' words go there, their "
                + "personal data masked")
    }

    /// Whether the language model's server answers; asks it for a word.
    static func greet(_ settings: Configuration.Composing) async -> Finding {
        do {
            try await LanguageModelTrial.use(settings) { try await $0.greet() }
            return .ok("the language model at \(settings.server) answers")
        } catch {
            return .warning("\(error); until then the gate drafts and hands over without it")
        }
    }
}

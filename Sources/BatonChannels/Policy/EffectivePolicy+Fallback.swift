package import BatonCore

extension EffectivePolicy {
    /// The template that stands in for one that the provider refuses as it is: the fallback of the
    /// purpose that the refused one is for, or of any.
    ///
    /// Tried once, whatever the provider says of it: a template that a purpose sends is no fallback.
    /// - Parameter refused: the template as it was sent.
    package func fallback(for refused: MessageContent.Template) -> (
        template: PolicyTemplate, text: String
    )? {
        guard
            let own = templates.first(where: { $0.template.name == refused.name }),
            let template = fallbackTemplate(for: own.purpose),
            !templates.contains(where: { $0.template.name == template.name })
        else { return nil }
        // What was to be said stands in the place that the refused one had for it.
        let place = own.template.params.firstIndex(of: PolicyTemplate.textPlace)
        let text = place.flatMap {
            refused.parameters.indices.contains($0) ? refused.parameters[$0].text : nil
        }
        return (template, text ?? "")
    }

    /// The template of a name, of any purpose, whether it is sent first or stands in for another.
    package func template(named name: String) -> PolicyTemplate? {
        let fallbacks = PolicyPurpose.templated.compactMap { fallbackTemplate(for: $0.rawValue) }
        return (templates.map(\.template) + fallbacks).first { $0.name == name }
    }

    /// The fallback for a purpose, or the one for any.
    package func fallbackTemplate(for purpose: String) -> PolicyTemplate? {
        for name in [purpose, PolicyPurpose.any.rawValue] {
            if case .template(let found)? = held["fallback_templates.\(name)"]?.value {
                return found
            }
        }
        return nil
    }

    /// What is wrong with a purpose's own fallback; `nil` where nothing is, or there is none.
    func fallbackFault(for purpose: String) -> String? {
        guard case .template(let fallback)? = held["fallback_templates.\(purpose)"]?.value else {
            return nil
        }
        if let user = templates.first(where: { $0.template.name == fallback.name }) {
            return "is '\(fallback.name)', which 'templates.\(user.purpose)' sends already; it is "
                + "tried once, when that one is refused, so name another"
        }
        let served = templates.filter { own in
            own.purpose == purpose
                || purpose == PolicyPurpose.any.rawValue
                    && held["fallback_templates.\(own.purpose)"] == nil
        }
        guard !served.isEmpty else {
            return "stands in for no template; add one under 'templates'"
        }
        let place = PolicyTemplate.textPlace
        guard fallback.params.contains(where: { $0.contains(place) }),
            let silent = served.first(where: { !$0.template.params.contains(place) })
        else { return nil }
        return "says \(place), which 'templates.\(silent.purpose)' has no place of its own for; "
            + "leave it out, or add \"\(place)\" there"
    }
}

extension PolicyTemplate {
    /// The parameter that takes what was to be said.
    static let textPlace = "{text}"
}

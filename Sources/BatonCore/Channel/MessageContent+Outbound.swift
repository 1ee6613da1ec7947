extension MessageContent {
    /// Options to choose from, as buttons, a list, or numbered lines, as the channel can.
    package struct Menu: Sendable, Codable, Hashable {
        /// What opens a list, such as 「選擇」.
        package var label: String?
        /// From first to last.
        package var options: [Option]
        /// Whether the text already lists them, numbered.
        package var isListed: Bool?

        enum CodingKeys: String, CodingKey {
            case label, options
            case isListed = "is_listed"
        }

        /// Makes a menu.
        package init(label: String? = nil, options: [Option], isListed: Bool? = nil) {
            self.label = label
            self.options = options
            self.isListed = isListed
        }
    }

    /// One thing to choose.
    package struct Option: Sendable, Codable, Hashable {
        /// Our id, which comes back with the choice.
        package var id: String
        /// What the customer sees.
        package var title: String
        /// A second line, where the channel has one.
        package var description: String?

        /// Makes an option.
        package init(id: String, title: String, description: String? = nil) {
            self.id = id
            self.title = title
            self.description = description
        }
    }

    /// A message that the provider approved beforehand, with what is filled in.
    package struct Template: Sendable, Codable, Hashable {
        /// A value for one place of the template.
        package struct Parameter: Sendable, Codable, Hashable {
            /// The place's name; `nil` where places are numbered.
            package var name: String?
            /// What stands there.
            package var text: String

            /// Makes a value.
            package init(name: String? = nil, text: String) {
                self.name = name
                self.text = text
            }
        }

        /// The template's name; Twilio's content id.
        package var name: String
        /// Its language as the provider writes it, such as `zh_HK`.
        package var language: String
        /// Values of the body, in order.
        package var parameters: [Parameter]
        /// The address of the header's image, where it has one.
        package var headerImage: String?
        /// What each quick-reply button sends back, in order.
        package var payloads: [String]
        /// The message as the customer will read it, for the record.
        package var rendered: String?

        enum CodingKeys: String, CodingKey {
            case name, language, parameters, payloads, rendered
            case headerImage = "header_image"
        }

        /// Makes a template.
        package init(
            name: String, language: String, parameters: [Parameter] = [],
            headerImage: String? = nil, payloads: [String] = [], rendered: String? = nil
        ) {
            self.name = name
            self.language = language
            self.parameters = parameters
            self.headerImage = headerImage
            self.payloads = payloads
            self.rendered = rendered
        }
    }
}

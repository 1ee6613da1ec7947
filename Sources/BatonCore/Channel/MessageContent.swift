/// What a message holds, in the one form that all channels share.
package struct MessageContent: Sendable, Codable, Hashable {
    /// The sort of content.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case text, image, video, audio, document, sticker, location, contacts, choice, order
        case reaction, template, unsupported

        /// Its name, for people.
        package var title: BilingualText {
            switch self {
            case .text: BilingualText("text", "文字")
            case .image: BilingualText("image", "圖片")
            case .video: BilingualText("video", "影片")
            case .audio: BilingualText("audio", "語音")
            case .document: BilingualText("document", "檔案")
            case .sticker: BilingualText("sticker", "貼圖")
            case .location: BilingualText("location", "位置")
            case .contacts: BilingualText("contacts", "聯絡人")
            case .choice: BilingualText("choice", "選項")
            case .order: BilingualText("order", "訂單")
            case .reaction: BilingualText("reaction", "表情回應")
            case .template: BilingualText("template", "範本")
            case .unsupported: BilingualText("unsupported", "不支援的訊息")
            }
        }
    }

    /// A button, list row, quick reply or form that the customer chose.
    package struct Choice: Sendable, Codable, Hashable {
        /// Where from: `button`, `list`, `quick_reply` or `flow`.
        package var source: String
        /// The id we gave it.
        package var id: String?
        /// The words the customer saw.
        package var title: String?
        /// The row's description.
        package var description: String?
        /// A form's data, as the JSON text it came in.
        package var data: String?

        /// Makes a choice.
        package init(
            source: String, id: String? = nil, title: String? = nil, description: String? = nil,
            data: String? = nil
        ) {
            self.source = source
            self.id = id
            self.title = title
            self.description = description
            self.data = data
        }
    }

    /// One line of an order.
    package struct Item: Sendable, Codable, Hashable {
        /// The product's id with the retailer.
        package var sku: String
        /// How many.
        package var qty: Double
        /// Price of one.
        package var price: Double?
        /// ISO 4217 code.
        package var currency: String?

        /// Makes a line.
        package init(sku: String, qty: Double, price: Double? = nil, currency: String? = nil) {
            self.sku = sku
            self.qty = qty
            self.price = price
            self.currency = currency
        }
    }

    /// A contact card.
    package struct Card: Sendable, Codable, Hashable {
        /// The formatted name.
        package var name: String?
        /// Phone numbers as written.
        package var phones: [String]

        /// Makes a card.
        package init(name: String?, phones: [String]) {
            self.name = name
            self.phones = phones
        }
    }

    /// The sort of content.
    package var type: Kind
    /// The text of a text message.
    package var text: String?
    /// The caption of media.
    package var caption: String?
    /// The provider's media id.
    package var mediaID: String?
    /// An address of the media, or of a location.
    package var url: String?
    /// The media's type.
    package var mime: String?
    /// Base64 of the media's SHA-256.
    package var sha256: String?
    /// How large the media is, in bytes.
    package var sizeBytes: Int?
    /// A document's file name.
    package var filename: String?
    /// Whether audio is a voice note.
    package var voice: Bool?
    /// Whether a sticker moves.
    package var animated: Bool?
    /// Latitude in degrees.
    package var lat: Double?
    /// Longitude in degrees.
    package var lng: Double?
    /// The name of a location.
    package var name: String?
    /// The address of a location.
    package var address: String?
    /// Contact cards.
    package var contacts: [Card]?
    /// What the customer chose.
    package var choice: Choice?
    /// The catalogue of an order.
    package var catalogID: String?
    /// The lines of an order.
    package var items: [Item]?
    /// A reaction's emoji; absent where the reaction was removed.
    package var emoji: String?
    /// What we let the customer choose from; the text is its heading.
    package var menu: Menu?
    /// Whether a button under the text asks the customer for their own number.
    package var asksPhone: Bool?
    /// The approved template we send, for content of that kind.
    package var template: Template?
    /// For unsupported content, what the provider says of it.
    package var detail: String?
    /// The provider's code for unsupported content.
    package var errorCode: Int?

    enum CodingKeys: String, CodingKey {
        case type, text, caption, url, mime, sha256, filename, voice, animated, lat, lng, name
        case address, contacts, choice, items, emoji, menu, template, detail
        case mediaID = "media_id"
        case sizeBytes = "size_bytes"
        case asksPhone = "asks_phone"
        case catalogID = "catalog_id"
        case errorCode = "error_code"
    }

    /// Makes content of a sort, with nothing else; set the rest on it.
    package init(type: Kind) { self.type = type }

    /// Writes what is known; a reaction that was removed has its emoji as `null`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(type, forKey: .type)
        try container.encodeIfPresent(text, forKey: .text)
        try container.encodeIfPresent(caption, forKey: .caption)
        try container.encodeIfPresent(mediaID, forKey: .mediaID)
        try container.encodeIfPresent(url, forKey: .url)
        try container.encodeIfPresent(mime, forKey: .mime)
        try container.encodeIfPresent(sha256, forKey: .sha256)
        try container.encodeIfPresent(sizeBytes, forKey: .sizeBytes)
        try container.encodeIfPresent(filename, forKey: .filename)
        try container.encodeIfPresent(voice, forKey: .voice)
        try container.encodeIfPresent(animated, forKey: .animated)
        try container.encodeIfPresent(lat, forKey: .lat)
        try container.encodeIfPresent(lng, forKey: .lng)
        try container.encodeIfPresent(name, forKey: .name)
        try container.encodeIfPresent(address, forKey: .address)
        try container.encodeIfPresent(contacts, forKey: .contacts)
        try container.encodeIfPresent(choice, forKey: .choice)
        try container.encodeIfPresent(catalogID, forKey: .catalogID)
        try container.encodeIfPresent(items, forKey: .items)
        if type == .reaction {
            try container.encode(emoji, forKey: .emoji)
        } else {
            try container.encodeIfPresent(emoji, forKey: .emoji)
        }
        try container.encodeIfPresent(menu, forKey: .menu)
        try container.encodeIfPresent(asksPhone, forKey: .asksPhone)
        try container.encodeIfPresent(template, forKey: .template)
        try container.encodeIfPresent(detail, forKey: .detail)
        try container.encodeIfPresent(errorCode, forKey: .errorCode)
    }

    /// Makes a text.
    package static func text(_ text: String) -> MessageContent {
        var content = MessageContent(type: .text)
        content.text = text
        return content
    }

    /// The words a person or the search would read: text, caption, or the title of a choice.
    package var words: String? {
        switch type {
        case .text: text
        case .choice: choice?.title ?? choice?.description
        case .image, .video, .audio, .document, .sticker: caption
        case .template: template?.rendered
        case .location, .contacts, .order, .reaction, .unsupported: nil
        }
    }
}

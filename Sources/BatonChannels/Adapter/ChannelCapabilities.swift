package import BatonCore

/// What a channel can do; the core asks, and knows no provider.
package struct ChannelCapabilities: Sendable, Hashable {
    /// Something that a channel has or has not.
    package enum Feature: String, Sendable, Hashable, CaseIterable {
        /// Typing can be shown.
        case typing
        /// Messages can be marked read.
        case readMarks = "read_marks"
        /// Statuses tell of delivery.
        case deliveryReports = "delivery_reports"
        /// Statuses tell of reading.
        case readReports = "read_reports"
        /// Approved templates can be sent.
        case templates
        /// A message can quote another.
        case quotes
        /// Customers' reactions, edits and deletions are told.
        case reactionsIn = "reactions_in"
        case editsIn = "edits_in"
        case deletesIn = "deletes_in"
        /// What people answer by another tool is told.
        case echoes
        /// A button can ask the customer for their own number.
        case contactRequests = "contact_requests"
    }

    /// How buttons and lists are bounded; lengths in UTF-16 units, ids in bytes of UTF-8.
    package struct MenuLimits: Sendable, Hashable {
        /// The most buttons.
        package var buttons: Int
        /// The longest button.
        package var buttonTitle: Int
        /// The most rows of a list; 0 without lists.
        package var rows: Int
        /// The longest row.
        package var rowTitle: Int
        /// The longest text above buttons.
        package var body: Int
        /// The longest text above a list.
        package var listBody: Int
        /// The longest id.
        package var idBytes: Int

        /// Makes limits.
        /// - Parameter listBody: `nil` where it is as long above a list as above buttons.
        package init(
            buttons: Int, buttonTitle: Int, rows: Int = 0, rowTitle: Int = 0, body: Int,
            listBody: Int? = nil, idBytes: Int
        ) {
            self.buttons = buttons
            self.buttonTitle = buttonTitle
            self.rows = rows
            self.rowTitle = rowTitle
            self.body = body
            self.listBody = listBody ?? body
            self.idBytes = idBytes
        }
    }

    /// The longest text, in UTF-16 code units.
    package var maxTextLength: Int
    /// The longest caption, in UTF-16 code units.
    package var maxCaptionLength: Int
    /// Buttons and lists; `nil` where a menu becomes numbered lines.
    package var menu: MenuLimits?
    /// The largest file of each kind, in bytes; a kind that is absent cannot be sent.
    package var mediaBytes: [MessageContent.Kind: Int]
    /// The types that a kind takes, where those are not all of it; other files go as documents.
    package var mediaTypes: [MessageContent.Kind: Set<String>]
    /// What it has.
    package var features: Set<Feature>
    /// How long after the customer's last message free text may be sent; `nil` for ever.
    package var serviceWindowMilliseconds: Int64?
    /// How fast it may be sent to.
    package var rates: [RateBucket]

    /// Makes capabilities.
    package init(
        maxTextLength: Int, maxCaptionLength: Int = 1024, menu: MenuLimits? = nil,
        mediaBytes: [MessageContent.Kind: Int] = [:],
        mediaTypes: [MessageContent.Kind: Set<String>] = [:], features: Set<Feature>,
        serviceWindowMilliseconds: Int64?, rates: [RateBucket]
    ) {
        self.maxTextLength = maxTextLength
        self.maxCaptionLength = maxCaptionLength
        self.menu = menu
        self.mediaBytes = mediaBytes
        self.mediaTypes = mediaTypes
        self.features = features
        self.serviceWindowMilliseconds = serviceWindowMilliseconds
        self.rates = rates
    }
}

/// How many sends a provider takes in a time, as a bucket that fills steadily.
package struct RateBucket: Sendable, Hashable {
    /// Whose bucket it is.
    package enum Scope: String, Sendable, Hashable, CaseIterable {
        /// One for all that the connection sends.
        case connection
        /// One for each account, such as a phone number.
        case account
        /// One for each customer.
        case contact
    }

    /// Whose bucket it is.
    package var scope: Scope
    /// Sends that the bucket gains in each period.
    package var sends: Int
    /// The period.
    package var milliseconds: Int64
    /// Sends that a full bucket holds: what may go at once after a pause.
    package var burst: Int

    /// Makes a bucket.
    package init(scope: Scope, sends: Int, milliseconds: Int64, burst: Int) {
        self.scope = scope
        self.sends = sends
        self.milliseconds = milliseconds
        self.burst = burst
    }
}

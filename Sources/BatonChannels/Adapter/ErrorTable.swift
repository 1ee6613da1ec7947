package import BatonCore

/// What to do about a provider's error.
package enum ErrorAction: String, Sendable, Codable, CaseIterable {
    case useTemplate = "use_template"
    case failNotify = "fail_notify"
    case failNoRetry24h = "fail_no_retry_24h"
    case stopMarketing = "stop_marketing"
    case retryBackoff = "retry_backoff"
    case retryBackoffPair = "retry_backoff_pair"
    /// Wait exactly as long as the provider says.
    case retryAfter = "retry_after"
    case stopBusinessInitiated = "stop_business_initiated"
    case retryLimited = "retry_limited"
    case haltChannelAlert = "halt_channel_alert"
    case failConfigAlert = "fail_config_alert"
    case failBug = "fail_bug"
    case askResend = "ask_resend"
    case needPhoneNumber = "need_phone_number"
    case verifyIdentity = "verify_identity"
    case failHandover = "fail_handover"
    /// The text is too long for the provider: cut it and send the parts.
    case splitAndResend = "split_and_resend"
    /// The customer has blocked us: send nothing more to them.
    case contactBlocked = "contact_blocked"
}

/// What each of a provider's error codes asks for, as rows; the first that holds the code wins.
package struct ErrorTable: Sendable, Hashable {
    /// Codes and what to do about them.
    package struct Row: Sendable, Hashable {
        /// The codes.
        package var codes: [ClosedRange<Int>]
        /// What to do.
        package var action: ErrorAction

        /// A row of single codes.
        package init(_ codes: Int..., action: ErrorAction) {
            self.codes = codes.map { $0...$0 }
            self.action = action
        }

        /// A row of ranges.
        package init(ranges: ClosedRange<Int>..., action: ErrorAction) {
            self.codes = ranges
            self.action = action
        }
    }

    /// The rows, the first that holds the code winning.
    package var rows: [Row]
    /// What to do about a code in no row: always seen by a person, never tried for ever.
    package var otherwise: ErrorAction = .failHandover

    /// Codes that blame the template itself – missing, paused, disabled, against the rules – and not
    /// what was filled in, so that another template may go out in its place.
    package var templateFaults: Set<Int>

    /// Makes a table.
    package init(_ rows: [Row], templateFaults: Set<Int> = []) {
        self.rows = rows
        self.templateFaults = templateFaults
    }

    /// Whether a row holds the error's code.
    package func names(_ error: ProviderError) -> Bool {
        rows.contains { $0.codes.contains { $0.contains(error.code) } }
    }

    /// What to do about an error.
    package func action(for error: ProviderError) -> ErrorAction {
        rows.first { $0.codes.contains { $0.contains(error.code) } }?.action ?? otherwise
    }
}

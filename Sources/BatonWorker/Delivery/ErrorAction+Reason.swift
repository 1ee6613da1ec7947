import BatonChannels
import BatonCore

extension ErrorAction {
    /// Why a person has to see a message that failed so.
    var handOverReason: ReasonCode {
        switch self {
        case .useTemplate: .windowClosed
        case .haltChannelAlert: .channelHalted
        case .needPhoneNumber: .phoneNeeded
        case .verifyIdentity: .identityChanged
        case .failNotify, .failNoRetry24h, .stopMarketing, .retryBackoff, .retryBackoffPair,
            .retryAfter, .stopBusinessInitiated, .retryLimited, .failConfigAlert, .failBug,
            .askResend, .failHandover, .splitAndResend, .contactBlocked:
            .deliveryFailed
        }
    }
}

extension ProviderError {
    /// The provider's words and its code, for people.
    var words: String { "\(title ?? "stopped by the provider") (code \(code))" }
}

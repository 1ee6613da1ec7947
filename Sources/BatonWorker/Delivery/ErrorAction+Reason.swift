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
    /// The provider's words and its code, for people; in Chinese after what it asks of them.
    func words(_ action: ErrorAction) -> BilingualText {
        let asked = action.advice?.chinese ?? "平台不接受發送"
        let own = title.map { "：\($0)" } ?? ""
        return BilingualText(
            "\(title ?? "stopped by the provider") (code \(code))", "\(asked)（\(code)\(own)）")
    }
}

/// What to do about Twilio's error codes.
///
/// Source: Twilio, "Error and warning dictionary"; 63016 is WhatsApp's 131047.
enum TwilioErrorCodes {
    static let table = ErrorTable([
        .init(63016, action: .useTemplate),
        .init(63018, 20429, 429, action: .retryBackoff),
        .init(63024, 63003, 21211, action: .failNotify),
        .init(63032, 63049, action: .failNoRetry24h),
        .init(20003, 401, 63001, 63007, action: .haltChannelAlert),
        .init(21617, action: .splitAndResend),
        .init(63021, 63013, action: .failBug),
    ])
}

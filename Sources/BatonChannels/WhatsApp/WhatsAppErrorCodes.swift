/// What to do about Meta's error codes; branch on the code, never on the HTTP status or the title.
///
/// Source: Meta, WhatsApp Business Platform, "Error codes".
enum WhatsAppErrorCodes {
    static let table = ErrorTable(
        [
            .init(131047, 470, action: .useTemplate),
            .init(131026, action: .failNotify),
            .init(131049, 130472, action: .failNoRetry24h),
            .init(131050, action: .stopMarketing),
            .init(130429, 80007, 4, 131016, 133016, 429, action: .retryBackoff),
            .init(131056, action: .retryBackoffPair),
            .init(131048, 131064, action: .stopBusinessInitiated),
            .init(131000, 135000, 1, 2, action: .retryLimited),
            .init(0, 190, 10, 3, 131005, 401, 402, 403, action: .haltChannelAlert),
            .init(ranges: 200...299, action: .haltChannelAlert),
            .init(368, 131031, 130497, 131042, 131045, 131057, action: .haltChannelAlert),
            .init(
                132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132068, 132069,
                action: .failConfigAlert),
            .init(100, 131008, 131009, 131021, 131051, 131053, action: .failBug),
            .init(131052, action: .askResend),
            .init(131062, action: .needPhoneNumber),
            .init(137000, action: .verifyIdentity),
        ], templateFaults: [132001, 132007, 132015, 132016])
}

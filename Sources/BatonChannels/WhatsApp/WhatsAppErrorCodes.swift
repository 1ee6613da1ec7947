/// What to do about Meta's error codes; branch on the code, never on the HTTP status or the title.
///
/// Source: Meta, WhatsApp Business Platform, "Error codes".
enum WhatsAppErrorCodes {
    static func action(for code: Int) -> ErrorAction {
        table.first { $0.codes.contains { $0.contains(code) } }?.action ?? .failHandover
    }

    private static let table: [(codes: [ClosedRange<Int>], action: ErrorAction)] = [
        ([131047...131047, 470...470], .useTemplate),
        ([131026...131026], .failNotify),
        ([131049...131049, 130472...130472], .failNoRetry24h),
        ([131050...131050], .stopMarketing),
        (
            [
                130429...130429, 80007...80007, 4...4, 131016...131016, 133016...133016,
                429...429,
            ], .retryBackoff
        ),
        ([131056...131056], .retryBackoffPair),
        ([131048...131048, 131064...131064], .stopBusinessInitiated),
        ([131000...131000, 135000...135000, 1...2], .retryLimited),
        (
            [
                0...0, 190...190, 10...10, 200...299, 3...3, 131005...131005, 401...401, 403...403,
                368...368, 131031...131031, 130497...130497, 131042...131042, 131045...131045,
                131057...131057,
            ], .haltChannelAlert
        ),
        (
            [
                132000...132001, 132005...132005, 132007...132008, 132012...132012, 132015...132016,
                132068...132069,
            ], .failConfigAlert
        ),
        (
            [100...100, 131008...131009, 131021...131021, 131051...131051, 131053...131053],
            .failBug
        ),
        ([131052...131052], .askResend),
        ([131062...131062], .needPhoneNumber),
        ([137000...137000], .verifyIdentity),
    ]
}

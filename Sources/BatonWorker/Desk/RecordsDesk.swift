import BatonCore
import BatonDesk
import BatonStore

extension RetentionRun {
    /// What the worker does when people ask about the record as a whole; rights were checked before.
    func reply(to request: RecordsRequest, by person: PersonID) async throws(StoreError)
        -> RecordsReply
    {
        switch request {
        case .retention: .retention(try await survey())
        case .erase(let isThorough):
            .retention(try await erase(by: .person(person), isThorough: isThorough))
        }
    }
}

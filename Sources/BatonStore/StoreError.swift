package import BatonCore

/// Why the store could not do what was asked.
package struct StoreError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The sort of failure, stable for programs.
    package enum Code: String, Sendable {
        /// There is no such row.
        case notFound = "not_found"
        /// The row's state forbids it, such as a reply by someone who does not hold the conversation.
        case refused
        /// Another process has the store.
        case locked
        /// The file, disk or folder failed; after this the store takes no more writes.
        case storage
        /// The schema is newer than this program.
        case newerSchema = "newer_schema"
        /// What is stored cannot be read.
        case damaged
        /// The store was closed.
        case closed
    }

    /// The sort of failure.
    package var code: Code
    /// What happened, to what, why, and what to do; without customers' words.
    package var description: String
    /// The same for people who read Chinese, where they can meet it in their day's work.
    package var chinese: String?

    /// Makes an error.
    package init(_ code: Code, _ description: String, chinese: String? = nil) {
        self.code = code
        self.description = description
        self.chinese = chinese
    }

    /// A conversation that was asked about is not in the record.
    package static func noConversation(_ id: ConversationID) -> StoreError {
        StoreError(
            .notFound,
            "there is no conversation \(id); it may have been erased: go back to the list",
            chinese: "找不到對話 \(id)；可能已刪除，請返回清單")
    }
}

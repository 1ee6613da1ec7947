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
}

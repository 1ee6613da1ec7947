/// Why a model cannot be opened, read or installed.
package struct EncoderError: Error, Equatable, CustomStringConvertible {
    /// What kind of fault it is.
    package enum Code: String, Sendable {
        /// No file is there, or it cannot be read.
        case unreadable
        /// The file is something else.
        case foreign
        /// The file is of another version of Baton's format.
        case otherVersion
        /// The file is cut short or its checksums do not match.
        case damaged
        /// The file cannot be written.
        case unwritable
        /// The package cannot be fetched.
        case notFetched
    }

    /// What kind of fault it is.
    package let code: Code

    /// What happened, to what, why, and what to do.
    package let description: String

    /// Makes an error.
    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}

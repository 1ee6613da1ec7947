/// Every limit on a document, in one place, each with its reason.
package enum DocumentLimits {
    /// The largest file taken, in bytes: a handbook with pictures is far below it.
    package static let fileBytes = 32 * 1024 * 1024
    /// The largest text read out of one document, in bytes of UTF-8.
    package static let textBytes = 8 * 1024 * 1024
    /// What one part of a packed file may unfold to, in bytes, so that a zip bomb stays small.
    package static let unpackedBytes = 48 * 1024 * 1024
    /// The most parts of a packed file that are looked at.
    package static let packedParts = 8192
    /// The deepest nesting of markup that is followed; deeper elements count as their parents.
    package static let nesting = 256
    /// The most attributes of one element that are read.
    package static let attributes = 64
    /// The most table cells read out of one document.
    package static let cells = 400_000
    /// The most columns of a table.
    package static let columns = 256
    /// The most rows of a sheet.
    package static let rows = 200_000
    /// The most merged cells of a sheet that are read in each row they cover.
    package static let merged = 20_000
    /// How much of a column's name, or of a cell that covers several, is said again, in characters.
    package static let repeated = 120
    /// The most passages of one document: a replacement must fit in one message to the worker.
    package static let passages = 4000
    /// The longest heading kept on a passage, in characters.
    package static let headingCharacters = 120
    /// The most findings and flags told for one document; the rest are counted.
    package static let toldPerDocument = 20
    /// The most addresses taken from one page.
    package static let links = 2000
    /// The longest excerpt of a flagged text, in characters.
    package static let excerptCharacters = 160
}

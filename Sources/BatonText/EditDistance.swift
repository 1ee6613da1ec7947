/// How far a word is from another: insertions, deletions and exchanges of one character.
package enum EditDistance {
    /// The least number of such steps; takes time in the product of both lengths.
    ///
    /// Source: Wagner and Fischer, "The String-to-String Correction Problem", 1974.
    package static func between(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let above = row[j + 1]
                row[j + 1] = min(above + 1, row[j] + 1, diagonal + (a == b ? 0 : 1))
                diagonal = above
            }
        }
        return row[right.count]
    }
}

import Foundation

/// An absolute path for one given on the command line.
func absolutePath(_ path: String) -> String {
    URL(
        fileURLWithPath: (path as NSString).expandingTildeInPath,
        relativeTo: URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    ).standardizedFileURL.path
}

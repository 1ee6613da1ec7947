import Foundation
import GRDBSQLite
import Synchronization

/// What a program did to its files, in order.
enum DiskEvent: Sendable {
    case write(path: String, offset: Int, bytes: [UInt8])
    case truncate(path: String, size: Int)
    case sync(path: String)
    /// Kept at once: SQLite syncs the folder after it.
    case delete(path: String)
    /// The program told someone that this is kept.
    case acknowledged(Int)
}

/// Records what SQLite does to the files of one folder, by standing before its file system.
///
/// It is SQLite's default from the first test that wants it; other folders pass through untouched.
final class RecordingDisk: Sendable {
    static let shared = RecordingDisk()

    /// Pointers are kept as numbers: they live as long as the process.
    private struct State {
        var original: UInt = 0
        var methodsOfFile: [UInt: UInt] = [:]
        var pathOfFile: [UInt: String] = [:]
        var folder: String?
        var events: [DiskEvent] = []
        /// Writes that the disk still takes; `nil` for any number.
        var room: Int?
    }

    private typealias File = UnsafeMutablePointer<sqlite3_file>
    private let state = Mutex(State())

    /// Records the folder's files from now on.
    func start(folder: String) {
        state.withLock { state in
            state.folder = folder
            state.events = []
            guard state.original == 0, let original = sqlite3_vfs_find(nil) else { return }
            state.original = UInt(bitPattern: original)
            let copy = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
            copy.initialize(to: original.pointee)
            copy.pointee.zName = UnsafePointer(strdup("recording"))
            copy.pointee.pNext = nil
            copy.pointee.xOpen = { _, name, file, flags, outFlags in
                RecordingDisk.shared.open(name, file, flags, outFlags)
            }
            copy.pointee.xDelete = { _, name, syncsFolder in
                RecordingDisk.shared.delete(name, syncsFolder)
            }
            sqlite3_vfs_register(copy, 1)
        }
    }

    /// Lets so many more writes through; all later ones fail, as on a full or broken disk.
    func fail(afterWrites room: Int) { state.withLock { $0.room = room } }

    /// Ends the recording, mends the disk, and gives what was recorded.
    @discardableResult
    func stop() -> [DiskEvent] {
        state.withLock { state in
            state.folder = nil
            state.room = nil
            return state.events
        }
    }

    func acknowledge(_ number: Int) {
        state.withLock { $0.events.append(.acknowledged(number)) }
    }

    private func open(
        _ name: UnsafePointer<CChar>?, _ file: File?, _ flags: CInt,
        _ outFlags: UnsafeMutablePointer<CInt>?
    ) -> CInt {
        let (address, folder) = state.withLock { ($0.original, $0.folder) }
        guard let original = UnsafeMutablePointer<sqlite3_vfs>(bitPattern: address) else {
            return SQLITE_CANTOPEN
        }
        let status = original.pointee.xOpen(original, name, file, flags, outFlags)
        guard status == SQLITE_OK, let name, let folder, let file,
            let methods = file.pointee.pMethods
        else { return status }
        let path = String(cString: name)
        guard path.hasPrefix(folder + "/") else { return status }
        state.withLock { state in
            state.methodsOfFile[UInt(bitPattern: file)] = UInt(bitPattern: methods)
            state.pathOfFile[UInt(bitPattern: file)] = path
        }
        let patched = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        patched.initialize(to: methods.pointee)
        patched.pointee.xWrite = { file, bytes, count, offset in
            RecordingDisk.shared.write(file, bytes, count, offset)
        }
        patched.pointee.xTruncate = { file, size in
            RecordingDisk.shared.pass(file, { $0.xTruncate(file, size) }) {
                .truncate(path: $0, size: Int(size))
            }
        }
        patched.pointee.xSync = { file, flags in
            RecordingDisk.shared.pass(file, { $0.xSync(file, flags) }) { .sync(path: $0) }
        }
        file.pointee.pMethods = UnsafePointer(patched)
        return status
    }

    private func delete(_ name: UnsafePointer<CChar>?, _ syncsFolder: CInt) -> CInt {
        let (address, folder) = state.withLock { ($0.original, $0.folder) }
        guard let original = UnsafeMutablePointer<sqlite3_vfs>(bitPattern: address), let name
        else { return SQLITE_IOERR }
        let status = original.pointee.xDelete(original, name, syncsFolder)
        let path = String(cString: name)
        if let folder, status == SQLITE_OK, path.hasPrefix(folder + "/") {
            state.withLock { $0.events.append(.delete(path: path)) }
        }
        return status
    }

    private func write(
        _ file: File?, _ bytes: UnsafeRawPointer?, _ count: CInt, _ offset: sqlite3_int64
    ) -> CInt {
        let isBroken = state.withLock { state in
            guard let room = state.room else { return false }
            state.room = max(0, room - 1)
            return room == 0
        }
        if isBroken { return SQLITE_IOERR | (3 << 8) }
        return pass(file, { $0.xWrite(file, bytes, count, offset) }) { path in
            let written = UnsafeRawBufferPointer(start: bytes, count: Int(count))
            return .write(path: path, offset: Int(offset), bytes: Array(written))
        }
    }

    /// Lets the real file system do it, then records it.
    private func pass(
        _ file: File?, _ action: (sqlite3_io_methods) -> CInt, _ event: (String) -> DiskEvent
    ) -> CInt {
        let key = UInt(bitPattern: file)
        let (address, path) = state.withLock { ($0.methodsOfFile[key], $0.pathOfFile[key]) }
        guard let methods = UnsafePointer<sqlite3_io_methods>(bitPattern: address ?? 0), let path
        else { return SQLITE_IOERR }
        let status = action(methods.pointee)
        let recorded = event(path)
        if status == SQLITE_OK { state.withLock { $0.events.append(recorded) } }
        return status
    }
}

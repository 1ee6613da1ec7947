import BatonCore
import BatonDesk

/// Files that agents are carrying over the Desk, piece by piece, until each is sent.
actor UploadShelf {
    /// Why a piece cannot be taken.
    enum Refused: Error {
        /// The pieces before it are not here: the file is to be carried from its beginning.
        case broken
        /// It would be larger than any channel takes.
        case tooLarge
        /// The disk failed.
        case disk(String)
    }

    private struct Upload {
        var session: String
        var send: SendID
        var file: MediaFolder.Writing
    }

    private let folder: MediaFolder
    /// The oldest first.
    private var uploads: [Upload] = []

    init(folder: MediaFolder) { self.folder = folder }

    /// Takes a piece; one that came before changes nothing.
    /// - Returns: how many bytes are there.
    func take(_ bytes: [UInt8], at offset: Int, of send: SendID, from session: DeskSession)
        throws(Refused) -> Int
    {
        if offset == 0 { discard { $0.session == session.id && $0.send == send } }
        guard bytes.count <= FileBytes.pieceBytes, offset >= 0,
            offset <= Limits.agentFileBytes - bytes.count
        else { throw .tooLarge }
        do {
            if offset == 0 {
                makeRoom(for: session)
                uploads.append(
                    Upload(
                        session: session.id, send: send,
                        file: try MediaFolder.Writing(folder)))
            }
            guard
                let index = uploads.firstIndex(where: {
                    $0.session == session.id && $0.send == send
                })
            else { throw Refused.broken }
            let known = uploads[index].file.bytes
            if offset + bytes.count <= known, offset > 0 || bytes.isEmpty { return known }
            guard offset == known else { throw Refused.broken }
            try uploads[index].file.write(bytes)
            return uploads[index].file.bytes
        } catch let refused as Refused {
            throw refused
        } catch let failed as MediaFolder.Failed {
            throw .disk(failed.why)
        } catch {
            throw .disk("\(type(of: error))")
        }
    }

    /// Takes a whole file off the shelf into the data folder.
    /// - Returns: its hash and first bytes.
    func finish(_ send: SendID, sizeBytes: Int, from session: DeskSession) throws(Refused)
        -> (hash: String, head: [UInt8])
    {
        guard
            let index = uploads.firstIndex(where: {
                $0.session == session.id && $0.send == send && $0.file.bytes == sizeBytes
            })
        else { throw .broken }
        let file = uploads.remove(at: index).file
        defer { file.discard() }
        do {
            return (try file.keep(), file.head)
        } catch {
            throw .disk(error.why)
        }
    }

    /// Forgets what a person was carrying who has gone.
    func close(_ session: DeskSession) { discard { $0.session == session.id } }

    private func makeRoom(for session: DeskSession) {
        let own = uploads.filter { $0.session == session.id }
        if own.count >= Limits.uploadsOfSession, let oldest = own.first {
            discard { $0.session == session.id && $0.send == oldest.send }
        }
        if uploads.count >= Limits.uploadsAtOnce { uploads.removeFirst().file.discard() }
    }

    private func discard(where matches: (Upload) -> Bool) {
        for upload in uploads where matches(upload) { upload.file.discard() }
        uploads.removeAll(where: matches)
    }
}

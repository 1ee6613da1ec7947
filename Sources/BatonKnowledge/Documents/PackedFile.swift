import BatonArchive
import BatonCore

/// What to say of a packed file that cannot be read.
package enum PackedFile {
    /// Whether bytes are an Office file of the old kind, or one under a password.
    package static func isOldOffice(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
    }

    /// Why, and what to do.
    static func reason(_ failure: ZipArchive.Failure) -> BilingualText {
        switch failure {
        case .notZip, .damaged:
            BilingualText(
                "the file is damaged or not what its name says; open it and save it again",
                "檔案已損壞或與檔名不符；請開啟後重新儲存")
        case .encrypted:
            BilingualText(
                "the file is under a password; save it without one", "檔案有密碼；請存成沒有密碼的檔案")
        case .tooLarge:
            BilingualText(
                "a part of the file unfolds to over \(DocumentLimits.unpackedBytes >> 20) MiB;"
                    + " split it",
                "檔案的一部分展開後超過 \(DocumentLimits.unpackedBytes >> 20) MiB；請分拆")
        case .unknownMethod:
            BilingualText(
                "the file is packed in a way that is not read; open it and save it again",
                "檔案的壓縮方式不能讀取；請開啟後重新儲存")
        }
    }
}

extension ZipArchive {
    /// Reads the directory of a document that is a zip file.
    init(document bytes: [UInt8]) throws(Failure) {
        try self.init(bytes, partLimit: DocumentLimits.packedParts)
    }

    /// A document's part; `nil` where there is no such part.
    func part(_ name: String) throws(Failure) -> [UInt8]? {
        try part(name, limit: DocumentLimits.unpackedBytes)
    }
}

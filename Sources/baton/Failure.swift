import ArgumentParser
import BatonChannels
import BatonConfiguration
import BatonDesk
import BatonEncoder
import BatonStore
import BatonWorker
import Foundation

/// How a command ends when it could not do its work.
///
/// Source of the numbers: sysexits.h.
struct Failure: Error {
    /// 1: checked, and found wanting; 69: no worker; 77: not permitted; 78: configuration.
    enum Code: Int32 {
        case foundWanting = 1
        case usage = 64
        case noWorker = 69
        case notPermitted = 77
        case configuration = 78
    }

    let code: Code
    let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// What the argument parser is to exit with, after saying what happened.
    static func exit(for error: any Error) -> any Error {
        let failure: Failure
        switch error {
        case let error as Failure: failure = error
        case let error as ConfigurationError: failure = Failure(.configuration, "\(error)")
        case let error as ChannelConfigurationError: failure = Failure(.configuration, "\(error)")
        case let error as ChannelRegistrar.Fault:
            failure = Failure(.foundWanting, error.description)
        case let error as StoreError:
            failure = Failure(
                error.code == .locked ? .noWorker : .foundWanting, error.description)
        case let error as EncoderError: failure = Failure(.foundWanting, error.description)
        case let error as DeskUnreachable: failure = Failure(.noWorker, "\(error)")
        case let error as DeskRefusal:
            failure = Failure(
                error.code == .notPermitted ? .notPermitted : .foundWanting, error.description)
        default: return error
        }
        FileHandle.standardError.write(Data("baton: \(failure.message)\n".utf8))
        return ExitCode(failure.code.rawValue)
    }
}

import BatonCore
import BatonDesk
import BatonUI

/// What the worker's answer about gates changes.
func answered(_ reply: GateReply, _ request: DeskRequest, _ model: inout Model)
    -> [ConsoleEffect]
{
    []
}

/// A gate tightened, was stopped, or opened.
func gateChanged(_ model: inout Model) -> [ConsoleEffect] { [.ask(.status)] }

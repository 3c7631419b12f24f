import Foundation
import InfraCommand
import InfraDSL

/// The command as the product has it, with environments that scenarios need and nobody deploys.
exit(await InfraProgram.run(Array(CommandLine.arguments.dropFirst()), catalogue: catalogue))

import Environments
import Foundation
import InfraCommand

exit(await InfraProgram.run(Array(CommandLine.arguments.dropFirst()), catalogue: catalogue))

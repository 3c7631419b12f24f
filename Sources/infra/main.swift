import Environments
import FoundationEssentials
import Glibc
import InfraCommand

exit(await InfraProgram.run(Array(CommandLine.arguments.dropFirst()), catalogue: catalogue))

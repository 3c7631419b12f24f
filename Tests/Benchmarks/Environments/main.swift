import FoundationEssentials
import Glibc
import InfraCommand

/// The command as the product has it, with environments of any size that benchmarks ask for.
exit(await InfraProgram.run(Array(CommandLine.arguments.dropFirst()), catalogue: catalogue))

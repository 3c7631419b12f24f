import FoundationEssentials
import Glibc
import InfraCommand

/// What works from state alone, without the declarations: for the day when those do not compile.
exit(await InfraProgram.rescue(Array(CommandLine.arguments.dropFirst()), project: "studyai"))

import CCurl
import Foundation

/// Nothing but what every command loads: the least that a start takes on this machine.
FileHandle.standardOutput.write(Data("\(String(cString: curl_version()))\n".utf8))

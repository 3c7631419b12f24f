import AWS
import InfraDSL

// error: value of type 'AWSCurrentRegion' has no member 'preventDestroy'
private let here = AWSCurrentRegion("here").preventDestroy()

import InfraCrypto
import InfraModel

/// Random bytes as lower-case hexadecimal digits, two a byte.
func randomHex(_ count: Int, from random: any RandomSource) throws(Diagnostic) -> String {
  do throws(CryptoError) {
    return Hex.encode(try random.bytes(count))
  } catch { throw .crypto(error) }
}

extension InstanceID {
  /// A new object's identity: 96 random bits, so that no two ever meet.
  public static func random(from random: any RandomSource = SystemRandom()) throws(Diagnostic)
    -> InstanceID
  {
    InstanceID(try randomHex(12, from: random))
  }
}

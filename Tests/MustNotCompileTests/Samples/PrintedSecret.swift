import InfraDSL

private func show() {
  let token = Secret.environment("TOKEN")
  // error: a secret has no text: pass it to an argument that takes a Secret
  print("the token is \(token)")
}

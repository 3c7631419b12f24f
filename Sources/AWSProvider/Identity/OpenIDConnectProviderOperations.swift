import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_iam_openid_connect_provider`.
  static let openIDConnectProvider = AWSType(
    "aws_iam_openid_connect_provider", "OpenID Connect provider",
    arguments: [
      .both("url", "Url", issuerURL, reads: "Provider.Url"),
      .both("client_id_list", "ClientIDList", .set(.text), reads: "Provider.ClientIDList"),
      .both("thumbprint_list", "ThumbprintList", .set(.text), reads: "Provider.ThumbprintList"),
    ],
    attributes: ["id": "Arn", "arn": "Arn"],
    tags: .calls(
      .iam, add: "TagOpenIDConnectProvider", remove: "UntagOpenIDConnectProvider",
      object: ("OpenIDConnectProviderArn", "{id}"), reads: "Provider.Tags"),
    lookup: Lookup(
      extras: [
        Lookup.Extra([], into: "Provider") { provider, _ in
          AWSCall(
            .iam, "GetOpenIDConnectProvider", ["OpenIDConnectProviderArn": provider["Arn"]])
        }
      ],
      picking: { answer, key in
        switch key {
        case .id(let arn): return [["Arn": .string(arn), "Provider": answer.output]]
        case .instance: return []
        case .arguments(let arguments):
          // The name of a provider is its address without the scheme.
          let name = "oidc-provider/" + withoutScheme(arguments["url"]?.string ?? "")
          return answer["OpenIDConnectProviderList"].elements
            .filter { $0["Arn"].string?.hasSuffix(name) == true }
        }
      }
    ) { key in
      switch key {
      case .id(let arn):
        return AWSCall(
          .iam, "GetOpenIDConnectProvider", ["OpenIDConnectProviderArn": .string(arn)])
      case .instance: return nil
      case .arguments: return AWSCall(.iam, "ListOpenIDConnectProviders")
      }
    },
    creation: Creation(
      .iam, "CreateOpenIDConnectProvider", id: "OpenIDConnectProviderArn",
      taken: ["EntityAlreadyExists"]),
    updates: [
      Update(["client_id_list"]) { scope in
        let wanted = scope["client_id_list"].list ?? []
        let present = scope.object[path: "Provider.ClientIDList"].elements
        func change(_ operation: String, _ client: Datum) -> AWSCall {
          AWSCall(
            .iam, operation,
            ["OpenIDConnectProviderArn": .string(scope.id), "ClientID": client])
        }
        return wanted.filter { !present.contains($0) }
          .map { change("AddClientIDToOpenIDConnectProvider", $0) }
          + present.filter { !wanted.contains($0) }
          .map { change("RemoveClientIDFromOpenIDConnectProvider", $0) }
      },
      Update(["thumbprint_list"]) { scope in
        if scope["thumbprint_list"].isNull { return [] }
        return [
          AWSCall(
            .iam, "UpdateOpenIDConnectProviderThumbprint",
            [
              "OpenIDConnectProviderArn": .string(scope.id),
              "ThumbprintList": scope["thumbprint_list"],
            ])
        ]
      },
    ],
    deletion: Deletion(.iam, "DeleteOpenIDConnectProvider", id: "OpenIDConnectProviderArn"))

  private static func withoutScheme(_ url: String) -> String {
    url.hasPrefix("https://") ? String(url.dropFirst(8)) : url
  }

  /// An address that is told without its scheme.
  private static let issuerURL = Shape.odd(
    write: { $0 },
    read: { seen, declared in
      guard let text = seen.string else { return .null }
      if let mine = declared?.string, withoutScheme(mine) == withoutScheme(text) {
        return .string(mine)
      }
      return .string("https://" + withoutScheme(text))
    })
}

import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_wafv2_web_acl`. Every change is of the whole, against the token of
  /// what was read: a change by others in between is refused, and the next apply sees it.
  static let webACL = AWSType(
    "aws_wafv2_web_acl", "web ACL", whole: "{id}/{name}/{scope}",
    arguments: [
      .both("name", "Name"),
      .both("scope", "Scope"),
      .both("default_action", "DefaultAction", document),
      .both("description", "Description"),
      .both("rule", "Rules", webACLRules),
      .both("visibility_config", "VisibilityConfig", document),
      .both("custom_response_body", "CustomResponseBodies", responseBodies),
      .both("token_domains", "TokenDomains", .set(.text)),
    ],
    attributes: [
      "id": "Id", "arn": "ARN", "capacity": "Capacity",
      "application_integration_url": "ApplicationIntegrationURL",
    ],
    tags: .calls(
      .waf, add: "TagResource", remove: "UntagResource", object: ("ResourceARN", "{ARN}")),
    lookup: Lookup(
      missing: ["WAFNonexistentItemException"],
      extras: [
        Lookup.Extra([], into: "Tags", at: "TagInfoForResource.TagList") { acl, _ in
          AWSCall(.waf, "ListTagsForResource", ["ResourceARN": acl["ARN"]])
        }
      ],
      namesOnly: true, picking: webACLs
    ) { key in
      switch key {
      case .id(let id):
        guard let parts = webACLParts(id) else { return nil }
        return AWSCall(.waf, "GetWebACL", parts)
      case .arguments(let arguments):
        return AWSCall(
          .waf, "ListWebACLs", ["Scope": arguments["scope"] ?? .null, "Limit": 100])
      case .instance: return nil
      }
    },
    creation: Creation(
      .waf, "CreateWebACL", id: "Summary.Id", taken: ["WAFDuplicateItemException"]),
    updates: [
      Update([
        "default_action", "description", "rule", "visibility_config", "custom_response_body",
        "token_domains",
      ]) { scope in
        if isInForce(scope) { return [] }
        let input = Member.written(scope.type.arguments, .object(scope.arguments))
        return [
          AWSCall(
            .waf, "UpdateWebACL",
            input.merging(["Id": scope.object["Id"], "LockToken": scope.object["LockToken"]]),
            isRepeatable: false)
        ]
      }
    ],
    deletion: Deletion(blocked: ["WAFAssociatedItemException"], limit: 120) { scope in
      [
        AWSCall(
          .waf, "DeleteWebACL",
          [
            "Id": scope.object["Id"], "Name": scope.object["Name"],
            "Scope": scope.object["Scope"], "LockToken": scope.object["LockToken"],
          ])
      ]
    },
    // A rule set or a balancer of a moment ago.
    again: ["WAFUnavailableEntityException"])

  /// Whether all that is to change is so already: the answer to an earlier try was lost.
  private static func isInForce(_ scope: Scope) -> Bool {
    let seen = Member.read(scope.type.arguments, scope.object, declared: scope.arguments)
    return scope.changed.subtracting(["tags"]).allSatisfy { name in
      scope.arguments[name] != nil && seen[name] == scope.arguments[name]
    }
  }

  /// The parts of an id, `id/name/scope`, or of the ARN that the creation answers.
  private static func webACLParts(_ id: String) -> Datum? {
    if id.hasPrefix("arn:"), let rest = id.split(separator: ":").last {
      let parts = rest.split(separator: "/").map { String($0) }
      guard parts.count == 4 else { return nil }
      return [
        "Id": .string(parts[3]), "Name": .string(parts[2]),
        "Scope": parts[0] == "global" ? "CLOUDFRONT" : "REGIONAL",
      ]
    }
    let parts = id.split(separator: "/").map { Datum.string(String($0)) }
    guard parts.count == 3 else { return nil }
    return ["Id": parts[0], "Name": parts[1], "Scope": parts[2]]
  }

  @Sendable private static func webACLs(_ answer: AWSAnswer, _ key: Lookup.Key) -> [Datum] {
    switch key {
    case .id(let id):
      guard let scope = webACLParts(id)?["Scope"] else { return [] }
      let token = Datum.fields(["LockToken": answer["LockToken"], "Scope": scope])
      return [answer["WebACL"].merging(token)]
    case .arguments(let arguments):
      return answer["WebACLs"].elements.filter { $0["Name"] == arguments["name"] ?? .null }
        .map { $0.merging(.fields(["Scope": arguments["scope"] ?? .null])) }
    case .instance: return []
    }
  }

  private static let document = Shape.odd(
    write: { WebACLWords.written($0.elements.first ?? $0) },
    read: { seen, declared in
      guard seen.object != nil else { return declared == nil ? .null : [] }
      if let mine = declared?.list?.first, WebACLWords.written(mine) == seen {
        return declared ?? .null
      }
      return [WebACLWords.read(seen)]
    })

  /// Rules in any order: each has its priority. What the firewall fills in is not told.
  private static let webACLRules = Shape.odd(
    write: { value in .list(value.elements.map(WebACLWords.rule)) },
    read: { seen, declared in
      let mine = (declared?.list ?? []).map(WebACLWords.rule)
      if Datum.list(seen.elements.map(plainRule)).sorted == Datum.list(mine.map(plainRule)).sorted {
        return declared ?? .null
      }
      return .list(seen.elements.map { WebACLWords.read(plainRule($0)) })
    })

  /// A rule without what says nothing, and without the time of a limit where it is the usual one.
  private static func plainRule(_ rule: Datum) -> Datum {
    guard var fields = rule.object else {
      return rule.list.map { .list($0.map(plainRule)) } ?? rule
    }
    if fields["EvaluationWindowSec"] == 300 { fields["EvaluationWindowSec"] = nil }
    return .object(
      Fields(
        fields.entries.filter { !$0.value.isNull }
          .map { Fields.Entry(key: $0.key, value: plainRule($0.value)) }))
  }

  private static let responseBodies = Shape.odd(
    write: { value in
      .object(
        Fields(
          value.elements.map { body in
            Fields.Entry(
              key: body["key"].string ?? "",
              value: ["ContentType": body["content_type"], "Content": body["content"]])
          }))
    },
    read: { seen, declared in
      let found = Datum.list(
        (seen.object?.entries ?? []).map { entry in
          [
            "key": .string(entry.key), "content_type": entry.value["ContentType"],
            "content": entry.value["Content"],
          ]
        })
      return found.sorted == declared?.sorted ? declared ?? found : found
    })

  /// The operations on `aws_wafv2_web_acl_association`.
  static let webACLAssociation = AWSType(
    "aws_wafv2_web_acl_association", "association of a web ACL",
    identity: "{web_acl_arn},{resource_arn}",
    arguments: [.both("web_acl_arn", "WebACLArn"), .both("resource_arn", "ResourceArn")],
    attributes: ["id": "{WebACLArn},{ResourceArn}"],
    lookup: Lookup(
      missing: ["WAFNonexistentItemException"],
      picking: { answer, key in
        guard let parts = associationParts(key), answer["WebACL.ARN"] == parts.acl else {
          return []
        }
        return [["WebACLArn": parts.acl, "ResourceArn": parts.resource]]
      }
    ) { key in
      associationParts(key).map {
        AWSCall(.waf, "GetWebACLForResource", ["ResourceArn": $0.resource])
      }
    },
    creation: Creation(.waf, "AssociateWebACL", taken: []),
    deletion: Deletion { scope in
      [AWSCall(.waf, "DisassociateWebACL", ["ResourceArn": scope.object["ResourceArn"]])]
    },
    again: ["WAFUnavailableEntityException"])

  private static func associationParts(_ key: Lookup.Key) -> (acl: Datum, resource: Datum)? {
    guard case .id(let id) = key else { return nil }
    let parts = id.split(separator: ",").map { Datum.string(String($0)) }
    return parts.count == 2 ? (parts[0], parts[1]) : nil
  }
}

import InfraModel

extension TerraformWriter {
  /// The lifecycle block of a resource; empty if it lives an ordinary life.
  mutating func lifecycle(of resource: DesiredResource) -> Fields {
    let lifecycle = resource.lifecycle
    var block = Fields()
    if resource.schema.isDataSource { return conditions(of: resource) }
    if lifecycle.createBeforeDestroy { block["create_before_destroy"] = true }
    if lifecycle.preventDestroy { block["prevent_destroy"] = true }
    if lifecycle.retainOnDelete {
      leftOut(
        "Retention of the object when it leaves the declarations: Terraform wants a removed"
          + " block at that time.", resource)
    }
    let ignored = ignoredNames(of: resource) + unreadNames(of: resource)
    if !ignored.isEmpty { block["ignore_changes"] = .list(ignored) }
    let triggers = self.triggers(of: resource)
    if !triggers.isEmpty { block["replace_triggered_by"] = .list(triggers) }
    return Fields(block.entries + conditions(of: resource).entries)
  }

  /// The conditions that stop an apply before the resource is touched.
  private mutating func conditions(of resource: DesiredResource) -> Fields {
    let preconditions = resource.lifecycle.preconditions.compactMap { condition -> Datum? in
      let isOwn = condition.values.contains { value in
        var found = false
        value.forEachReference { found = found || $0.address == resource.address }
        return found
      }
      guard !isOwn else {
        leftOut("A precondition on the resource itself, which Terraform refuses.", resource)
        return nil
      }
      return assertion(condition, resource)
    }
    return preconditions.isEmpty ? Fields() : Fields(["precondition": .list(preconditions)])
  }

  /// The conditions that warn after an apply: check blocks, since a postcondition would stop it.
  mutating func checks(of resource: DesiredResource) -> [Datum] {
    resource.lifecycle.checks.compactMap { condition in
      assertion(condition, resource).map { ["assert": $0] }
    }
  }

  /// Bare names, without `${}`.
  private mutating func ignoredNames(of resource: DesiredResource) -> [Datum] {
    var names: [Datum] = []
    for argument in resource.lifecycle.ignoreChanges {
      let shape = resource.schema.argument(argument)?.terraform ?? .omitted
      if let name = shape.name(of: argument) {
        names.append(.string(name))
      } else {
        leftOut("ignore_changes of \(argument), which Terraform does not have.", resource)
      }
    }
    return names
  }

  /// The arguments that Terraform would set anew, where it takes the object over, for the only
  /// reason that its import does not read them.
  private mutating func unreadNames(of resource: DesiredResource) -> [Datum] {
    guard state?[resource.address] != nil else { return [] }
    var names: [String] = []
    for (argument, value) in zip(resource.schema.arguments, resource.arguments)
    where !resource.lifecycle.ignoreChanges.contains(argument.name) {
      switch argument.terraform {
      // Nothing and no are the same to Terraform.
      case .unread where !value.isNull && value != false: names.append(argument.name)
      case .unreadDefault: names.append(argument.name)
      default: break
      }
    }
    if !names.isEmpty {
      warn(
        "An argument is not imported by Terraform",
        "Terraform reads \(names.joined(separator: ", ")) of \(resource.address) from nowhere when"
          + " it takes the object over, and would set it anew: it stands in ignore_changes until"
          + " you take it out of there to change it.", resource)
    }
    return names.map { .string($0) }
  }

  /// References to resources, bare; Terraform takes nothing else there.
  private mutating func triggers(of resource: DesiredResource) -> [Datum] {
    var triggers: [Datum] = []
    for value in resource.lifecycle.replaceTriggers {
      var references: [Reference] = []
      inlined(value).forEachReference { references.append($0) }
      if references.isEmpty {
        leftOut("A replacement triggered by a value that is no resource's.", resource)
      }
      for reference in references {
        if let text = traversal(reference) {
          if !triggers.contains(.string(text)) { triggers.append(.string(text)) }
        } else {
          leftOut(
            "A replacement triggered by \(reference), which Terraform does not have.", resource)
        }
      }
    }
    return triggers
  }

  /// A condition with its message. A bare string would be a constant: it needs `${}`.
  private mutating func assertion(_ condition: Condition, _ resource: DesiredResource) -> Datum? {
    let values = condition.values.map(inlined)
    guard values.contains(where: { !$0.isKnown || $0.holdsSecret }) else {
      leftOut(
        "A condition that refers to nothing, which Terraform refuses:"
          + " \"\(condition.message)\".", resource)
      return nil
    }
    let texts = values.map { hcl($0) }
    let test: String
    switch condition.test {
    case .equal: test = "\(texts[0]) == \(texts[1])"
    case .different: test = "\(texts[0]) != \(texts[1])"
    case .atLeast: test = "\(texts[0]) >= \(texts[1])"
    case .atMost: test = "\(texts[0]) <= \(texts[1])"
    // Text, lists and objects have a length; a number is not empty once it is there.
    case .notEmpty: test = "try(length(\(texts[0])) > 0, \(texts[0]) != null)"
    }
    return [
      "condition": .string("${\(test)}"),
      "error_message": .string(TerraformText.escaped(condition.message)),
    ]
  }

  private mutating func leftOut(_ what: String, _ resource: DesiredResource) {
    warn(
      "A lifecycle setting has no counterpart in Terraform",
      "\(resource.address): left out is this. \(what)", resource)
  }
}

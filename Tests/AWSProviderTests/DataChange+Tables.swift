import AWS
import InfraDSL
import InfraModel

extension DataChange {
  static let tables: [DataChange] = [
    table("attribute") { isSecond, name in
      AWSDynamoDBTable(
        "t", name: name, hashKey: "user",
        attributes: isSecond ? ["user": .string, "mail": .string] : ["user": .string],
        billing: .perRequest,
        globalIndexes: isSecond ? [.init(name: "by-mail", hashKey: "mail", projection: .keys)] : [])
    },
    table("billing_mode") { isSecond, name in
      AWSDynamoDBTable(
        "t", name: name, hashKey: "user", attributes: ["user": .string, "mail": .string],
        billing: isSecond ? .provisioned : .perRequest, readCapacity: 3, writeCapacity: 2,
        globalIndexes: [
          .init(
            name: "by-mail", hashKey: "mail", projection: .keys, readCapacity: 2, writeCapacity: 1)
        ])
    },
    plain("read_capacity") { $0 ? 6 : 5 },
    table("write_capacity") { isSecond, name in
      AWSDynamoDBTable(
        "t", name: name, hashKey: "user", attributes: ["user": .string], readCapacity: 5,
        writeCapacity: isSecond ? 6 : 5)
    },
    table("on_demand_throughput") { isSecond, name in
      AWSDynamoDBTable(
        "t", name: name, hashKey: "user", attributes: ["user": .string], billing: .perRequest,
        limits: .init(reads: isSecond ? 200 : 100, writes: 100))
    },
    table("global_secondary_index") { isSecond, name in
      AWSDynamoDBTable(
        "t", name: name, hashKey: "user",
        attributes: ["user": .string, "mail": .string, "kind": .string], readCapacity: 1,
        writeCapacity: 1,
        globalIndexes: [
          .init(
            name: isSecond ? "by-kind-and-mail" : "by-mail", hashKey: isSecond ? "kind" : "mail",
            rangeKey: isSecond ? "mail" : "kind", projection: .all, readCapacity: 1,
            writeCapacity: 1),
          .init(
            name: "kept", hashKey: "mail", rangeKey: "kind", projection: .some,
            included: ["text", "at"], readCapacity: isSecond ? 2 : 1, writeCapacity: 1),
        ])
    },
    table("ttl") { isSecond, name in
      AWSDynamoDBTable(
        "t", name: name, hashKey: "user", attributes: ["user": .string], billing: .perRequest,
        timeToLive: .init(isSecond ? "gone" : "expires"))
    },
    table("stream_enabled") { isSecond, name in
      AWSDynamoDBTable(
        "t", name: name, hashKey: "user", attributes: ["user": .string], billing: .perRequest,
        hasStream: isSecond, streamView: .both)
    },
    table("stream_view_type") { isSecond, name in
      AWSDynamoDBTable(
        "t", name: name, hashKey: "user", attributes: ["user": .string], billing: .perRequest,
        hasStream: true, streamView: isSecond ? .both : .keys)
    },
    table("point_in_time_recovery") { isSecond, name in
      AWSDynamoDBTable(
        "t", name: name, hashKey: "user", attributes: ["user": .string], billing: .perRequest,
        recovery: .init(isEnabled: isSecond, period: isSecond ? .days(7) : nil))
    },
    table("server_side_encryption") { isSecond, name in
      AWSDynamoDBTable(
        "t", name: name, hashKey: "user", attributes: ["user": .string], billing: .perRequest,
        encryption: isSecond
          ? .init(
            key: "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab")
          : .init(isEnabled: false))
    },
    table("table_class") { isSecond, name in
      AWSDynamoDBTable(
        "t", name: name, hashKey: "user", attributes: ["user": .string], billing: .perRequest,
        storageClass: isSecond ? .infrequentAccess : .standard)
    },
    // Protected first, so that what is left at the end can go.
    table("deletion_protection_enabled") { isSecond, name in
      AWSDynamoDBTable(
        "t", name: name, hashKey: "user", attributes: ["user": .string], billing: .perRequest,
        isProtected: !isSecond)
    },
    table("replica") { isSecond, name in
      AWSDynamoDBTable(
        "t", name: name, hashKey: "user", attributes: ["user": .string], billing: .perRequest,
        hasStream: true, streamView: .both,
        replicas: isSecond
          ? [.init(in: "eu-west-2"), .init(in: "eu-west-3")]
          : [.init(in: "eu-west-1", hasRecovery: true, hasTags: true)], tags: ["a": "b"])
    },
    table("tags") { isSecond, name in
      AWSDynamoDBTable(
        "t", name: name, hashKey: "user", attributes: ["user": .string], billing: .perRequest,
        tags: isSecond ? ["a": "2"] : ["a": "1", "b": "1"])
    },
  ]

  private static func plain(_ argument: String, reads: @escaping @Sendable (Bool) -> Value<Int>)
    -> DataChange
  {
    table(argument) { isSecond, name in
      AWSDynamoDBTable(
        "t", name: name, hashKey: "user", attributes: ["user": .string],
        readCapacity: reads(isSecond), writeCapacity: 5)
    }
  }

  private static func table(
    _ argument: String, _ table: @escaping @Sendable (Bool, Value<TableName>) -> AWSDynamoDBTable
  ) -> DataChange {
    DataChange("aws_dynamodb_table", argument) { isSecond, prefix in
      [.resource(table(isSecond, Value(TableName("table-\(prefix)"))))]
    }
  }
}

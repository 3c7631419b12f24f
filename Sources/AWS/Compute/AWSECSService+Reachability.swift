import InfraDSL
import InfraModel

extension AWSECSService {
  /// A target group that tasks are in.
  public struct LoadBalancerAttachment: ArgumentValue {
    let targetGroup: Value<ARN<AWSLBTargetGroup>>
    let container: Value<String>
    let port: Port

    /// An entry of a target group.
    ///
    /// - Parameters:
    ///   - targetGroup: The target group.
    ///   - container: The container that is reached.
    ///   - port: The port that it listens on.
    public init(targetGroup: Value<ARN<AWSLBTargetGroup>>, container: Value<String>, port: Port) {
      self.targetGroup = targetGroup
      self.container = container
      self.port = port
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.object([
        "target_group_arn": targetGroup, "container_name": container, "container_port": port,
      ])
    }
  }

  /// Where tasks are found by name.
  public struct ServiceRegistry: ArgumentValue {
    let service: Value<ARN<AWSServiceDiscoveryService>>
    let port: Port?
    let container: Value<String>?
    let containerPort: Port?

    /// Describes where they are found.
    ///
    /// - Parameters:
    ///   - service: The name in the discovery.
    ///   - port: The port to tell, in records that have one.
    ///   - container: The container whose port is told.
    ///   - containerPort: Its port.
    public init(
      service: Value<ARN<AWSServiceDiscoveryService>>, port: Port? = nil,
      container: Value<String>? = nil, containerPort: Port? = nil
    ) {
      self.service = service
      self.port = port
      self.container = container
      self.containerPort = containerPort
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([
        context.object([
          "registry_arn": service, "port": port, "container_name": container,
          "container_port": containerPort,
        ])
      ])
    }
  }

  /// How tasks reach other services, and are reached, by names.
  public struct ServiceConnect: ArgumentValue {
    let isEnabled: Bool
    let namespace: Value<ARN<AWSServiceDiscoveryPrivateDNSNamespace>>?
    let services: [ServiceConnectEndpoint]
    let logs: ServiceConnectLogs?

    /// Describes how.
    ///
    /// - Parameters:
    ///   - isEnabled: Whether they do.
    ///   - namespace: The namespace of the names; the cluster's if not given.
    ///   - services: The names that it is reached by itself.
    ///   - logs: Where the proxy beside each task logs.
    public init(
      isEnabled: Bool = true, namespace: Value<ARN<AWSServiceDiscoveryPrivateDNSNamespace>>? = nil,
      services: [ServiceConnectEndpoint] = [], logs: ServiceConnectLogs? = nil
    ) {
      self.isEnabled = isEnabled
      self.namespace = namespace
      self.services = services
      self.logs = logs
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([
        context.object([
          "enabled": isEnabled, "namespace": namespace, "service": services,
          "log_configuration": logs,
        ])
      ])
    }
  }

  /// A name that a service is reached by.
  public struct ServiceConnectEndpoint: ArgumentValue {
    let portName: Value<String>
    let discoveryName: Value<String>?
    let alias: ServiceConnectAlias?
    let proxyPort: Port?
    let timeout: ServiceConnectTimeout?

    /// A name.
    ///
    /// - Parameters:
    ///   - portName: The name of the port in the task definition.
    ///   - discoveryName: Its name in the discovery; the port's if not given.
    ///   - alias: What clients call it.
    ///   - proxyPort: The port that the proxy listens on.
    ///   - timeout: When the proxy gives up.
    public init(
      portName: Value<String>, discoveryName: Value<String>? = nil,
      alias: ServiceConnectAlias? = nil, proxyPort: Port? = nil,
      timeout: ServiceConnectTimeout? = nil
    ) {
      self.portName = portName
      self.discoveryName = discoveryName
      self.alias = alias
      self.proxyPort = proxyPort
      self.timeout = timeout
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.object([
        "port_name": portName, "discovery_name": discoveryName, "client_alias": alias,
        "ingress_port_override": proxyPort, "timeout": timeout,
      ])
    }
  }

  /// What clients call a service.
  public struct ServiceConnectAlias: ArgumentValue {
    let port: Port
    let name: Value<String>?

    /// A name and a port.
    ///
    /// - Parameters:
    ///   - port: The port that they use.
    ///   - name: The name that they use.
    public init(port: Port, name: Value<String>? = nil) {
      self.port = port
      self.name = name
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([context.object(["port": port, "dns_name": name])])
    }
  }

  /// When a proxy gives up.
  public struct ServiceConnectTimeout: ArgumentValue {
    let idle: TimeSpan?
    let perRequest: TimeSpan?

    /// Describes when.
    ///
    /// - Parameters:
    ///   - idle: Seconds without traffic after which a connection ends; 0 for never.
    ///   - perRequest: Seconds that an answer may take; 0 for ever.
    public init(idle: Duration? = nil, perRequest: Duration? = nil) {
      self.idle = idle.map { TimeSpan($0, in: .seconds, 0...2_147_483_647) }
      self.perRequest = perRequest.map { TimeSpan($0, in: .seconds, 0...2_147_483_647) }
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([
        context.object(["idle_timeout_seconds": idle, "per_request_timeout_seconds": perRequest])
      ])
    }
  }

  /// Where the proxy beside each task logs.
  public struct ServiceConnectLogs: ArgumentValue {
    let driver: ContainerLogs.Driver
    let options: [String: Value<String>]

    /// Describes where.
    ///
    /// - Parameters:
    ///   - driver: What carries its lines.
    ///   - options: Options of the driver.
    public init(driver: ContainerLogs.Driver, options: [String: Value<String>] = [:]) {
      self.driver = driver
      self.options = options
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([context.object(["log_driver": driver, "options": options])])
    }
  }
}

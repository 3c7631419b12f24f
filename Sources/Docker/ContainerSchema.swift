import InfraDSL
import InfraModel

extension DockerContainer {
  /// The type's arguments and attributes. What the engine can change on a living container
  /// (`POST /containers/{id}/update`) is changed there; files as each of them says; all else
  /// makes a new container, and its name is taken until the old one is gone.
  public static let schema = ResourceSchema<DockerContainer>(
    "docker_container", "A container on a Docker host.",
    arguments: processArguments + fileArguments + networkArguments + storageArguments
      + healthArguments + resourceArguments + securityArguments + hostArguments,
    attributes: [
      AttributeSchema("id", terraform: "id", "The container's id, chosen by the engine.")
    ])

  private typealias Argument = ResourceSchema<DockerContainer>.Argument

  private static let processArguments: [Argument] = [
    .required("name", \.name, changing: .replaceWithGap, "The container's name on the host."),
    .required("image", \.image, changing: .replaceWithGap, "The image that it runs."),
    .optional(
      "command", \.command, changing: .replaceWithGap, "What it runs; the image's if not given."),
    .optional(
      "entrypoint", \.entrypoint, changing: .replaceWithGap,
      "What comes before the command; the image's if not given."),
    .optional(
      "env", \.environment, changing: .replaceWithGap, terraform: .pairs(separator: "="),
      "Environment variables; whoever may inspect the container can read them."),
    .optional(
      "working_dir", \.workingDirectory, changing: .replaceWithGap, "The folder it starts in."),
    .optional(
      "user", \.user, changing: .replaceWithGap,
      "The user it runs as, as 10001:10001; the image's if not given."),
    .optional(
      "init", \.hasInit, changing: .replaceWithGap,
      "Whether a small init process reaps what it leaves behind."),
    .optional(
      "stop_signal", \.stopSignal, changing: .replaceWithGap,
      "The signal that asks it to stop; the image's if not given."),
    .optional(
      "stop_timeout", \.stopTimeout, changing: .replaceWithGap,
      "Seconds from that signal until it is killed; the engine's 10 if not given."),
    .optional(
      "must_run", \.mustRun, changing: .inPlace, default: true,
      "Whether it is started and kept running; without it, it may end by itself."),
    .optional(
      "restart", \.restart, changing: .inPlace, default: "no",
      "What the engine does when it ends."),
    .optional(
      "max_retry_count", \.maxRetryCount, changing: .inPlace,
      "How often it is started again on failure; without limit if not given."),
  ]

  private static let fileArguments: [Argument] = [
    .optional(
      "upload", \.files, deciding: UploadedFiles.effect, terraform: .nested(UploadedFiles.shape),
      "Files put into it before it starts."),
    .optional(
      "secret_upload", \.secretFiles, deciding: UploadedFiles.effect, isSensitive: true,
      terraform: .renamed("upload", .nested(UploadedFiles.shape)),
      "Files with secrets, put into it before it starts; no inspection shows them."),
    .optional(
      "reload_signal", \.reloadSignal, changing: .inPlace, default: "SIGHUP",
      terraform: .omitted, "The signal that has it read its configuration anew."),
  ]

  private static let networkArguments: [Argument] = [
    .optional(
      "ports", \.ports, changing: .replaceWithGap, "Ports that are reachable from the host."),
    .optional(
      "networks_advanced", \.networks, changing: .replaceWithGap,
      "The networks it is in, and its names there."),
    .optional(
      "network_mode", \.networkMode, changing: .replaceWithGap,
      "A network that is none of its own, as the host's."),
    .optional("hostname", \.hostname, changing: .replaceWithGap, "Its own host name."),
    .optional("domainname", \.domainName, changing: .replaceWithGap, "Its own domain name."),
    .optional(
      "host", \.extraHosts, changing: .replaceWithGap,
      terraform: .entries(key: "host", value: "ip"),
      "Further host names and their addresses, as host-gateway."),
    .optional("dns", \.dns, changing: .replaceWithGap, "Name servers instead of the engine's."),
  ]

  private static let storageArguments: [Argument] = [
    .optional(
      "mounts", \.mounts, changing: .replaceWithGap, "Volumes and folders of the host in it."),
    .optional(
      "tmpfs", \.tmpfs, changing: .replaceWithGap, "Folders in memory, with their options."),
    .optional(
      "read_only", \.isReadOnly, changing: .replaceWithGap, default: false,
      "Whether its own file system cannot be written."),
    .optional(
      "shm_size", \.sharedMemory, changing: .replaceWithGap, "The size of /dev/shm in MiB."),
  ]

  private static let healthArguments: [Argument] = [
    .optional(
      "healthcheck", \.healthCheck, changing: .replaceWithGap,
      "How the engine finds out whether it works; the image's if not given."),
    .optional(
      "wait", \.waitsForHealth, changing: .inPlace, default: false,
      "Whether it counts as created only once it is healthy."),
    .optional(
      "wait_timeout", \.waitTimeout, changing: .inPlace, default: 60,
      "Seconds to wait for health."),
  ]

  private static let resourceArguments: [Argument] = [
    .optional(
      "memory", \.memory, deciding: changingLimit,
      "The most memory it may use, in MiB, at least 6."),
    .optional(
      "memory_swap", \.memorySwap, deciding: changingLimit,
      "Memory and swap together, in MiB; twice the memory if not given."),
    .optional(
      "memory_reservation", \.memoryReservation, deciding: changingLimit,
      "What it keeps when memory is short, in MiB."),
    .optional(
      "cpus", \.cpus, deciding: changingLimit, "The most processors it may use, as 1.5."),
    .optional(
      "cpu_shares", \.cpuShares, deciding: changingLimit,
      "Its weight when processors are short; 1024 is the usual."),
    .optional(
      "pids_limit", \.processLimit, deciding: changingLimit, terraform: .omitted,
      "The most processes and threads it may have."),
    .optional("ulimit", \.ulimits, changing: .replaceWithGap, "Limits of its processes."),
  ]

  /// A limit is changed in place; taking one away is not, since the engine reads a missing limit
  /// as one that stays.
  private static let changingLimit: @Sendable (Datum, Datum) -> Effect = { _, after in
    after.isNull ? .replaceWithGap : .inPlace
  }

  private static let securityArguments: [Argument] = [
    .optional(
      "capabilities", \.capabilities, changing: .replaceWithGap,
      "What it may do beyond an ordinary process, and what not."),
    .optional(
      "security_opts", \.securityOptions, changing: .replaceWithGap,
      "Security options, as no-new-privileges."),
    .optional(
      "privileged", \.isPrivileged, changing: .replaceWithGap, default: false,
      "Whether nothing keeps it from the host; for debugging only."),
    .optional(
      "group_add", \.groups, changing: .replaceWithGap, "Further groups of its processes."),
    .optional("pid_mode", \.pidMode, changing: .replaceWithGap, "Whose processes it sees."),
  ]

  private static let hostArguments: [Argument] = [
    .optional(
      "log_driver", \.logDriver, changing: .replaceWithGap,
      "Where its output goes; the engine's default if not given."),
    .optional("log_opts", \.logOptions, changing: .replaceWithGap, "Options of the log driver."),
    .optional("sysctls", \.sysctls, changing: .replaceWithGap, "Kernel settings of its own."),
    .optional(
      "labels", \.labels, changing: .replaceWithGap,
      terraform: .entries(key: "label", value: "value"), "Labels beside the ownership labels."),
  ]
}

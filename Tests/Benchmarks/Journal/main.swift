import Foundation

// One JSON object with `--json`, else lines for people. Exit 1 where the cost of a step grows with
// the environment, or a resume takes a second.

let isJSON = CommandLine.arguments.contains("--json")
let folder = FileManager.default.temporaryDirectory
  .appendingPathComponent("infra-benchmark-\(UUID().uuidString)")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
let benchmark = JournalBenchmark(folder: folder.path)
var applies: [JournalBenchmark.Apply] = []
for parallelism in [1, 16] {
  for count in [100, 1_000, 10_000] {
    applies.append(try await benchmark.apply(count, parallelism: parallelism))
  }
}
let resume = try await benchmark.resume(records: 10_000)
try FileManager.default.removeItem(at: folder)

/// Whether the largest environment's steps cost no more than the smallest one's, but for the
/// digits of larger numbers.
func isConstant(_ applies: [JournalBenchmark.Apply], _ parallelism: Int) -> Bool {
  let mine = applies.filter { $0.parallelism == parallelism }
  guard let small = mine.first, let large = mine.last else { return false }
  return large.bytesPerStep < small.bytesPerStep * 1.1
    && large.flushesPerStep < small.flushesPerStep * 1.1
}

let isSteady = isConstant(applies, 1) && isConstant(applies, 16)
let isKept = isSteady && resume.seconds < 1
if isJSON {
  let object: [String: Any] = [
    "applies": applies.map {
      [
        "resources": $0.resources, "parallelism": $0.parallelism,
        "bytes_per_step": $0.bytesPerStep, "flushes_per_step": $0.flushesPerStep,
        "seconds_per_step": $0.secondsPerStep,
      ]
    },
    "resume": [
      "resources": resume.resources, "records": resume.records, "seconds": resume.seconds,
    ],
    "is_constant": isSteady, "is_kept": isKept,
  ]
  let data = try JSONSerialization.data(
    withJSONObject: object, options: [.prettyPrinted, .sortedKeys])
  print(String(decoding: data, as: UTF8.self))
} else {
  for apply in applies {
    print(
      String(
        format: "%6d resources, %2d at once: %4.0f bytes, %5.3f flushes, %6.0f us a step",
        apply.resources, apply.parallelism, apply.bytesPerStep, apply.flushesPerStep,
        apply.secondsPerStep * 1e6))
  }
  print(
    String(
      format: "resume after %d records over %d resources: %.3f s", resume.records,
      resume.resources, resume.seconds))
  print(
    isKept ? "constant a step, resume under 1 s" : "NOT constant a step, or resume not under 1 s")
}
exit(isKept ? 0 : 1)

# Which code runs: what `npm run build` made, or, with var.release, zips of an earlier apply, which the bucket of build.tf keeps. A
# rollback is a setting, so the next apply does not undo it: docs/decisions/0024-a-release-is-its-hashes.md.

locals {
  # The zips that are named instead of built, by function.
  pinned = {
    for name, zip in var.release : name => {
      hash       = split("#", zip)[0]
      generation = tonumber(split("#", zip)[1])
    }
  }

  # What each function is built from.
  code = {
    for name, _ in local.functions : name => try(
      { object = "${name}/${local.pinned[name].hash}.zip", generation = local.pinned[name].generation },
      { object = google_storage_bucket_object.source[name].name, generation = google_storage_bucket_object.source[name].generation },
    )
  }
}

# Only with var.audit_access: who has read or written secrets and history, as Data Access logs. They are the whole project's: another
# deployment in it shares them. Google's audit logs have accounts, methods and names in them, and no words of users.

locals {
  # Firestore is configured under Datastore's name.
  _audited = {
    secrets = { service = "secretmanager.googleapis.com", types = ["DATA_READ", "DATA_WRITE"] }
    history = { service = "datastore.googleapis.com", types = ["DATA_READ", "DATA_WRITE"] }
  }

  # Functions write history with every message, which would be most of the log, and the bill. People, jobs and commands are what is asked for.
  unaudited_members = [for name, function in local.functions : "serviceAccount:${module.function[name].service_account}" if function.uses_database]
}

resource "google_project_iam_audit_config" "access" {
  for_each = { for name, audited in local._audited : name => audited if var.audit_access }

  project = local.project
  service = each.value.service

  dynamic "audit_log_config" {
    for_each = each.value.types
    content {
      log_type         = audit_log_config.value
      exempted_members = each.key == "history" ? local.unaudited_members : []
    }
  }
}

# How Terraform calls Google: with the credentials in its environment, in one project and region, with one set of labels.

provider "google" {
  project        = var.project
  region         = var.region
  default_labels = merge({ app = "heliograph", managed-by = "terraform", deployment = var.prefix }, var.labels)
}

# The budget API bills its calls to a project, which a person's own credentials do not name.
provider "google" {
  alias                 = "billed"
  project               = var.project
  billing_project       = var.project
  user_project_override = true
}

# Where the state lives: a bucket of yours, named at `terraform init -backend-config="bucket=..."`, read and written by who deploys.

terraform {
  backend "gcs" {}
}

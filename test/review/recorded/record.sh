#!/bin/sh
# sh test/review/recorded/record.sh TERRAFORM
#
# Records actions.json and invoked.json: plans with action_invocations, as Terraform 1.14 and later print them (recorded
# with 1.16.4). Needs that Terraform as a file, and Go with access to a Go module proxy. It applies nothing.
set -e
here=$(cd "$(dirname "$0")" && pwd)
terraform=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/provider" "$work/stack"
cp "$here/provider.go" "$work/provider/main.go"
cp "$here/actions.tf" "$work/stack/main.tf"
cd "$work/provider"
go mod init example.com/ctl
go mod edit -require=github.com/hashicorp/terraform-plugin-framework@v1.17.0
CGO_ENABLED=0 go build -mod=mod -o terraform-provider-ctl .
cat > "$work/config.tfrc" <<END
provider_installation {
  dev_overrides { "example/ctl" = "$work/provider" }
  direct {}
}
END
export TF_CLI_CONFIG_FILE="$work/config.tfrc" CHECKPOINT_DISABLE=1
cd "$work/stack"
"$terraform" plan -out=plan
"$terraform" show -json plan > "$here/actions.json"
"$terraform" plan -out=plan -invoke=action.ctl_archive_group.web
"$terraform" show -json plan > "$here/invoked.json"
cd "$here/../../.."
npx biome format --write "$here"

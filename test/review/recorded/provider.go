// A provider whose actions do nothing: record.sh makes a plan that invokes actions with these names.
package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

type ctl struct{}

func (ctl) Metadata(_ context.Context, _ provider.MetadataRequest, r *provider.MetadataResponse) {
	r.TypeName = "ctl"
}
func (ctl) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse)          {}
func (ctl) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {}
func (ctl) DataSources(context.Context) []func() datasource.DataSource                        { return nil }
func (ctl) Resources(context.Context) []func() resource.Resource                              { return nil }
func (ctl) Actions(context.Context) []func() action.Action {
	return []func() action.Action{
		func() action.Action { return named("archive_group") },
		func() action.Action { return named("restore_group") },
		func() action.Action { return named("send_mail") },
	}
}

type named string

func (n named) Metadata(_ context.Context, q action.MetadataRequest, r *action.MetadataResponse) {
	r.TypeName = q.ProviderTypeName + "_" + string(n)
}
func (n named) Schema(_ context.Context, _ action.SchemaRequest, r *action.SchemaResponse) {
	text := schema.StringAttribute{Optional: true}
	r.Schema = schema.Schema{Attributes: map[string]schema.Attribute{"account_alias": text, "group_id": text, "impact": text}}
}
func (n named) Invoke(context.Context, action.InvokeRequest, *action.InvokeResponse) {}

func main() {
	_ = providerserver.Serve(context.Background(), func() provider.Provider { return ctl{} },
		providerserver.ServeOpts{Address: "registry.terraform.io/example/ctl"})
}

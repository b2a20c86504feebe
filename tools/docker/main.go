// Command pulumi-bridge is a Pulumi resource provider for Docker, for tests and for machines that cannot download the
// official one, whose module is not published.
//
// Like the official provider it wraps the Terraform provider for Docker, but a newer release of that; so what it compares,
// and where it finds a difference, may deviate in details. Its module path lies below that of the Terraform provider,
// whose resources are in an internal package.
package main

import (
	"unicode"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	sdkv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/terraform-providers/terraform-provider-docker/internal/provider"
)

const name = "docker"

// The release of the official provider that this one stands for; the linker sets it, see tools/build.
var version = "0.0.0"

// The engine only looks for name and version here; programs bring their own types.
func schema() []byte {
	return []byte(`{"name":"` + name + `","version":"` + version + `"}`)
}

// token gives a resource the type that the official provider gives it: docker:index/container:Container.
func token(resource string) tokens.Type {
	member := []rune(resource)
	module := string(append([]rune{unicode.ToLower(member[0])}, member[1:]...))
	return tokens.Type(name + ":index/" + module + ":" + resource)
}

func info() tfbridge.ProviderInfo {
	return tfbridge.ProviderInfo{
		P:       sdkv2.NewProvider(provider.New(version)()),
		Name:    name,
		Version: version,
		Resources: map[string]*tfbridge.ResourceInfo{
			"docker_container": {
				Tok: token("Container"),
				// The old one holds the name and the ports.
				DeleteBeforeReplace: true,
				// Lists get a plural name unless the official provider says otherwise.
				Fields: map[string]*tfbridge.SchemaInfo{
					"command":           {Name: "command"},
					"networks_advanced": {Name: "networksAdvanced"},
				},
			},
			"docker_image":   {Tok: token("RemoteImage")},
			"docker_network": {Tok: token("Network")},
			"docker_volume":  {Tok: token("Volume")},
		},
		IgnoreMappings: []string{
			"docker_buildx_builder", "docker_config", "docker_plugin", "docker_registry_image", "docker_secret",
			"docker_service", "docker_tag",
		},
	}
}

func main() {
	tfbridge.Main(name, version, info(), schema())
}

// Command kubernetes is the Pulumi resource provider for Kubernetes.
//
// The provider's own main package embeds a schema that its release pipeline generates and that the published module
// therefore lacks. The module does carry the file which that schema is made from, so this main package embeds a copy
// made by generate.go and otherwise starts the provider as the original does.
package main

import (
	_ "embed"

	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"
	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version"
)

//go:embed generated/schema.json
var schema []byte

func main() {
	// The linker sets version.Version, see tools/build. The mapping from Terraform names is left empty: only
	// `pulumi convert` reads it.
	provider.Serve("kubernetes", version.Version, schema, []byte("{}"))
}

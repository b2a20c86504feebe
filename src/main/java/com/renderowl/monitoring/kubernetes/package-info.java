/**
 * The stack as plain Kubernetes objects: Pulumi components, and the only place that lowers the model to the Kubernetes
 * API. Logical names of resources are a contract: a renamed resource is deleted and made anew, so a rename brings an
 * alias.
 */
@NullMarked
package com.renderowl.monitoring.kubernetes;

import org.jspecify.annotations.NullMarked;

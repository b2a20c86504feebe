/**
 * The stack as containers on one Docker engine, for development: Pulumi components, and the only place that lowers the
 * model to Docker. Logical names of resources are a contract: a renamed resource is deleted and made anew, so a rename
 * brings an alias. Without Pulumi the same containers are services of Docker Compose. Imports {@code model}, {@code config},
 * {@code units}, {@code render} and Pulumi; never {@code kubernetes}.
 */
@NullMarked
package com.renderowl.monitoring.docker;

import org.jspecify.annotations.NullMarked;

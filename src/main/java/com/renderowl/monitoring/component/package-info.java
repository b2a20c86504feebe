/**
 * Serves {@link com.renderowl.monitoring.MonitoringStack} to Pulumi programs in other languages, as the package
 * {@code renderowl}. It may import every other package but the command line; none may import it but
 * {@link com.renderowl.monitoring.App}.
 *
 * <p>The SDK's own component host, {@code com.pulumi.provider.internal.ComponentProviderHost}, can neither describe nor
 * read these inputs: docs/components.md says what breaks. So the server is the SDK's, and what it asks is answered here.
 */
@NullMarked
package com.renderowl.monitoring.component;

import org.jspecify.annotations.NullMarked;

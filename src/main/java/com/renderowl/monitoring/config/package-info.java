/**
 * The stack's configuration: immutable records with the product's defaults, read by one strict reader that reports
 * every problem at once. Secret values are kept apart in {@link com.renderowl.monitoring.config.StackSecrets}. Imports
 * {@code units}, and Pulumi only where a secret becomes an output.
 */
@NullMarked
package com.renderowl.monitoring.config;

import org.jspecify.annotations.NullMarked;

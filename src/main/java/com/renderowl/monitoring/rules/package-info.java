/**
 * The alert rules: files that promtool reads as they are, and the few values in them that configuration may change.
 *
 * <p>The files under {@code rules/} of the resources hold the defaults literally, so what is tested, read in review and
 * loaded into Prometheus is the same text. A value that configuration may change stands on a line of its own that ends in
 * a comment, such as {@code > 0.10 # setting: errorRatio}; PromQL and YAML both ignore the comment. Loading replaces the
 * default on such lines and touches no other character: with default settings the result is the file, byte for byte, and a
 * test compares what Prometheus' parser makes of changed ones.
 *
 * <p>Thresholds as series of their own ({@code > on() group_left() threshold}) would leave the files untouched as well,
 * but an alert whose threshold series is missing never fires and says nothing; and who reads an alert wants to see its
 * number.
 *
 * <p>Imports {@code units}; no Pulumi, no configuration: the configuration is read by means of {@link
 * com.renderowl.monitoring.rules.RuleSetting}, which knows each key, its default and what is allowed.
 */
@NullMarked
package com.renderowl.monitoring.rules;

import org.jspecify.annotations.NullMarked;

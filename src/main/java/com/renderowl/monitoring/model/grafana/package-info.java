/** The files by which Grafana learns of its data source and its dashboards. Imports the model; no Pulumi. */
@NullMarked
package com.renderowl.monitoring.model.grafana;

import org.jspecify.annotations.NullMarked;

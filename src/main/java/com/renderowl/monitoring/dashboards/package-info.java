/**
 * The dashboards for Grafana: files of Grafana's own format, in which only the values of the rules' settings are filled in,
 * so that a line in a graph is where the alert is. Imports {@code rules}; knows neither configuration nor platforms.
 */
@NullMarked
package com.renderowl.monitoring.dashboards;

import org.jspecify.annotations.NullMarked;

/** Sending test notifications through a running Alertmanager, and watching what becomes of them. */
@NullMarked
package com.renderowl.monitoring.cli.alert;

import org.jspecify.annotations.NullMarked;

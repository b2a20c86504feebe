/** What {@code monitoring doctor} looks at; each finding says what to do about it. */
@NullMarked
package com.renderowl.monitoring.cli.doctor;

import org.jspecify.annotations.NullMarked;

package com.renderowl.monitoring.cli.engine;

import java.nio.file.Path;

/**
 * The Pulumi engine to use.
 *
 * @param executable the {@code pulumi} program
 * @param version as it reports it, without the leading v
 * @param isBuilt whether it was built by {@code tools/build}: then the plugins beside it are used as well
 */
public record Engine(Path executable, String version, boolean isBuilt) {}

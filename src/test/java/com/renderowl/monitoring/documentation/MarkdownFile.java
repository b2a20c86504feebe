package com.renderowl.monitoring.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page of the documentation.
 *
 * @param path where it is
 * @param text what it says
 */
record MarkdownFile(Path path, String text) {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```(\\w+)$\\R(.*?)^ *```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern TABLE_ROW = Pattern.compile("(?m)^\\|(.+?)\\|.*$");

    static MarkdownFile read(Path path) {
        try {
            return new MarkdownFile(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blocks of code in a language, without the indentation that they have in a list. */
    List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(2).equals(language))
                .map(block -> block.group(3).replaceAll("(?m)^" + block.group(1), ""))
                .toList();
    }

    /** Where its links lead that stay in the project, such as {@code docs/security.md#service-meshes}. */
    List<String> internalLinks() {
        return LINK.matcher(text)
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.contains("://"))
                .toList();
    }

    /** What can stand behind the # of a link to this page, as GitHub makes it from the headings. */
    Set<String> anchors() {
        return HEADING.matcher(BLOCK.matcher(text).replaceAll(""))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    /** What stands in backticks in the first column of the tables of a section. */
    List<String> codeInFirstColumn(String heading) {
        int start = text.indexOf("\n## " + heading + "\n");
        int end = text.indexOf("\n## ", start + 1);
        Matcher rows = TABLE_ROW.matcher(text.substring(start, end < 0 ? text.length() : end));
        Pattern code = Pattern.compile("`([^`]+)`");
        return rows.results()
                .flatMap(row -> code.matcher(row.group(1)).results())
                .map(found -> found.group(1))
                .toList();
    }
}

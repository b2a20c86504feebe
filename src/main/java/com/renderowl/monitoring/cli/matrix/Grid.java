package com.renderowl.monitoring.cli.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table for a terminal. Long headings are broken after a dash, long labels after a comma, and columns that do not fit
 * come in a further table below.
 *
 * @param title what stands above the labels
 * @param headings of the columns, each with the lines that it has to have
 * @param rows the lines of the table
 */
record Grid(String title, List<List<String>> headings, List<Row> rows) {

    private static final int LONGEST_HEADING = 12;
    private static final String GAP = "  ";

    /**
     * A line.
     *
     * @param label what it is about
     * @param marks one for each column
     */
    record Row(String label, List<String> marks) {}

    /** A heading with its place. */
    private record Column(int index, List<String> heading) {

        int width() {
            return GAP.length() + Words.width(heading);
        }

        /** The line of the heading that is this far from the marks; headings stand on the ground. */
        String heading(int fromBelow) {
            return fromBelow > heading.size() ? "" : heading.get(heading.size() - fromBelow);
        }
    }

    /** The table as lines without trailing spaces, none longer than this as far as labels and headings allow. */
    List<String> lines(int longest) {
        List<List<String>> labels =
                rows.stream().map(row -> Words.label(row.label())).toList();
        int labelWidth =
                Words.width(Stream.concat(Stream.of(title), labels.stream().flatMap(List::stream))
                        .toList());
        List<String> lines = new ArrayList<>();
        for (List<Column> columns : columnsThatFit(longest - labelWidth)) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            int height = columns.stream()
                    .mapToInt(column -> column.heading.size())
                    .max()
                    .orElse(0);
            for (int fromBelow = height; fromBelow > 0; fromBelow--) {
                int above = fromBelow;
                lines.add(
                        line(Words.padded(above == 1 ? title : "", labelWidth), columns, index -> column(columns, index)
                                .heading(above)));
            }
            for (int row = 0; row < rows.size(); row++) {
                List<String> label = labels.get(row);
                lines.add(line(Words.padded(label.get(0), labelWidth), columns, rows.get(row).marks::get));
                lines.addAll(label.subList(1, label.size()));
            }
        }
        return lines;
    }

    private List<List<Column>> columnsThatFit(int width) {
        List<List<Column>> fitting = new ArrayList<>();
        int left = 0;
        for (int index = 0; index < headings.size(); index++) {
            Column column = new Column(
                    index,
                    headings.get(index).stream()
                            .flatMap(part -> Words.broken(part, "-", LONGEST_HEADING).stream())
                            .toList());
            if (fitting.isEmpty() || left < column.width()) {
                fitting.add(new ArrayList<>());
                left = width;
            }
            fitting.get(fitting.size() - 1).add(column);
            left -= column.width();
        }
        return fitting;
    }

    private static Column column(List<Column> columns, int index) {
        return columns.stream()
                .filter(column -> column.index == index)
                .findFirst()
                .orElseThrow();
    }

    private static String line(String label, List<Column> columns, IntFunction<String> text) {
        return columns.stream()
                .map(column -> Words.padded(GAP + text.apply(column.index), column.width()))
                .collect(Collectors.joining("", label, ""))
                .stripTrailing();
    }
}

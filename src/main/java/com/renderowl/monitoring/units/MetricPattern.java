package com.renderowl.monitoring.units;

import java.util.Locale;

/**
 * A regular expression over metric names, limited to what has one meaning everywhere: letters, digits, {@code _},
 * {@code :}, {@code .}, alternatives, groups, character classes and repetition. Prometheus' expressions are RE2, which
 * lacks look-around, back-references and possessive repetition; Java's own parser accepts them, so it can not be the
 * judge. Prometheus anchors the expression at both ends.
 *
 * @param text the expression; another is refused with {@link IllegalArgumentException}
 * @see <a href="https://github.com/google/re2/wiki/Syntax">RE2 syntax</a>
 */
public record MetricPattern(String text) {

    /** What a reader of an error message may write instead. */
    public static final String ALLOWED = "an RE2 regular expression of metric names, such as up|renderowl_.*";

    public MetricPattern {
        new Parser(text).parse();
    }

    /** Reads {@code text}; throws {@link IllegalArgumentException} with the reason when it is not such an expression. */
    public static MetricPattern parse(String text) {
        return new MetricPattern(text);
    }

    @Override
    public String toString() {
        return text;
    }

    /** A recursive descent; each method returns how often its part repeats at most, since RE2 stops at 1000. */
    private static final class Parser {

        private static final int MOST_REPETITIONS = 1000;

        /** Keeps the nesting below what RE2, and the stack of this parser, can take. */
        private static final int LONGEST = 1000;

        private final String text;
        private int position;

        Parser(String text) {
            this.text = text;
        }

        void parse() {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("is empty");
            }
            if (text.length() > LONGEST) {
                throw new IllegalArgumentException("is longer than " + LONGEST + " characters");
            }
            alternatives();
            if (position < text.length()) {
                throw wrong("has a ')' without its '('");
            }
        }

        private int alternatives() {
            int most = sequence();
            while (accept('|')) {
                most = Math.max(most, sequence());
            }
            return most;
        }

        private int sequence() {
            int most = 1;
            while (position < text.length() && peek() != '|' && peek() != ')') {
                most = Math.max(most, repeated());
            }
            return most;
        }

        private int repeated() {
            int inner = atom();
            if (position == text.length() || "*+?{".indexOf(peek()) < 0) {
                return inner;
            }
            int times = 1;
            if (accept('{')) {
                times = count();
            } else {
                position++;
            }
            if (times * inner > MOST_REPETITIONS) {
                throw wrong("repeats more than " + MOST_REPETITIONS + " times");
            }
            accept('?');
            if (position < text.length() && peek() == '+') {
                throw wrong("has a possessive repetition, which RE2 lacks,");
            }
            if (position < text.length() && "*?{".indexOf(peek()) >= 0) {
                throw wrong("repeats a repetition");
            }
            return times * inner;
        }

        /** Reads {@code 2}, {@code 2,} or {@code 2,5} and the brace behind it. */
        private int count() {
            int least = number();
            int most = least;
            if (accept(',') && position < text.length() && peek() != '}') {
                most = number();
            }
            if (most < least || !accept('}')) {
                throw wrong("has an invalid number of repetitions");
            }
            return Math.max(1, most);
        }

        private int number() {
            int start = position;
            while (position < text.length() && isDigit(peek())) {
                position++;
            }
            if (start == position || position - start > 4) {
                throw wrong("has an invalid number of repetitions");
            }
            return Integer.parseInt(text.substring(start, position));
        }

        private int atom() {
            char next = text.charAt(position);
            if (isNameCharacter(next) || next == '.' || next == '^' || next == '$') {
                position++;
                return 1;
            }
            return switch (next) {
                case '(' -> group();
                case '[' -> characterClass();
                case '\\' -> escape();
                case '*', '+', '?', '{' -> throw wrong("repeats nothing");
                default -> throw wrong("has a character that no metric name has");
            };
        }

        private int group() {
            position++;
            if (accept('?') && !accept(':')) {
                throw wrong("has a look-around or another special group, which RE2 lacks or metric names do not need,");
            }
            int most = alternatives();
            if (!accept(')')) {
                throw wrong("has a '(' without its ')'");
            }
            return most;
        }

        private int escape() {
            position++;
            if (position < text.length() && isDigit(peek())) {
                throw wrong("has a back-reference, which RE2 lacks,");
            }
            if (position == text.length() || "dDwW.".indexOf(peek()) < 0) {
                throw wrong("has an escape other than \\d, \\D, \\w, \\W and \\.");
            }
            position++;
            return 1;
        }

        private int characterClass() {
            position++;
            accept('^');
            int start = position;
            while (position < text.length() && peek() != ']') {
                rangeOrCharacter();
            }
            if (start == position) {
                throw wrong("has an empty character class");
            }
            if (!accept(']')) {
                throw wrong("has a '[' without its ']'");
            }
            return 1;
        }

        private void rangeOrCharacter() {
            if (peek() == '\\') {
                escape();
                return;
            }
            char first = classCharacter();
            if (accept('-') && classCharacter() < first) {
                throw wrong("has a range that runs backwards");
            }
        }

        private char classCharacter() {
            if (position == text.length() || !(isNameCharacter(peek()) || peek() == '.')) {
                throw wrong("has a character class with more than letters, digits, _, : and .");
            }
            return text.charAt(position++);
        }

        private boolean accept(char expected) {
            boolean found = position < text.length() && peek() == expected;
            if (found) {
                position++;
            }
            return found;
        }

        private char peek() {
            return text.charAt(position);
        }

        private IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s at character %d", what, Math.min(position + 1, text.length())));
        }

        private static boolean isDigit(char character) {
            return character >= '0' && character <= '9';
        }

        private static boolean isNameCharacter(char character) {
            return isDigit(character)
                    || (character >= 'a' && character <= 'z')
                    || (character >= 'A' && character <= 'Z')
                    || character == '_'
                    || character == ':';
        }
    }
}

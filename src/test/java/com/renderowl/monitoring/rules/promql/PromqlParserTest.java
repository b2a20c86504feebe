package com.renderowl.monitoring.rules.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.rules.Rule;
import com.renderowl.monitoring.rules.promql.PromqlParser.InvalidPromql;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("rules")
@RequiresTools("prometheus")
@ExtendWith(PromqlParser.Extension.class)
class PromqlParserTest {

    /** What is written must be read again as the same, or the tests that build on it would test something else. */
    @Test
    void everyRuleSurvivesTheWayToATreeAndBack(PromqlParser parser) {
        assertThat(Rule.all()).allSatisfy(rule -> {
            Expression expression = parser.parse(rule.expression());
            Expression again = parser.parse(expression.toString());

            assertThat(withoutParentheses(again)).isEqualTo(withoutParentheses(expression));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a{b=\"c\\\"\\\\d\", e!~\"f|g\"}[5m] offset 1h",
                "sum by (a, b) (rate(x[90m]))",
                "sum without (a) (x)",
                "count (x)",
                "x unless on (a, b) y",
                "x and ignoring (a) y",
                "x > bool 0.5",
                "label_replace(x, \"a\", \"$1\", \"b\", \"(.+)\")",
                "(a + b) / c",
                "histogram_quantile(0.95, sum by (le) (rate(x_bucket[5m])))",
            })
    void whatIsReadIsWritten(String text, PromqlParser parser) {
        assertThat(parser.parse(text)).hasToString(text);
    }

    @Test
    void precedenceIsKept(PromqlParser parser) {
        assertThat(parser.parse("a or b and c / d > 1")).hasToString("a or (b and ((c / d) > 1))");
        assertThat(parser.parse("a unless b and c")).hasToString("(a unless b) and c");
    }

    @Test
    void whatIsNoPromqlIsRefused(PromqlParser parser) {
        assertThatThrownBy(() -> parser.parse("rate(x)"))
                .isInstanceOf(InvalidPromql.class)
                .hasMessageContaining("expected type range vector");
    }

    private static Expression withoutParentheses(Expression expression) {
        Expression inner = expression instanceof Expression.Parentheses parentheses
                ? withoutParentheses(parentheses.inner())
                : expression;
        return inner.withChildren(inner.children().stream()
                .map(PromqlParserTest::withoutParentheses)
                .toList());
    }
}

package com.renderowl.monitoring.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the test class a {@link TestNode} as a parameter: one for all classes, each of which uses a stack of its own and
 * leaves nothing behind. Skips it, or fails it where all are required, without root or without a program.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WithTestNode.Extension.class)
public @interface WithTestNode {

    /** Starts the node when it is first asked for; JUnit closes it with the store that holds it. */
    final class Extension implements ParameterResolver, ExecutionCondition {

        private static final Namespace NAMESPACE = Namespace.create(WithTestNode.class);

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Optional<String> obstacle = Tools.unlessRequired(TestNode.obstacle());
            return obstacle.map(ConditionEvaluationResult::disabled)
                    .orElseGet(() -> RequiresTools.Condition.evaluate(TestNode.PROGRAMS));
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TestNode.class;
        }

        @Override
        public TestNode resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .getOrComputeIfAbsent(TestNode.class, unused -> start(), TestNode.class);
        }

        private static TestNode start() {
            TestNode started = TestNode.start();
            System.out.printf("Node ready after %.1f s%n", started.secondsToReady());
            return started;
        }
    }
}

package com.renderowl.monitoring.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives the test class a {@link ControlPlane} as a parameter of its constructor, its methods and its
 * {@code @BeforeAll}; skips it, or fails it where all are required, when a program is missing.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WithControlPlane.Extension.class)
public @interface WithControlPlane {

    /** How many nodes it has, {@code node-1} and so on. */
    int nodes() default 1;

    /**
     * Whether all test classes that ask for as many nodes get the same one; then each must use namespaces of its own and
     * leave nothing behind. Otherwise the class has it for itself.
     */
    boolean shared() default true;

    /** Starts control planes when they are first asked for; JUnit closes them with the store that holds them. */
    final class Extension implements ParameterResolver, ExecutionCondition {

        private static final Namespace NAMESPACE = Namespace.create(WithControlPlane.class);

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return RequiresTools.Condition.evaluate(ControlPlane.PROGRAMS);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ControlPlane.class;
        }

        @Override
        public ControlPlane resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Class<?> test = context.getRequiredTestClass();
            WithControlPlane wanted = AnnotationSupport.findAnnotation(
                            test, WithControlPlane.class, context.getEnclosingTestClasses())
                    .orElseThrow();
            Store store = wanted.shared() ? context.getRoot().getStore(NAMESPACE) : classStore(context);
            // A store also finds what the stores above it hold, so the keys must differ.
            Object key = wanted.shared() ? wanted.nodes() : test;
            return store.getOrComputeIfAbsent(key, unused -> start(wanted.nodes()), ControlPlane.class);
        }

        private static Store classStore(ExtensionContext context) {
            ExtensionContext found = context;
            while (found.getTestMethod().isPresent()) {
                found = found.getParent().orElseThrow();
            }
            return found.getStore(NAMESPACE);
        }

        private static ControlPlane start(int nodes) {
            ControlPlane started = ControlPlane.start(nodes);
            System.out.printf("Control plane ready after %.1f s%n", started.secondsToReady());
            return started;
        }
    }
}

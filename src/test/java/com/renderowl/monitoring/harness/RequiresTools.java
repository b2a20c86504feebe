package com.renderowl.monitoring.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips the annotated test, or fails it where all are required, when a program of {@code tools/bin} is missing. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresTools.Condition.class)
public @interface RequiresTools {

    /** File names in {@code tools/bin}. */
    String[] value();

    /** Evaluates the annotation. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return AnnotationSupport.findAnnotation(context.getElement(), RequiresTools.class)
                    .map(annotation -> evaluate(List.of(annotation.value())))
                    .orElseGet(() -> ConditionEvaluationResult.enabled("needs no tools"));
        }

        /** Enabled if all programs are there, else disabled; throws where all are required. */
        static ConditionEvaluationResult evaluate(List<String> programs) {
            return Tools.reasonToSkip(programs)
                    .map(ConditionEvaluationResult::disabled)
                    .orElseGet(() -> ConditionEvaluationResult.enabled("all tools are built"));
        }
    }
}

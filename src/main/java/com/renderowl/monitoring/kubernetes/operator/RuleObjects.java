package com.renderowl.monitoring.kubernetes.operator;

import com.pulumi.resources.Resource;
import com.renderowl.monitoring.kubernetes.Children;
import com.renderowl.monitoring.model.StackModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The rule files as PrometheusRules, one each. The groups are passed on as they stand in the file, not through types:
 * those lack fields of a group, such as {@code limit}, which would be lost without a word.
 */
final class RuleObjects {

    private RuleObjects() {}

    static List<Resource> declare(String name, StackModel stack, Children children) {
        Map<String, String> labels = new TreeMap<>(stack.prometheus().labels().selector());
        labels.putAll(stack.config().operator().monitorLabels());
        List<Resource> declared = new ArrayList<>();
        stack.ruleFiles().forEach((file, text) -> {
            String subject = file.substring(0, file.lastIndexOf('.'));
            declared.add(CustomObject.declare(
                    name + "-rules-" + subject,
                    Monitors.GROUP,
                    "PrometheusRule",
                    children.metadata("renderowl-" + subject, stack.prometheus().namespace(), labels),
                    groups(text),
                    children.options()));
        });
        return declared;
    }

    private static Map<String, Object> groups(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }
}

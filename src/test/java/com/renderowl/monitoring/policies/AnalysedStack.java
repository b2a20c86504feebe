package com.renderowl.monitoring.policies;

import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.config.StackConfigReader;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import com.renderowl.monitoring.model.Party;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.reach.Endpoint;
import com.renderowl.monitoring.model.reach.PolicyVerdicts;
import com.renderowl.monitoring.render.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A stack with everybody around it, for the analyser.
 *
 * @param verdicts by its connection graph
 * @param policies as they are rendered
 * @param pods those of the stack, as they are rendered, and bystanders
 * @param addresses that are no pods
 */
record AnalysedStack(
        PolicyVerdicts verdicts,
        List<Map<String, Object>> policies,
        List<Endpoint.Pod> pods,
        List<Endpoint> addresses) {

    private static AnalysedStack of(StackModel model, List<Map<String, Object>> objects) {
        PolicyVerdicts verdicts = PolicyVerdicts.of(model);
        List<Endpoint.Pod> pods = new ArrayList<>(
                RenderedPods.of(objects, model.config().network().nodes()));
        pods.addAll(Bystanders.pods(verdicts));
        return new AnalysedStack(
                verdicts,
                Manifests.ofKind(objects, "NetworkPolicy").stream()
                        .map(PolicyMutants::copy)
                        .toList(),
                List.copyOf(pods),
                Bystanders.addresses(verdicts));
    }

    /** What the program declares for a configuration, without an engine. */
    @SuppressWarnings("unchecked") // an object is a map
    static AnalysedStack declared(String yaml) {
        List<Map<String, Object>> objects = ProgramRun.of(yaml).registrations().stream()
                .filter(registration -> registration.at("metadata") != null)
                .map(registration -> (Map<String, Object>) registration.inputs().root())
                .toList();
        return of(TestStack.model(yaml), objects);
    }

    /** What the engine renders of a stack as it is committed. */
    static AnalysedStack committed(String name) {
        try (TemporaryDirectory directory = TemporaryDirectory.create("rendered");
                EngineStack stack = EngineStack.create(name).withCommittedConfig()) {
            Path folder = Files.createDirectory(directory.path().resolve("manifests"));
            StackModel model = StackModel.of(StackConfigReader.read(stack.configSource(), TestStack.PROJECT, name)
                    .config());
            stack.withMode(new RunMode.Render(folder, false)).up();
            return of(model, read(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Map<String, Object>> read(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Map<String, Object>> objects = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                objects.add(Manifest.of(Files.readString(file)).content());
            }
            return objects;
        }
    }

    /** What its policies have to let pass, all of them together. */
    ExpectedCells expected() {
        return ExpectedCells.of(verdicts, endpoints());
    }

    /** What one of its policies has to let pass where there is no other: a wrong one may hide behind that of the other side. */
    ExpectedCells expectedOf(Map<String, Object> policy) {
        List<Party.Own> workload = verdicts.workloads().stream()
                .filter(own -> own.namespace().equals(Manifests.text(policy, "metadata.namespace"))
                        && own.name().equals(Manifests.text(policy, "metadata.name")))
                .toList();
        return ExpectedCells.of(new PolicyVerdicts(verdicts.graph(), workload, verdicts.nodes(), true), endpoints());
    }

    /** What the analyser makes of these policies, with all pods. */
    Connectivity analysed(List<Map<String, Object>> given) {
        return Connectivity.of(pods, given);
    }

    /** The same about one pod only. */
    Connectivity analysed(List<Map<String, Object>> given, Endpoint.Pod focus) {
        return Connectivity.of(pods, given, focus);
    }

    /** One of the pods that a policy is for and covers. */
    Optional<Endpoint.Pod> coveredBy(Map<String, Object> policy) {
        return pods.stream()
                .filter(pod -> !pod.hostNetwork()
                        && pod.namespace().equals(Manifests.text(policy, "metadata.namespace"))
                        && pod.labels()
                                .entrySet()
                                .containsAll(Manifests.texts(policy, "spec.podSelector.matchLabels")
                                        .entrySet()))
                .findFirst();
    }

    private List<Endpoint> endpoints() {
        return Stream.concat(pods.stream(), addresses.stream()).toList();
    }
}

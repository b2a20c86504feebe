package com.renderowl.monitoring;

import static com.pulumi.resources.internal.Stack.RootPulumiStackTypeName;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.pulumi.core.Output;
import com.pulumi.core.internal.Urn;
import com.pulumi.resources.Resource;
import com.pulumi.test.EmptyMocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestOptions;
import com.pulumi.test.TestResult;
import com.pulumi.test.internal.MockMonitor;
import com.pulumi.test.internal.PulumiTestInternal;
import com.renderowl.monitoring.config.ConfigSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import pulumirpc.Provider.CallResponse;
import pulumirpc.Resource.ReadResourceRequest;
import pulumirpc.Resource.ReadResourceResponse;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;
import pulumirpc.Resource.ResourceCallRequest;
import pulumirpc.Resource.ResourceInvokeRequest;
import pulumirpc.Resource.ResourceInvokeResponse;

/**
 * A run of the whole program against an engine that is played, with every request that it made. The SDK's own mocks show
 * inputs only after secrets, parents and options have been taken off, so the requests are recorded in front of them.
 *
 * @param registrations the resources but the stack itself, in the order of the requests
 * @param otherCalls every other call: invokes, calls, reads
 * @param outputs the stack's outputs
 * @param warnings what the user is warned of
 * @param notes what the user is told besides
 * @param failure what ended the program, or empty
 */
public record ProgramRun(
        List<Registration> registrations,
        List<String> otherCalls,
        Map<String, Object> outputs,
        List<String> warnings,
        List<String> notes,
        String failure) {

    private static final Map<String, ProgramRun> DONE = new ConcurrentHashMap<>();

    /**
     * What the engine was asked to register.
     *
     * @param declaredBy the Java class of the resource
     * @param request the request as it went out
     * @param inputs the resource's inputs; secret parts are {@link Secret}s
     */
    public record Registration(Class<?> declaredBy, RegisterResourceRequest request, Document inputs) {

        public String type() {
            return request.getType();
        }

        public String name() {
            return request.getName();
        }

        /** The type and name of the parent, such as {@code renderowl:monitoring:Namespaces namespaces}. */
        public String parent() {
            String[] parts = request.getParent().split("::");
            String chain = parts[2];
            return chain.substring(chain.lastIndexOf('$') + 1) + " " + parts[3];
        }

        public Object at(String path) {
            return inputs.at(path);
        }

        @Override
        public String toString() {
            return type() + " " + name();
        }
    }

    /** A part of the inputs that was marked as secret. */
    public record Secret(Object value) {}

    /** Runs the program for a deployment with this configuration; a configuration is run once only. */
    public static ProgramRun of(String yaml) {
        return DONE.computeIfAbsent(yaml, ignored -> {
            ProgramRun run = run(TestStack.source(yaml), new RunMode.Deploy());
            if (!run.failure.isEmpty()) {
                throw new AssertionError("the program failed: " + run.failure);
            }
            return run;
        });
    }

    /** Runs the program, whatever comes of it. */
    public static ProgramRun run(ConfigSource source, RunMode mode) {
        return run(new MonitoringProgram(source, mode));
    }

    /** Runs {@code program}, whatever comes of it. */
    public static ProgramRun run(MonitoringProgram program) {
        Recorder recorder = new Recorder();
        Warnings warnings = new Warnings();
        try {
            PulumiTestInternal engine = PulumiTestInternal.builder()
                    .options(TestOptions.builder()
                            .projectName(TestStack.PROJECT)
                            .stackName(TestStack.NAME)
                            .build())
                    .standardLogger(warnings.logger())
                    .monitorDecorator(monitor -> recorder)
                    .build();
            TestResult result = engine.runTest(program);
            Map<String, Object> outputs = new LinkedHashMap<>();
            result.outputs().forEach((name, output) -> outputs.put(name, valueOf(output)));
            return new ProgramRun(
                    List.copyOf(recorder.registrations),
                    List.copyOf(recorder.otherCalls),
                    outputs,
                    List.copyOf(warnings.messages),
                    List.copyOf(warnings.notes),
                    result.exceptions().stream()
                            .map(Throwable::getMessage)
                            .collect(java.util.stream.Collectors.joining("\n")));
        } finally {
            PulumiTest.cleanup();
        }
    }

    /** The one registration of this name. */
    public Registration named(String name) {
        List<Registration> found = registrations.stream()
                .filter(registration -> registration.name().equals(name) && registration.request.getCustom())
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " resources are named " + name + " in " + registrations);
        }
        return found.get(0);
    }

    /** All registrations whose type ends with this, such as {@code :Secret}. */
    public List<Registration> ofKind(String kind) {
        return registrations.stream()
                .filter(registration -> registration.type().endsWith(":" + kind))
                .toList();
    }

    private static <T> Object valueOf(Output<T> output) {
        return PulumiTest.extractValue(output);
    }

    /** Keeps the requests, then lets the SDK's mock answer them. */
    private static final class Recorder extends MockMonitor {

        private static final String SIGNATURE = "4dabf18193072939515e22adb298388d";
        private static final String SECRET = "1b47061264138c4ac30d75fd1eb44270";

        private final List<Registration> registrations = Collections.synchronizedList(new ArrayList<>());
        private final List<String> otherCalls = Collections.synchronizedList(new ArrayList<>());

        Recorder() {
            super(new EmptyMocks(), PulumiTestInternal.mockLog());
        }

        @Override
        public CompletableFuture<RegisterResourceResponse> registerResourceAsync(
                Resource resource, RegisterResourceRequest request) {
            if (!request.getType().equals(RootPulumiStackTypeName)) {
                registrations.add(
                        new Registration(resource.getClass(), request, new Document(plain(request.getObject()))));
            }
            // Without the inputs as outputs: reading them back takes most of the time, and nobody looks at them.
            return CompletableFuture.completedFuture(RegisterResourceResponse.newBuilder()
                    .setId(request.getName() + "-id")
                    .setUrn(Urn.create(
                            TestStack.NAME,
                            TestStack.PROJECT,
                            Optional.of(request.getParent()),
                            request.getType(),
                            request.getName()))
                    .setObject(
                            request.getType().equals("pulumi:index:Stash")
                                    ? kept(request)
                                    : Struct.getDefaultInstance())
                    .build());
        }

        /** A value that is the same in all runs, unlike the one that the program has just made. */
        private static Struct kept(RegisterResourceRequest request) {
            return Struct.newBuilder()
                    .putFields(
                            "output",
                            Value.newBuilder()
                                    .setStringValue("kept-" + request.getName())
                                    .build())
                    .build();
        }

        @Override
        public CompletableFuture<ResourceInvokeResponse> invokeAsync(ResourceInvokeRequest request) {
            otherCalls.add("invoke " + request.getTok());
            return super.invokeAsync(request);
        }

        @Override
        public CompletableFuture<CallResponse> callAsync(ResourceCallRequest request) {
            otherCalls.add("call " + request.getTok());
            return super.callAsync(request);
        }

        @Override
        public CompletableFuture<ReadResourceResponse> readResourceAsync(
                Resource resource, ReadResourceRequest request) {
            otherCalls.add("read " + request.getType() + " " + request.getId());
            return CompletableFuture.completedFuture(ReadResourceResponse.newBuilder()
                    .setUrn(Urn.create(
                            TestStack.NAME,
                            TestStack.PROJECT,
                            Optional.of(request.getParent()),
                            request.getType(),
                            request.getName()))
                    .setProperties(Struct.getDefaultInstance())
                    .build());
        }

        private static Object plain(Struct struct) {
            Map<String, Object> map = new LinkedHashMap<>();
            struct.getFieldsMap().forEach((key, value) -> map.put(key, plain(value)));
            return SECRET.equals(map.get(SIGNATURE)) ? new Secret(map.get("value")) : map;
        }

        private static Object plain(Value value) {
            return switch (value.getKindCase()) {
                case NUMBER_VALUE -> number(value.getNumberValue());
                case STRING_VALUE -> value.getStringValue();
                case BOOL_VALUE -> value.getBoolValue();
                case STRUCT_VALUE -> plain(value.getStructValue());
                case LIST_VALUE ->
                    value.getListValue().getValuesList().stream()
                            .map(Recorder::plain)
                            .toList();
                case NULL_VALUE, KIND_NOT_SET -> "null";
            };
        }

        private static Object number(double number) {
            return number == Math.rint(number) ? (Object) (int) number : (Object) number;
        }
    }

    /** Collects what the SDK also sends to the engine's log. */
    private static final class Warnings extends Handler {

        private final List<String> messages = Collections.synchronizedList(new ArrayList<>());
        private final List<String> notes = Collections.synchronizedList(new ArrayList<>());

        Logger logger() {
            Logger logger = Logger.getAnonymousLogger();
            logger.setUseParentHandlers(false);
            logger.addHandler(this);
            return logger;
        }

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                messages.add(entry.getMessage());
            } else if (entry.getLevel().equals(Level.INFO)) {
                notes.add(entry.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

package com.renderowl.monitoring.node;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.renderowl.monitoring.harness.TestNode;
import com.renderowl.monitoring.model.Port;
import com.renderowl.monitoring.model.reach.Endpoint;
import com.renderowl.monitoring.units.Cidr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everybody in the cluster and around it, as they really are: all pods with the labels and addresses that they have, the
 * node itself, a host outside, the API server, and the Services in front of them.
 *
 * @param openers everybody who opens connections
 * @param doors everybody's ports, with those of Services
 */
record MatrixEndpoints(List<Opener> openers, List<Door> doors) {

    private static final int API_SERVER = 6443;

    MatrixEndpoints {
        openers = List.copyOf(openers);
        doors = List.copyOf(doors);
    }

    /**
     * Looks around.
     *
     * @param ports at which everybody accepts connections
     */
    static MatrixEndpoints of(TestNode node, List<Port> ports) {
        return new Survey(node, ports).take();
    }

    /** The networks from which connections are opened, each once. */
    List<String> networks() {
        return openers.stream().map(Opener::network).distinct().toList();
    }

    /** Collects them. */
    private static final class Survey {

        private final TestNode node;
        private final List<Port> ports;
        private final Endpoint server;
        private final Endpoint machine;
        private final Map<String, Endpoint> byAddress = new HashMap<>();
        private final List<Opener> openers = new ArrayList<>();
        private final List<Door> doors = new ArrayList<>();

        private Survey(TestNode node, List<Port> ports) {
            this.node = node;
            this.ports = ports;
            this.server = Endpoint.outside("the API server", node.address());
            // Programs of the node itself, such as the kubelet, are to policies what a pod on its network is.
            this.machine = Endpoint.hostPod("programs-of-the-node", "kube-system", Map.of(), List.of(address(node)));
        }

        private static Cidr address(TestNode node) {
            return Cidr.ofAddress(node.address());
        }

        private MatrixEndpoints take() {
            Map<String, String> networks = node.podNetworks();
            items("pods").forEach(pod -> addPod(pod, networks));
            add(machine, node.address(), node.ownNetwork());
            add(
                    Endpoint.outside("a host outside", node.outsideAddress()),
                    node.outsideAddress(),
                    node.outsideNetwork());
            doors.add(Door.at(server, node.address(), Port.tcp("https", API_SERVER)));
            Map<String, JsonObject> services = new HashMap<>();
            items("services").forEach(service -> services.put(key(service, "name"), service));
            items("endpointslices")
                    .forEach(slice -> addService(services.get(key(slice, "kubernetes.io/service-name")), slice));
            return new MatrixEndpoints(openers, doors);
        }

        private Stream<JsonObject> items(String kind) {
            return node
                    .json("get", kind, "--all-namespaces")
                    .getAsJsonObject()
                    .getAsJsonArray("items")
                    .asList()
                    .stream()
                    .map(JsonElement::getAsJsonObject);
        }

        private static String key(JsonObject object, String name) {
            JsonObject metadata = object.getAsJsonObject("metadata");
            JsonElement value = name.equals("name")
                    ? metadata.get(name)
                    : metadata.getAsJsonObject("labels").get(name);
            return metadata.get("namespace").getAsString() + "/" + value.getAsString();
        }

        private void addPod(JsonObject object, Map<String, String> networks) {
            JsonObject metadata = object.getAsJsonObject("metadata");
            String name = metadata.get("name").getAsString();
            String namespace = metadata.get("namespace").getAsString();
            String address = object.getAsJsonObject("status").get("podIP").getAsString();
            Map<String, String> labels = new HashMap<>();
            if (metadata.has("labels")) {
                metadata.getAsJsonObject("labels")
                        .asMap()
                        .forEach((label, value) -> labels.put(label, value.getAsString()));
            }
            JsonElement onHost = object.getAsJsonObject("spec").get("hostNetwork");
            if (onHost != null && onHost.getAsBoolean()) {
                add(Endpoint.hostPod(name, namespace, labels, List.of(address(node))), address, node.ownNetwork());
            } else {
                Endpoint pod = Endpoint.pod(name, namespace, labels).at(address);
                byAddress.put(address, pod);
                String network = networks.get(namespace + "/" + name);
                if (network == null) {
                    throw new AssertionError("The pod " + namespace + "/" + name + " has no network on the node");
                }
                add(pod, address, network);
            }
        }

        private void add(Endpoint endpoint, String address, String network) {
            openers.add(new Opener(endpoint, network));
            ports.forEach(port -> doors.add(Door.at(endpoint, address, port)));
        }

        /**
         * Services are translated before policies are asked, so that these see who is behind one. Those with several
         * endpoints choose one at random, and are left out.
         */
        private void addService(JsonObject service, JsonObject slice) {
            JsonElement address = service.getAsJsonObject("spec").get("clusterIP");
            List<String> behind = slice.getAsJsonArray("endpoints").asList().stream()
                    .map(endpoint -> endpoint.getAsJsonObject()
                            .getAsJsonArray("addresses")
                            .get(0)
                            .getAsString())
                    .toList();
            if (address == null || address.getAsString().equals("None") || behind.size() != 1) {
                return;
            }
            boolean isServer = key(service, "name").equals("default/kubernetes");
            Endpoint to = isServer ? server : byAddress.getOrDefault(behind.get(0), machine);
            for (JsonElement element : service.getAsJsonObject("spec").getAsJsonArray("ports")) {
                JsonObject port = element.getAsJsonObject();
                if (isServer) {
                    // The stack admits this address as well, for networks in which policies are asked first.
                    Endpoint itself = Endpoint.outside("the Service kubernetes", address.getAsString());
                    Port https = Port.tcp("https", port.get("port").getAsInt());
                    doors.add(Door.at(itself, address.getAsString(), https));
                }
                doors.add(Door.by(address.getAsString(), port.get("port").getAsInt(), to, target(slice, port)));
            }
        }

        private static Port target(JsonObject slice, JsonObject port) {
            return slice.getAsJsonArray("ports").asList().stream()
                    .map(JsonElement::getAsJsonObject)
                    .filter(target -> name(target).equals(name(port)))
                    .map(target -> new Port(
                            "service",
                            target.get("port").getAsInt(),
                            Port.Protocol.valueOf(target.get("protocol").getAsString())))
                    .findFirst()
                    .orElseThrow();
        }

        private static String name(JsonObject port) {
            return port.has("name") ? port.get("name").getAsString() : "";
        }
    }
}

package com.renderowl.monitoring.kubernetes;

import com.pulumi.kubernetes.core.v1.inputs.ExecActionArgs;
import com.pulumi.kubernetes.core.v1.inputs.HTTPGetActionArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProbeArgs;
import com.pulumi.kubernetes.core.v1.inputs.TCPSocketActionArgs;
import com.renderowl.monitoring.model.Probe;

/** Lowers probes. */
final class ContainerProbes {

    private ContainerProbes() {}

    static ProbeArgs of(Probe probe) {
        ProbeArgs.Builder builder = ProbeArgs.builder()
                .periodSeconds(probe.periodSeconds())
                .timeoutSeconds(probe.timeoutSeconds())
                .failureThreshold(probe.failureThreshold());
        Probe.Check check = probe.check();
        if (check instanceof Probe.Check.HttpGet get) {
            builder.httpGet(HTTPGetActionArgs.builder()
                    .path(get.path())
                    .port(get.port())
                    .build());
        } else if (check instanceof Probe.Check.TcpSocket socket) {
            builder.tcpSocket(TCPSocketActionArgs.builder().port(socket.port()).build());
        } else if (check instanceof Probe.Check.Execute execute) {
            builder.exec(ExecActionArgs.builder().command(execute.command()).build());
        }
        return builder.build();
    }
}

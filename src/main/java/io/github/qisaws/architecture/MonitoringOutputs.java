package io.github.qisaws.architecture;

/** What others use of monitoring. */
final class MonitoringOutputs extends Outputs {
    MonitoringOutputs(Call call) {
        super(call);
    }
}

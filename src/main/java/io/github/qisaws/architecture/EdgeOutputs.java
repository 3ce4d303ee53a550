package io.github.qisaws.architecture;

/** What others use of an edge. */
final class EdgeOutputs extends Outputs {
    EdgeOutputs(Call call) {
        super(call);
    }
}

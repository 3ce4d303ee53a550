package io.github.qisaws.architecture;

/** A module call; subclasses have a method for each output that other components use. */
class Outputs {
    private final Call call;

    Outputs(Call call) {
        this.call = call;
    }

    final Call call() {
        return call;
    }

    final <T extends Kind> Reference<T> one(String output) {
        return Reference.to(call.reference(output));
    }

    final <T extends Kind> References<T> list(String output) {
        return new References<>(call.reference(output));
    }
}

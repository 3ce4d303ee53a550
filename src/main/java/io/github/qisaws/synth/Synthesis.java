package io.github.qisaws.synth;

import io.github.qisaws.architecture.Deployment;
import java.util.List;
import java.util.Map;

/** Generates configurations: {@link Synthesizer#synthesize(List)}, which needs Node, or a stand-in for it in tests. */
@FunctionalInterface
public interface Synthesis {
    /** The configuration of each deployment. */
    Map<Deployment, Configuration> of(List<Deployment> deployments);
}

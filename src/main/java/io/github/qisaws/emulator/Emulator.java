package io.github.qisaws.emulator;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A stand-in for AWS on this machine; closing it ends it and forgets all that was made in it. */
public interface Emulator extends AutoCloseable {
    /** Its one account. */
    String ACCOUNT = "123456789012";

    URI endpoint();

    /** For people: what it is and where. */
    String told();

    /** What it wrote while it ran. */
    Path log();

    /**
     * Resources that somebody made in it and that are still there, as {@code service/region/kind/name}; asked of its own
     * storage, so that nothing which Terraform has forgotten is missed.
     */
    List<String> leftovers();

    /**
     * Calls that it could not answer, each once, as {@code service operation (why)}; for example
     * {@code cloudwatch PutAnomalyDetector (moto lacks it)}.
     */
    List<String> lacking();

    /** Whether it still runs. */
    boolean isAlive();

    @Override
    void close();

    /** Its account's number. */
    default String account() {
        return ACCOUNT;
    }

    /**
     * A child's environment in which every call goes to the emulator: nothing of the person's own AWS settings is left
     * that could lead elsewhere.
     */
    default Map<String, String> over(Map<String, String> environment, String region) {
        return EmulatorEnvironment.over(environment, endpoint(), region);
    }

    /** The preparations that a demo or a test makes in it. */
    default Preparation prepare(String region) {
        return new Preparation(endpoint(), region);
    }
}

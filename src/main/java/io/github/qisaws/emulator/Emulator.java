package io.github.qisaws.emulator;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An AWS emulator on this machine; closing it stops it and deletes all its resources. */
public interface Emulator extends AutoCloseable {
    /** The emulator's only account. */
    String ACCOUNT = "123456789012";

    URI endpoint();

    /** Name, version, and URL, for messages. */
    String told();

    /** The emulator's log file. */
    Path log();

    /**
     * The existing resources, as {@code service/region/kind/name}. They are read from the emulator's storage, so that
     * resources missing from the state are included.
     */
    List<String> leftovers();

    /**
     * Unsupported calls that were made, without duplicates, as {@code service operation (why)}, for example {@code
     * cloudwatch PutAnomalyDetector (moto lacks it)}.
     */
    List<String> lacking();

    /**
     * The numbers of requests and operations so far, then each problem of a request, without duplicates: what AWS's
     * service models do not allow.
     */
    List<String> requests();

    /** The IAM actions that the calls of Terraform and qis-aws needed so far, with the number of calls. */
    Map<String, Integer> actions();

    /** Whether the emulator is running. */
    boolean isAlive();

    @Override
    void close();

    /** The emulator's account ID. */
    default String account() {
        return ACCOUNT;
    }

    /**
     * Environment variables with which a child process sends every AWS call to the emulator. The user's own AWS
     * settings are removed.
     */
    default Map<String, String> over(Map<String, String> environment, String region) {
        return EmulatorEnvironment.over(environment, endpoint(), region);
    }

    /** Creates resources in the emulator for a demo or test. */
    default Preparation prepare(String region) {
        return new Preparation(endpoint(), region);
    }
}

package io.github.qisaws.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.concurrent.TimeUnit;

/** Requests through the proxy, few at a time, until stopped. */
final class Load {
    static final int WORKERS = 4;
    private static final int SECONDS_AT_MOST = 240;
    private final Lab lab;
    private final Process process;

    private Load(Lab lab) {
        this.lab = lab;
        process = lab.background(
                "load",
                "python3",
                ServerRoot.MACHINES.resolve("load.py").toString(),
                Lab.PROXY,
                Integer.toString(WORKERS),
                Integer.toString(SECONDS_AT_MOST));
    }

    static Load start(Lab lab) {
        return new Load(lab);
    }

    /** The totals: requests, failed, statuses, slowest, longest_gap (s), last_failed_sent (Unix time, 0: none failed). */
    JsonNode stop() {
        process.destroy();
        try {
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                throw new AssertionError("the load does not end");
            }
            return new ObjectMapper().readTree(Lab.read(lab.folder().resolve("load.log")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (JsonProcessingException e) {
            throw new AssertionError(Lab.read(lab.folder().resolve("load.err")), e);
        }
    }
}

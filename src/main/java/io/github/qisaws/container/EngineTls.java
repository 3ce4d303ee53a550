package io.github.qisaws.container;

import java.nio.file.Path;
import org.testcontainers.shaded.com.github.dockerjava.core.LocalDirectorySSLConfig;

/** TLS with the files {@code ca.pem}, {@code cert.pem}, and {@code key.pem} of a folder. */
final class EngineTls {
    private EngineTls() {}

    static LocalDirectorySSLConfig of(Path folder) {
        return new LocalDirectorySSLConfig(folder.toString());
    }
}

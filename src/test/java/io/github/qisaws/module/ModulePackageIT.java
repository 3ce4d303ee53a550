package io.github.qisaws.module;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.qisaws.TestEngine;
import io.github.qisaws.TestEngine.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration in plain HCL takes modules from archives, from a web server and from a file. */
@DisplayName("A module's archive")
class ModulePackageIT {
    @TempDir
    static Path folder;

    private static HttpServer server;
    private static Path archives;

    @BeforeAll
    static void write() throws IOException {
        archives = folder.resolve("archives");
        ModulePackages.write(Path.of("modules"), archives);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Path file = archives.resolve(exchange.getRequestURI().getPath().substring(1));
            boolean known = Files.isRegularFile(file);
            byte[] body = known ? Files.readAllBytes(file) : new byte[0];
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(known ? 200 : 404, head || !known ? -1 : body.length);
            if (known && !head) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void isAModuleSourceForPlainHcl() throws IOException {
        String web = "http://127.0.0.1:" + server.getAddress().getPort() + "/qis-aws-network-0.1.0.tar.gz";
        String file =
                "file://" + archives.resolve("qis-aws-firewall-0.1.0.tar.gz").toAbsolutePath();
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        Files.writeString(theirs.resolve("main.tf"), """
                provider "aws" {
                  region = "eu-west-1"
                }

                module "network" {
                  source      = "%s"
                  environment = "theirs"
                  zones       = ["eu-west-1a", "eu-west-1b"]
                }

                module "firewall" {
                  source      = "%s"
                  environment = "theirs"
                  vpc_id      = module.network.vpc_id
                }
                """.formatted(web, file));
        TestEngine engine = TestEngine.find();

        Result initialized = engine.run(theirs, "init", "-backend=false", "-input=false", "-no-color");
        Result validated = engine.run(theirs, "validate", "-no-color");

        assertThat(initialized.exitCode()).as(initialized.toString()).isZero();
        assertThat(validated.exitCode()).as(validated.toString()).isZero();
        assertThat(theirs.resolve(".terraform/modules/network/main.tf.json"))
                .hasSameTextualContentAs(Path.of("modules/network/main.tf.json"));
    }
}

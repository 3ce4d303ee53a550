package io.github.qisaws.workspace;

import io.github.qisaws.emulator.EmulatorEnvironment;
import io.github.qisaws.terraform.ChildEnvironment;
import io.github.qisaws.terraform.EngineBinary;
import io.github.qisaws.terraform.EngineFinder;
import io.github.qisaws.terraform.InitGate;
import io.github.qisaws.terraform.ProcessEngine;
import io.github.qisaws.terraform.ProviderInstallation;
import io.github.qisaws.terraform.ProviderSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Finds terraform or tofu on this machine. */
final class ProcessEngines implements Engines {
    @Override
    public InitGate in(Path folder, Tools tools, boolean emulated) {
        EngineBinary binary = new EngineFinder(tools.runner(), tools.variables(), tools.cache())
                .find(tools.choice().program());
        ProviderInstallation installation = new ProviderSource(binary, tools.variables(), tools.cache())
                .resolve(tools.choice().providerMirror(), folder);
        Map<String, String> environment = new TreeMap<>(
                ChildEnvironment.from(tools.variables(), tools.choice().debug()));
        environment.putAll(installation.environment());
        if (emulated) {
            URI endpoint = Endpoint.of(tools.variables()).orElseThrow().address();
            environment = EmulatorEnvironment.throughFront(environment, endpoint);
        }
        return new InitGate(new ProcessEngine(tools.runner(), binary, folder, environment), installation);
    }
}

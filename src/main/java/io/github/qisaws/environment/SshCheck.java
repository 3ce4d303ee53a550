package io.github.qisaws.environment;

import io.github.qisaws.environment.schema.Message;
import io.github.qisaws.environment.schema.Values;
import java.util.List;
import java.util.Optional;

/** Checks that only an explicit second key opens port 22 to the internet, and that CIDR blocks do not overlap. */
final class SshCheck implements ValueCheck {
    /** Shorter prefixes cover more addresses than one organization has. */
    private static final int WORLD_IPV4 = 8;

    private static final int WORLD_IPV6 = 16;

    @Override
    public void judge(Values values, Findings findings) {
        Optional<List<String>> given = values.find(NetworkKeys.SSH_FROM);
        if (given.isEmpty()) {
            return;
        }
        List<CidrBlock> blocks = given.get().stream()
                .flatMap(text -> CidrBlock.parse(text).stream())
                .toList();
        Optional<Boolean> anywhere = values.find(NetworkKeys.SSH_FROM_ANYWHERE);
        boolean world = false;
        for (int i = 0; i < blocks.size(); i++) {
            world |= isWorld(blocks.get(i));
            if (isWorld(blocks.get(i)) && anywhere.filter(allowed -> !allowed).isPresent()) {
                findings.add(path(i), worldMessage(given.get().get(i)));
            }
            findCover(blocks, i).ifPresent(findings(findings, given.get(), i));
        }
        if (anywhere.orElse(false) && !world) {
            String wrong = "is true, but no CIDR block in ssh-from is open to the internet";
            findings.add(NetworkKeys.SSH_FROM_ANYWHERE, Message.of(wrong, "remove it"));
        }
    }

    private static java.util.function.Consumer<Integer> findings(Findings findings, List<String> texts, int index) {
        return cover -> findings.add(
                path(index),
                Message.of(
                        Message.quote(texts.get(index)) + " is part of " + Message.quote(texts.get(cover)),
                        "remove one of the two"));
    }

    private static Optional<Integer> findCover(List<CidrBlock> blocks, int index) {
        for (int other = 0; other < blocks.size(); other++) {
            if (other != index
                    && !isWorld(blocks.get(other))
                    && blocks.get(other).contains(blocks.get(index))) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    private static boolean isWorld(CidrBlock block) {
        return block.prefix() < (block.isIpv4() ? WORLD_IPV4 : WORLD_IPV6);
    }

    private static String worldMessage(String text) {
        return Message.of(
                Message.quote(text) + " opens SSH to the internet",
                "allowed: specific IP addresses, or none (Session Manager needs no open port); to open it anyway, add"
                        + " network.ssh-from-anywhere: true");
    }

    private static String path(int index) {
        return NetworkKeys.SSH_FROM.path() + "[" + index + "]";
    }
}

package io.github.qisaws.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Requests to stop, from Ctrl-C, other signals, or the program itself, forwarded to the registered listeners.
 * <p>Child processes run in process groups of their own. Ctrl-C in the terminal, SIGINT, and SIGTERM therefore reach
 * only this process, which forwards each to a child exactly once.
 */
public final class Interrupts {
    private static final Map<String, Integer> SIGNALS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private final IntConsumer idle;

    /** Requests from {@link #interrupt()} only, without signals. */
    public Interrupts() {
        this(signal -> {});
    }

    private Interrupts(IntConsumer idle) {
        this.idle = idle;
    }

    /**
     * Handles SIGINT, SIGTERM, and SIGHUP of this process.
     *
     * @param idle handles a signal number if there is no listener, usually by exiting with 128 plus the number
     */
    public static Interrupts ofSignals(IntConsumer idle) {
        Interrupts interrupts = new Interrupts(idle);
        SIGNALS.forEach((name, number) -> handle(name, () -> interrupts.signalled(number)));
        return interrupts;
    }

    /** Calls every listener; safe from any thread. */
    public void interrupt() {
        count.incrementAndGet();
        listeners.forEach(Runnable::run);
    }

    /** Number of requests so far. */
    public int count() {
        return count.get();
    }

    /** Registers a listener until it is closed. The signal's thread calls it, so it must return quickly. */
    public Listening onInterrupt(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Removes the listener when closed. */
    @FunctionalInterface
    public interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    private void signalled(int number) {
        boolean isIdle = listeners.isEmpty();
        interrupt();
        if (isIdle) {
            idle.accept(number);
        }
    }

    /**
     * Uses reflection, because the compiler's warning about these classes cannot be suppressed. A JVM without them, or
     * one that was told to ignore a signal, keeps its default behavior.
     */
    private static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Interrupts.class.getClassLoader(), new Class<?>[] {handler}, (self, method, args) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return method.getName().equals("hashCode") ? (Object) System.identityHashCode(self) : null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | IllegalAccessException
                | InstantiationException
                | InvocationTargetException e) {
            // By default, the JVM exits and its shutdown hooks kill the child processes.
            return;
        }
    }
}

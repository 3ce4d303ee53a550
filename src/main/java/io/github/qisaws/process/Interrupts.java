package io.github.qisaws.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Wishes to stop, from a person's Ctrl-C or from the program itself, handed to whoever listens at that moment.
 *
 * <p>Children run in process groups of their own, so a Ctrl-C at the terminal, a {@code kill -INT} and a
 * {@code kill -TERM} all reach this process alone, and each reaches a child once: from here.
 */
public final class Interrupts {
    private static final Map<String, Integer> SIGNALS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private final IntConsumer idle;

    /** Wishes that come by {@link #interrupt()} only. */
    public Interrupts() {
        this(signal -> {});
    }

    private Interrupts(IntConsumer idle) {
        this.idle = idle;
    }

    /**
     * Takes over SIGINT, SIGTERM and SIGHUP of this process.
     *
     * @param idle what to do with a signal while nobody listens; the usual answer is to exit with 128 + its number
     */
    public static Interrupts ofSignals(IntConsumer idle) {
        Interrupts interrupts = new Interrupts(idle);
        SIGNALS.forEach((name, number) -> handle(name, () -> interrupts.signalled(number)));
        return interrupts;
    }

    /** Tells every listener; safe from any thread. */
    public void interrupt() {
        count.incrementAndGet();
        listeners.forEach(Runnable::run);
    }

    /** How many wishes there have been. */
    public int count() {
        return count.get();
    }

    /** Listens until closed; the listener is called by the signal's thread, so it must be quick. */
    public Listening onInterrupt(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Ends the listening. */
    @FunctionalInterface
    public interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    private void signalled(int number) {
        boolean nobody = listeners.isEmpty();
        interrupt();
        if (nobody) {
            idle.accept(number);
        }
    }

    /**
     * By reflection, since the compiler warns of these classes without a way to silence it; a virtual machine without
     * them (or one that was told to leave a signal alone) keeps its default behaviour.
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
            // The default stays: the virtual machine ends and its shutdown hooks end the children.
            return;
        }
    }
}

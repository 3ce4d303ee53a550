package io.github.qisaws.cli;

import io.github.qisaws.process.Interrupts;
import java.util.concurrent.CountDownLatch;

/** Waits for Ctrl-C without ending the process, so that the environment can be destroyed afterwards. */
final class WaitForInterrupt {
    private WaitForInterrupt() {}

    static void until(Interrupts interrupts) {
        CountDownLatch interrupted = new CountDownLatch(1);
        Interrupts.Listening listening = interrupts.onInterrupt(interrupted::countDown);
        try {
            interrupted.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            listening.close();
        }
    }
}

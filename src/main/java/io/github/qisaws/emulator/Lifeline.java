package io.github.qisaws.emulator;

import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/** Input without content that ends when it is closed, or with this process. */
final class Lifeline extends InputStream {
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public int read() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        return length == 0 ? 0 : read();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

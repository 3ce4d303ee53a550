package io.github.qisaws.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A TCP port of the loopback behind which a Unix socket answers. */
final class Relay implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Path target;

    Relay(URI unix) throws IOException {
        this.target = Path.of(unix.getPath());
        start(() -> {
            while (!server.isClosed()) {
                Socket client = server.accept();
                start(() -> connect(client));
            }
        });
    }

    URI address() {
        return URI.create("tcp://127.0.0.1:" + server.getLocalPort());
    }

    private void connect(Socket client) throws IOException {
        SocketChannel engine = SocketChannel.open(UnixDomainSocketAddress.of(target));
        start(() -> {
            InputStream from = client.getInputStream();
            byte[] buffer = new byte[8192];
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    engine.write(bytes);
                }
            }
            engine.shutdownOutput();
        });
        OutputStream to = client.getOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        while (engine.read(buffer) >= 0) {
            to.write(buffer.array(), 0, buffer.position());
            to.flush();
            buffer.clear();
        }
        client.shutdownOutput();
    }

    private static void start(Step step) {
        Thread thread = new Thread(() -> {
            try {
                step.run();
            } catch (IOException e) {
                // One side has hung up, which ends this connection only.
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

package io.github.qisaws.emulator;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem.ProgressDetail;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A pull in progress; closing it cancels it. */
final class ImagePull extends ResultCallback.Adapter<PullResponseItem> {
    private static final String DOWNLOADING = "Downloading";
    private static final long MEGABYTE = 1_000_000;

    private final Map<String, ProgressDetail> layers = new ConcurrentHashMap<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile String failure = "";
    private volatile boolean hasAnswer;
    private volatile long lastSign = System.nanoTime();

    @Override
    public void onNext(PullResponseItem item) {
        lastSign = System.nanoTime();
        hasAnswer = true;
        if (item.getErrorDetail() != null) {
            failure = String.valueOf(item.getErrorDetail().getMessage());
        }
        ProgressDetail detail = item.getProgressDetail();
        if (DOWNLOADING.equals(item.getStatus()) && detail != null && detail.getTotal() != null) {
            layers.put(item.getId(), detail);
        }
    }

    /** Whether the registry answered the engine. */
    boolean hasAnswer() {
        return hasAnswer;
    }

    /** When something was heard last, as {@link System#nanoTime}. */
    long lastSign() {
        return lastSign;
    }

    @Override
    public void onError(Throwable thrown) {
        failure = String.valueOf(thrown.getMessage()).strip();
        over.countDown();
        super.onError(thrown);
    }

    @Override
    public void onComplete() {
        over.countDown();
        super.onComplete();
    }

    /** Waits; whether the pull ended. The method of the library would cancel it when the time is over. */
    boolean isOver(Duration wait) throws InterruptedException {
        return over.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The reason for which the pull failed; empty if it did not. */
    String failure() {
        return failure;
    }

    /** What was downloaded so far of the layers that are known. */
    String told() {
        long total =
                layers.values().stream().mapToLong(ProgressDetail::getTotal).sum();
        long done = layers.values().stream()
                .mapToLong(layer -> layer.getCurrent() == null ? 0 : layer.getCurrent())
                .sum();
        return total == 0 ? "" : ": " + done / MEGABYTE + " of " + total / MEGABYTE + " MB";
    }
}

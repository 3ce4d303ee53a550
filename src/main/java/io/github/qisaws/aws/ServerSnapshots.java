package io.github.qisaws.aws;

import java.util.List;

/** Snapshots of the data volumes of a server. */
public interface ServerSnapshots {
    /**
     * A snapshot of one volume.
     *
     * @param state state as EC2 names it: pending, completed, error, recoverable, recovering
     * @param progress progress as EC2 names it, such as 40%
     */
    record Snapshot(String id, String state, String progress) {
        public boolean isComplete() {
            return state.equals("completed");
        }

        public boolean isRunning() {
            return state.equals("pending");
        }
    }

    /**
     * Starts a snapshot of each volume of a server but its root volume, all of the same moment.
     *
     * @param name name tag of the snapshots
     * @return IDs of the snapshots
     */
    List<String> take(String instance, String name);

    /** The present state of snapshots. */
    List<Snapshot> snapshots(List<String> ids);
}

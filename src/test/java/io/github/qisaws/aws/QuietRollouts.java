package io.github.qisaws.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rollouts without anything to report, until a test changes a fact. */
public class QuietRollouts implements RolloutFacts {
    public Optional<DatabaseAccount.Database> database = Optional.empty();
    public Optional<Refresh> refresh = Optional.empty();
    public Capacity capacity = new Capacity(1, 1);
    public final List<String> activities = new ArrayList<>();
    public final List<Deployment> deployments = new ArrayList<>();
    public final List<String> stopReasons = new ArrayList<>();
    public Optional<EndedDeployment> ended = Optional.empty();
    public final List<Target> targets = new ArrayList<>(List.of(new Target("i-1", "healthy", "")));
    public final List<String> lines = new ArrayList<>();

    @Override
    public Optional<Refresh> lastRefresh(String group) {
        return refresh;
    }

    @Override
    public Capacity capacity(String group) {
        return capacity;
    }

    @Override
    public List<String> failedActivities(String group) {
        return activities;
    }

    @Override
    public List<Deployment> deployments(String cluster, String service) {
        return deployments;
    }

    @Override
    public List<String> stopReasons(String cluster, String service) {
        return stopReasons;
    }

    @Override
    public Optional<EndedDeployment> lastEnded(String cluster, String service) {
        return ended;
    }

    @Override
    public List<Target> targets(String targetGroupArn) {
        return targets;
    }

    @Override
    public Optional<DatabaseAccount.Database> database(String identifier) {
        return database;
    }

    @Override
    public List<String> lastLines(String logGroup) {
        return lines;
    }
}

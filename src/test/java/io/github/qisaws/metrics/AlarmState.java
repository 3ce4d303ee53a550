package io.github.qisaws.metrics;

/** State of a CloudWatch alarm. */
enum AlarmState {
    OK,
    ALARM,
    INSUFFICIENT_DATA
}

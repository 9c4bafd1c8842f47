/**
 * How fast it is. {@link Bench} starts JMH under the environment that workers have; each class
 * named {@code ...Benchmark} measures one thing people wait for, and those that compute say how
 * many times the {@link Floor} they take: the time of their matrix products alone, measured in the
 * same process just before.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.bench;

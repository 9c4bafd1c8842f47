/**
 * The papers' tables and figures as suites and commands, and what each would cost before anything
 * is fetched: networks are known by their configurations, rows by their published numbers.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.harness.paper;

/** What Prometheus sees of requests, and of what they pass through. */
package dev.serai.metrics;

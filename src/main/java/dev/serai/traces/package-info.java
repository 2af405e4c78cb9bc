/** Spans of requests and of the attempts to answer them, sent to an OpenTelemetry collector. */
package dev.serai.traces;

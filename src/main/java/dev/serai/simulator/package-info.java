/**
 * An upstream inside the gateway: it answers OpenAI-format requests like a model, without a network, and misbehaves on
 * request. The same request always gets the same answer. Knows nothing of routes; one class is its Camel edge.
 */
package dev.serai.simulator;

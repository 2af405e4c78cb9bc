/** What keeps an answer coming when a provider misbehaves: retryable failures, breakers, timers. */
package dev.serai.resilience;

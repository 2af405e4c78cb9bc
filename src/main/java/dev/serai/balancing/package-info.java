/** Which of an alias's targets answers: load balancers for {@code loadBalance}, and what they know of each target. */
package dev.serai.balancing;

/**
 * What keeps the gateway answering when more is asked of it than it can do: requests wait in fair turn for a place, and
 * those that would wait too long are refused at once. Knows no limits of callers: it is the process that is protected.
 */
package dev.serai.shedding;

/** Conversations that do not fit a target's context window: cut, or summarised, for that target. */
package dev.serai.condensing;

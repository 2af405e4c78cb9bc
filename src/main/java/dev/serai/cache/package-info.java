/** Answers that are given again: to whom, for how long, and to several at a time. */
package dev.serai.cache;

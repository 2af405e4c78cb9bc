/** Each request that has ended, told where operators look: as a line of the log, and with what was said where that is wanted. */
package dev.serai.requests;

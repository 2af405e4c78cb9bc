/** Clocks, timers and threads of our own, and whether they live: what has to go on for as long as the process does. */
package dev.serai.time;

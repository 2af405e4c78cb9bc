/** Circuit breakers, and which failures count for them. */
package dev.serai.breakers;

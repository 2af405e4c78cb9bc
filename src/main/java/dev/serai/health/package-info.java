/** What {@code /health} says, and to whom. */
package dev.serai.health;

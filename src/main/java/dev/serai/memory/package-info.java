/** What is held in memory, by whom and how much, and what gives way where memory is short. */
package dev.serai.memory;

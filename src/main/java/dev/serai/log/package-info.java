/** What leaves by the log: no secrets, and one line for one record. */
package dev.serai.log;

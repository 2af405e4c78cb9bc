/** What passes to a provider as it came, and whose it is. */
package dev.serai.passthrough;

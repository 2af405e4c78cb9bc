/** Values that vaults keep, known to the gateway by reference, and asked for again while they are in use. */
package dev.serai.vault;

/** Who may call. */
package dev.serai.access;

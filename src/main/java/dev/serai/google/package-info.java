/** How Google knows who asks: tokens of a service account, of workload identity or of the machine. */
package dev.serai.google;

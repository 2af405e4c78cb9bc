/** Where kept answers are besides memory: on the local disk, and in Redis for all replicas. */
package dev.serai.tiers;

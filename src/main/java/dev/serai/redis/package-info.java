/** The connection to Redis, made again when it breaks, and what is known of its outages. */
package dev.serai.redis;

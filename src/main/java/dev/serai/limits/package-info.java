/**
 * How much a caller may ask for: requests and tokens per minute, hour and day, and requests at a time, in memory or
 * shared over Redis. Knows no route and no store: whoever admits a request says who is limited and by what.
 */
package dev.serai.limits;

/**
 * What is on the wire: requests and their edits, transforms, server-sent events, errors. Knows no provider by name and
 * no route.
 */
package dev.serai.wire;

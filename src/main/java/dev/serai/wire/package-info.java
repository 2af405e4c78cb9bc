/**
 * What is on the wire: JSON, requests and their edits, errors, and the memory that they take. Knows no provider by
 * name and no route.
 */
package dev.serai.wire;

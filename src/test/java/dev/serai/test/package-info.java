/**
 * The test kit: what a team tests its own routes and transforms with. It is a jar of its own, {@code serai-<version>-test.jar},
 * and needs no test framework. {@code docs/testing.md} shows it.
 */
package dev.serai.test;

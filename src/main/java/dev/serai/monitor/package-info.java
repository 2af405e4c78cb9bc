/** What operators see of routes and steps: how often, and for how long. */
package dev.serai.monitor;

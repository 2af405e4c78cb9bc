/** Questions on a schedule, and who is told of the answers: alerts, the figures that they ask for, and what was told. */
package dev.serai.alerts;

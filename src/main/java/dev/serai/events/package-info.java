/** What happens here and may be told elsewhere: requests that ended, alerts, breakers, reloads, budgets. */
package dev.serai.events;

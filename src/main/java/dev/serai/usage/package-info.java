/** What requests use and what that costs, on record. Knows no provider and no model by name. */
package dev.serai.usage;

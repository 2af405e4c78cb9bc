/** What requests use and what that costs: token counts and the price list. Knows no provider and no model by name. */
package dev.serai.usage;

/** What tokens cost. Knows no provider and no model by name. */
package dev.serai.prices;

package dev.serai.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is to be known of some models.
 *
 * @param settings of these models; {@code drop} is a list of names, {@code rename} an object of names
 */
record ModelRule(ModelPattern models, ObjectNode settings) {}

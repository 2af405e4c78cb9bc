package dev.serai.simulator;

/**
 * One call that an answer makes.
 *
 * @param type {@code function} or {@code custom}
 * @param input the arguments of a function as JSON, or the free text of a custom tool
 */
record SimulatedCall(int index, String id, String type, String name, String input) {

    /** What the input is called in a call of this type. */
    String inputField() {
        return type.equals("custom") ? "input" : "arguments";
    }
}

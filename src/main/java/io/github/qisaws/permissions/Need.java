package io.github.qisaws.permissions;

/**
 * One reason to grant an action.
 *
 * @param type of the resource, or {@code data.} and the type of the data source, or {@link DeployerFacts#TOOL}
 */
record Need(String type, Phase phase, Grant grant, Source source) {
    /** An action that qis-aws itself calls. */
    static Need ofTool(Phase phase, String action) {
        return new Need(DeployerFacts.TOOL, phase, Grant.of(action), Source.DOCUMENTS);
    }
}

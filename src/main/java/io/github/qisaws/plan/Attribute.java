package io.github.qisaws.plan;

/**
 * One scalar attribute of a resource, such as {@code ingress[0].cidr_blocks[1]}.
 *
 * <p>List elements are paired by equality first. A path therefore contains the position in the new list, or in the old
 * list for a removed element.
 *
 * @param changed whether the real values differ, even if both are hidden
 * @param replaces whether the change of this attribute forces replacement of the resource
 */
public record Attribute(String path, Value before, Value after, boolean changed, boolean replaces) {

    /** The attribute's name without enclosing blocks and list positions. */
    public String name() {
        return nameOf(path);
    }

    static String nameOf(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == ']' && !path.endsWith("\"]")) {
            end = path.lastIndexOf('[', end - 1);
            path = path.substring(0, end);
        }
        if (path.endsWith("\"]")) {
            return path.substring(path.lastIndexOf("[\"") + 2, path.length() - 2);
        }
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** The block that contains the attribute, such as {@code ingress[0]}; empty at the top level. */
    public String parent() {
        String whole = path;
        while (whole.endsWith("]") && !whole.endsWith("\"]")) {
            whole = whole.substring(0, whole.lastIndexOf('['));
        }
        int cut = whole.endsWith("\"]") ? whole.lastIndexOf("[\"") : whole.lastIndexOf('.');
        return cut < 0 ? "" : whole.substring(0, cut);
    }
}

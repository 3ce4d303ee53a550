package io.github.qisaws.plan;

/**
 * One scalar inside a resource, such as {@code ingress[0].cidr_blocks[1]}.
 *
 * <p>Elements of a list are paired by equality first, so a path names an element in the list where it is found: in the
 * new list, or in the old one when it is removed.
 *
 * @param changed whether the real values differ, also where they may not be shown
 * @param replaces whether the change of this attribute forces the resource to be replaced
 */
public record Attribute(String path, Value before, Value after, boolean changed, boolean replaces) {

    /** The attribute's own name, without the blocks around it and without list positions. */
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

    /** The block that holds the attribute, such as {@code ingress[0]}; empty at the top. */
    public String parent() {
        String whole = path;
        while (whole.endsWith("]") && !whole.endsWith("\"]")) {
            whole = whole.substring(0, whole.lastIndexOf('['));
        }
        int cut = whole.endsWith("\"]") ? whole.lastIndexOf("[\"") : whole.lastIndexOf('.');
        return cut < 0 ? "" : whole.substring(0, cut);
    }
}

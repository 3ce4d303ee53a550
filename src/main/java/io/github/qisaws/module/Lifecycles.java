package io.github.qisaws.module;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import java.util.List;

/** Lifecycles of resources with a name that AWS allows only once. */
final class Lifecycles {
    private static final List<String> NAME = List.of("name");

    private Lifecycles() {}

    /**
     * An existing resource keeps its name until something else replaces it. Terraform uses the configured name for a
     * replacement, so a change of the name itself replaces nothing.
     */
    static TerraformResourceLifecycle keepingName() {
        return TerraformResourceLifecycle.builder().ignoreChanges(NAME).build();
    }

    /** Like {@link #keepingName}, for a resource that AWS does not delete while another resource uses it. */
    static TerraformResourceLifecycle createdFirstKeepingName() {
        return TerraformResourceLifecycle.builder()
                .createBeforeDestroy(true)
                .ignoreChanges(NAME)
                .build();
    }
}

package io.github.qisaws.server;

import java.util.LinkedHashMap;
import java.util.Map;

/** Role files as the modules write them. */
final class Roles {
    private static final String DATA = "data.demo.qis.internal";

    private Roles() {}

    static Map<String, String> data(Lab lab) {
        Map<String, String> role = common("data-server");
        role.put("QIS_DATABASE_HOST", DATA);
        role.put("QIS_CLIENT_CIDRS", "10.77.0.16/28,10.77.0.32/28");
        role.put("QIS_DATABASE_DEVICE", lab.databaseDevice());
        role.put("QIS_IMAGES_DEVICE", lab.imagesDevice());
        role.put("QIS_MAX_CONNECTIONS", "200");
        return role;
    }

    static Map<String, String> web() {
        Map<String, String> role = common("web-server");
        role.put("QIS_PUBLIC_HOST_NAME", "images.example.com");
        role.put("QIS_PROXY_SERVERS", "1");
        role.put("QIS_DATABASE_HOST", DATA);
        role.put("QIS_DATABASE_PORT", "5432");
        role.put("QIS_CACHE_SERVERS", DATA + ":11211");
        role.put("QIS_IMAGES", "nfs:" + DATA + ":/");
        role.put("QIS_PROCESSES", "2");
        role.put("QIS_THREADS", "15");
        role.put("QIS_POOL_SIZE", "3");
        role.put("QIS_AUTOSCALING_GROUP", "demo-web");
        role.put("QIS_DRAIN_SECONDS", "3");
        role.put("AWS_ENDPOINT_URL_AUTO_SCALING", "http://169.254.169.254:8080");
        return role;
    }

    static Map<String, String> full(Lab lab) {
        Map<String, String> role = common("full-server");
        role.put("QIS_PUBLIC_HOST_NAME", "images.example.com");
        role.put("QIS_DATABASE_DEVICE", lab.databaseDevice());
        role.put("QIS_IMAGES_DEVICE", lab.imagesDevice());
        return role;
    }

    static Map<String, String> common(String name) {
        Map<String, String> role = new LinkedHashMap<>();
        role.put("QIS_ROLE", name);
        role.put("QIS_REGION", "eu-west-1");
        role.put("QIS_ENVIRONMENT", "demo");
        role.put("QIS_SECRET_ID", Lab.SECRET);
        // What this machine has is the whole host's: a server of 1 GiB is what the original's figures are for.
        role.put("QIS_MEMORY_MEGABYTES", "2048");
        role.put("AWS_ENDPOINT_URL", "http://10.77.0.1:5000");
        return role;
    }
}

package io.github.qisaws.synth;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads JSON that CDKTF wrote, without CDKTF's metadata. */
public final class CdktfJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private CdktfJson() {}

    /** Reads a stack's JSON and removes all metadata comments. */
    public static SortedMap<String, Object> read(Path stackJson) {
        try {
            Map<String, Object> stack =
                    MAPPER.readValue(Files.readString(stackJson), new TypeReference<Map<String, Object>>() {});
            return clean(stack);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SortedMap<String, Object> clean(Map<?, ?> map) {
        SortedMap<String, Object> result = new TreeMap<>();
        map.forEach((key, value) -> {
            if (!"//".equals(key)) {
                result.put(String.valueOf(key), cleanValue(value));
            }
        });
        return result;
    }

    private static Object cleanValue(Object value) {
        if (value instanceof Map<?, ?> map) {
            return clean(map);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(CdktfJson::cleanValue).toList();
        }
        return value;
    }
}

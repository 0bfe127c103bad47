// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mcpotel.agent.catalog.Fingerprint;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Takes the fingerprints of tools, be they the SDK's records or maps. Two that are written as the
 * same JSON, but for the order of members and for members that are null, have the same one.
 */
final class Fingerprints {

  /** As deep as the SDK's JSON mappers read. */
  private static final int DEEPEST = 1_000;

  private static final int LONGEST_NAME = 128;
  private static final String TITLE = "title";
  private static final String OTHER = "other";
  private static final String RETURN_DIRECT = "returnDirect";

  private final MessageDigest digest;

  private Fingerprints() throws NoSuchAlgorithmException {
    digest = MessageDigest.getInstance("SHA-256");
  }

  /** The fingerprint of each tool, by name. Several of one name have one in common. */
  static Map<String, Fingerprint> of(Iterable<?> tools) throws NoSuchAlgorithmException {
    Fingerprints fingerprints = new Fingerprints();
    Map<String, List<Object>> byName = new LinkedHashMap<>();
    for (Object tool : tools) {
      if (Records.get(tool, "name") instanceof String name) {
        byName.computeIfAbsent(key(name), key -> new ArrayList<>()).add(tool);
      }
    }
    Map<String, Fingerprint> prints = new LinkedHashMap<>();
    byName.forEach((name, same) -> prints.put(name, fingerprints.ofSame(same)));
    return prints;
  }

  /** One hash for all of these tools, in whatever order they are. */
  static String ofAll(Iterable<?> tools) throws NoSuchAlgorithmException {
    return new Fingerprints().hash(new TreeMap<>(of(tools)).toString());
  }

  /** A name that is too long to be remembered stands for itself by its beginning and its hash. */
  static String key(String name) throws NoSuchAlgorithmException {
    return name.length() <= LONGEST_NAME
        ? name
        : name.substring(0, LONGEST_NAME) + "#" + new Fingerprints().hash(name);
  }

  private Fingerprint ofSame(List<Object> tools) {
    SortedMap<String, String> annotations = new TreeMap<>();
    for (Object tool : tools) {
      annotations(Records.get(tool, "annotations"))
          .forEach(
              (name, value) ->
                  annotations.merge(name, value, (one, two) -> one.equals(two) ? one : "both"));
    }
    return new Fingerprint(
        hash(parts(tools, TITLE, "description")),
        hash(parts(tools, "inputSchema", "outputSchema")),
        annotations);
  }

  private static List<Object> parts(List<Object> tools, String... names) {
    List<Object> parts = new ArrayList<>();
    for (Object tool : tools) {
      for (String name : names) {
        parts.add(Records.get(tool, name));
      }
    }
    return parts;
  }

  /** By the names that the specification has; a server may make up any others. */
  private Map<String, String> annotations(Object annotations) {
    Map<String, String> known = new TreeMap<>();
    Map<String, Object> others = new TreeMap<>();
    for (String name : Records.names(annotations)) {
      Object value = Records.get(annotations, name);
      if (Fingerprint.HINTS.contains(name) && value instanceof Boolean) {
        known.put(name, value.toString());
      } else if (Fingerprint.HINTS.contains(name)
          || name.equals(TITLE)
          || name.equals(RETURN_DIRECT)) {
        known.put(name, hash(value));
      } else {
        others.put(name, value);
      }
    }
    if (!others.isEmpty()) {
      known.put(OTHER, hash(others));
    }
    return known;
  }

  private String hash(Object tree) {
    digest.reset();
    add(tree, 0);
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Every part begins with its kind and its length, so that no two trees are the same bytes. */
  private void add(Object value, int depth) {
    if (value == null) {
      add('n', 0);
    } else if (depth == DEEPEST) {
      add('d', 0);
    } else if (value instanceof Map<?, ?> || value instanceof Record) {
      SortedMap<String, Object> members = members(value);
      add('m', members.size());
      members.forEach(
          (name, member) -> {
            add('s', name);
            add(member, depth + 1);
          });
    } else if (value instanceof Iterable<?> items) {
      List<Object> all = new ArrayList<>();
      items.forEach(all::add);
      add('l', all.size());
      all.forEach(item -> add(item, depth + 1));
    } else if (value instanceof Object[] items) {
      add(Arrays.asList(items), depth);
    } else {
      // A number is what its JSON says: 1 may be a schema's where 1.0 is not.
      add(value instanceof Number ? '#' : value instanceof Boolean ? 'b' : 's', value.toString());
    }
  }

  private void add(char kind, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    add(kind, bytes.length);
    digest.update(bytes);
  }

  private void add(char kind, int length) {
    digest.update((kind + Integer.toString(length) + ":").getBytes(UTF_8));
  }

  /** Those that are not null, in the order of their names. */
  private static SortedMap<String, Object> members(Object value) {
    SortedMap<String, Object> members = new TreeMap<>();
    for (String name : Records.names(value)) {
      // The record of a schema has this one, of all, by another name than its JSON.
      boolean renamed = value instanceof Record && name.equals("defs");
      members.put(renamed ? "$defs" : name, Records.get(value, name));
    }
    return members;
  }
}

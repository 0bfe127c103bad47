// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import io.mcpotel.hub.config.ConfigException;
import java.util.HashMap;
import java.util.Map;

/** Says what is wrong with {@code hub.yaml}, or what is on. */
final class Check {

  private Check() {}

  static void run(Options options) throws ConfigException {
    Map<String, String> values = new HashMap<>(options.values());
    if (!options.operands().isEmpty()) {
      values.put(Options.CONFIG, options.operand("one file"));
    }
    values.putIfAbsent(Options.CONFIG, "hub.yaml");
    Options given = new Options(Options.CHECK, options.operands(), values);
    HubConfig config = HubConfig.read(HubConfig.file(given, System.getenv()), given);
    System.out.println(values.get(Options.CONFIG) + " is fine:");
    config.summary().forEach(line -> System.out.println("- " + line));
    config.warnings().forEach(line -> System.out.println("! " + line));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import io.mcpotel.hub.access.Tls;
import io.mcpotel.hub.access.Tokens;
import io.mcpotel.hub.alert.RuleSettings;
import io.mcpotel.hub.alert.action.ActionSettings;
import io.mcpotel.hub.config.ConfigException;
import io.mcpotel.hub.config.ConfigFile;
import io.mcpotel.hub.config.Fields;
import io.mcpotel.hub.probe.ProbeSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code hub.yaml} and the command line say, section by section. One more is a component, a
 * line in {@link #read} and one in {@link #summary}; its record is read where it is used, has a
 * {@code static read(Fields)}, and tells in {@code summary()} what is on.
 */
record HubConfig(
    Storage storage,
    Listen listen,
    Tokens tokens,
    Optional<Tls> tls,
    RuleSettings rules,
    ActionSettings actions,
    ProbeSettings probes) {

  private static final Path DEFAULT = Path.of("hub.yaml");

  /** The file of the options, the one that is here, or an empty one. */
  static ConfigFile file(Options options, Map<String, String> environment) throws ConfigException {
    Optional<Path> file = options.value(Options.CONFIG).map(Path::of);
    return file.isPresent() || Files.exists(DEFAULT)
        ? ConfigFile.read(file.orElse(DEFAULT), environment)
        : ConfigFile.of(DEFAULT, "", environment);
  }

  static HubConfig read(ConfigFile file, Options options) throws ConfigException {
    Fields top = file.fields();
    Tokens tokens = Tokens.read(top);
    ActionSettings actions = ActionSettings.read(top);
    HubConfig config =
        new HubConfig(
            Storage.read(top, options),
            Listen.read(top, options, tokens.isEmpty()),
            tokens,
            Tls.read(top),
            RuleSettings.read(top, actions.names()),
            actions,
            ProbeSettings.read(top));
    file.finish();
    return config;
  }

  /** What is on, a line each. */
  List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.addAll(storage.summary());
    lines.addAll(listen.summary());
    lines.addAll(tokens.summary());
    tls.ifPresent(on -> lines.addAll(on.summary()));
    if (!storage.isReadOnly()) {
      lines.addAll(rules.summary());
      lines.addAll(probes.summary());
    }
    return lines;
  }

  /** What is allowed, and may not be meant. */
  List<String> warnings() {
    List<String> lines = new ArrayList<>();
    if (!listen.isLoopback() && tls.isEmpty()) {
      lines.add(
          "There is no TLS: tokens and telemetry can be read on their way, unless a proxy sees to"
              + " it");
    }
    tls.ifPresent(on -> lines.addAll(on.warnings(Instant.now())));
    return lines;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import io.mcpotel.hub.config.Fields;
import io.mcpotel.hub.config.Value;
import io.mcpotel.hub.store.ClickHouseAddress;
import java.util.List;
import java.util.Optional;

/** The ClickHouse in which all is kept, or which is asked only, as somebody else fills it. */
record ClickHouseSettings(ClickHouseAddress address, boolean readOnly) {

  /** Nothing where all is kept in the folder. */
  static Optional<ClickHouseSettings> read(Fields top, Options options) {
    String inFile = top.value("store").choice("duckdb", List.of("duckdb", "clickhouse"));
    Value section = top.value("clickhouse");
    Fields fields = section.fields();
    Value url = fields.value("url");
    String urlInFile = url.text(null);
    String user = fields.value("user").text(null);
    String password = fields.value("password").text(null);
    boolean readOnly = fields.value("read_only").flag(false);
    if (!choice(options, Options.STORE, inFile, "duckdb", "clickhouse").equals("clickhouse")) {
      return Optional.empty();
    }
    Optional<String> option = options.value(Options.CLICKHOUSE_URL);
    boolean only =
        choice(options, Options.CLICKHOUSE_READ_ONLY, "" + readOnly, "true", "false")
            .equals("true");
    if (option.isPresent()) {
      return Optional.of(new ClickHouseSettings(address(option.get()), only));
    }
    if (urlInFile == null) {
      if (inFile.equals("clickhouse")) {
        url.wrong("is missing");
        return Optional.empty();
      }
      throw new IllegalArgumentException(
          "--store=clickhouse takes " + Options.CLICKHOUSE_URL + ": see --help");
    }
    try {
      return Optional.of(
          new ClickHouseSettings(ClickHouseAddress.of(urlInFile, user, password), only));
    } catch (IllegalArgumentException e) {
      url.wrong(e.getMessage());
      return Optional.empty();
    }
  }

  String summary() {
    return "data in ClickHouse at "
        + address
        + ", as its user "
        + address.user()
        + (readOnly ? ", which is only read" : "");
  }

  private static ClickHouseAddress address(String url) {
    try {
      return ClickHouseAddress.of(url, null, null);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(Options.CLICKHOUSE_URL + " " + e.getMessage());
    }
  }

  private static String choice(
      Options options, String name, String otherwise, String one, String other) {
    String value = options.value(name).orElse(otherwise);
    if (!value.equals(one) && !value.equals(other)) {
      throw new IllegalArgumentException(
          name + " has to be " + one + " or " + other + ", and was " + value);
    }
    return value;
  }
}

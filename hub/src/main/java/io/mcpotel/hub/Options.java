// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the command line says: what to do, with what, and what wins over {@code hub.yaml}. */
record Options(String command, List<String> operands, Map<String, String> values) {

  static final String RUN = "run";
  static final String CHECK = "check";
  static final String TOKEN = "token";
  static final String REPLAY = "replay";
  static final String CLICKHOUSE_SCHEMA = "clickhouse-schema";
  static final String HELP = "--help";
  static final String VERSION = "--version";

  static final String CONFIG = "--config";
  static final String DATA = "--data";
  static final String RETENTION = "--retention";
  static final String MAX_SIZE = "--max-size";
  static final String MEMORY = "--memory";
  static final String STORE = "--store";
  static final String CLICKHOUSE_URL = "--clickhouse.url";
  static final String CLICKHOUSE_READ_ONLY = "--clickhouse.read_only";
  static final String HOST = "--host";
  static final String PORT = "--port";
  static final String GRPC_PORT = "--grpc-port";

  private static final List<String> NAMES =
      List.of(
          CONFIG,
          DATA,
          RETENTION,
          MAX_SIZE,
          MEMORY,
          STORE,
          CLICKHOUSE_URL,
          CLICKHOUSE_READ_ONLY,
          HOST,
          PORT,
          GRPC_PORT);

  private static final List<String> COMMANDS =
      List.of(RUN, CHECK, TOKEN, REPLAY, CLICKHOUSE_SCHEMA);

  static final String USAGE =
      """
      Usage: java -jar mcp-otel-hub.jar [OPTION VALUE]...
             java -jar mcp-otel-hub.jar check [FILE]   what is wrong with hub.yaml, or what is on
             java -jar mcp-otel-hub.jar token NAME     makes tokens, and their line for hub.yaml
             java -jar mcp-otel-hub.jar replay FILE URL   plays an exported session against a server
             java -jar mcp-otel-hub.jar clickhouse-schema   prints the tables, and views that feed them
             java -jar mcp-otel-hub.jar --help | --version

      Options, which win over the file:
        --config FILE        hub.yaml, if there is one here
        --data DIR           where all is kept (mcp-hub)
        --retention TIME     how long a day is kept after it (7d)
        --max-size SIZE      of the folder; beyond it the oldest days go (20GB)
        --memory SIZE        of the database, beside the heap (256MB)
        --store STORE        duckdb in that folder, or clickhouse (duckdb)
        --clickhouse.url URL http://user:password@host:8123/database
        --clickhouse.read_only true   where others fill the tables (false)
        --host HOST          what to listen on (127.0.0.1)
        --port PORT          OTLP over HTTP, reports and questions (4318; 0 is any)
        --grpc-port PORT     OTLP over gRPC (4317; 0 is any)
      """;

  static Options parse(List<String> arguments) {
    List<String> operands = new ArrayList<>();
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals(HELP) || argument.equals(VERSION)) {
        return new Options(argument, List.of(), Map.of());
      }
      if (!argument.startsWith("-")) {
        operands.add(argument);
        continue;
      }
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException("there is no option " + name + ": see --help");
      }
      if (equals < 0 && ++i == arguments.size()) {
        throw new IllegalArgumentException(name + " needs a value: see --help");
      }
      values.put(name, equals < 0 ? arguments.get(i) : argument.substring(equals + 1));
    }
    String command = operands.isEmpty() ? RUN : operands.remove(0);
    if (!COMMANDS.contains(command)) {
      throw new IllegalArgumentException("there is no command " + command + ": see --help");
    }
    return new Options(command, List.copyOf(operands), Map.copyOf(values));
  }

  /** The one that a command takes. */
  String operand(String meaning) {
    if (operands.size() != 1) {
      throw new IllegalArgumentException(command + " takes " + meaning + ": see --help");
    }
    return operands.get(0);
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  Optional<Integer> port(String name) {
    return value(name).map(value -> port(name, value));
  }

  private static int port(String name, String value) {
    try {
      int port = Integer.parseInt(value);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        name + " has to be a port from 0 (any) to 65535, and was " + value);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Tells what was measured of some servers: the first is without an agent, and so is the second. */
final class LoadReport {

  /** The number of connections that the budgets are about. */
  private static final int BUDGET_CONNECTIONS = 64;

  private static final int MANY_CORES = 8;
  private static final double LEAST_CALLS_ON_MANY_CORES = 0.93;
  private static final double LEAST_CALLS = 0.90;
  private static final double MOST_CPU_MICROS = 10;
  private static final double MOST_P99 = 1.2;

  /** A control that is further from its like than what the budgets are about tells nothing. */
  private static final double MOST_NOISE = 0.05;

  private static final String TOO_NOISY =
      "**Too noisy to tell**: the control's calls/s are off by more than "
          + Text.percent(MOST_NOISE)
          + ".\n";

  private final List<LoadedServer> servers;
  private final Cores cores;

  LoadReport(List<LoadedServer> servers, Cores cores) {
    this.servers = servers;
    this.cores = cores;
  }

  String of(Transport transport) {
    StringBuilder text = new StringBuilder();
    for (int connections : transport.connections()) {
      text.append(text.isEmpty() ? "" : "\n");
      text.append(table(transport, connections)).append(control(connections));
      if (connections == BUDGET_CONNECTIONS) {
        text.append(budgets(transport, connections));
      }
    }
    return text
        + "\n"
        + warmUps()
        + count("did not answer and had to be started again", LoadedServer::deaths)
        + count(
            "closed the connection of so many calls, which were made again",
            LoadedServer::repeated);
  }

  private Table table(Transport transport, int connections) {
    List<String> header = new ArrayList<>();
    header.add(
        transport + ", " + connections + (connections == 1 ? " connection" : " connections"));
    for (LoadFigure figure : LoadFigure.values()) {
      header.add(figure.toString());
      header.add("to none");
    }
    header.add("exported/call");
    Table table = new Table(header.toArray(String[]::new));
    for (LoadedServer server : servers) {
      List<String> row = new ArrayList<>(List.of(server.variant().name()));
      for (LoadFigure figure : LoadFigure.values()) {
        row.add(figure.text(figure.median(server.costs(connections))));
        row.add(
            server == servers.get(0)
                ? ""
                : figure.relation(toNone(server, figure, connections).median()));
      }
      row.add(Text.whole(exportedBytes(server.costs(connections))) + " B");
      table.row(row.toArray(String[]::new));
    }
    return table;
  }

  /** How far the same is from the same: what is nearer than that is noise. */
  private String control(int connections) {
    StringBuilder text = new StringBuilder("\nNo agent against itself, in single rounds: ");
    for (LoadFigure figure : LoadFigure.values()) {
      LoadFigure.Spread spread = toNone(servers.get(1), figure, connections);
      text.append(figure == LoadFigure.CALLS ? "" : ", ")
          .append(figure)
          .append(' ')
          .append(figure.relation(spread.least()))
          .append(" to ")
          .append(figure.relation(spread.most()));
    }
    double calls = toNone(servers.get(1), LoadFigure.CALLS, connections).median();
    return text.append(".\n").append(isNoise(calls) ? TOO_NOISY : "").toString();
  }

  private static boolean isNoise(double control) {
    return Math.abs(control - 1) > MOST_NOISE;
  }

  private String budgets(Transport transport, int connections) {
    LoadedServer ours = servers.stream().filter(this::isOurs).findFirst().orElse(null);
    if (ours == null) {
      return "";
    }
    double least = cores.count() >= MANY_CORES ? LEAST_CALLS_ON_MANY_CORES : LEAST_CALLS;
    double calls = toNone(ours, LoadFigure.CALLS, connections).median();
    double cpu = toNone(ours, LoadFigure.CPU, connections).median();
    double p99 = toNone(ours, LoadFigure.P99, connections).median();
    String where = " with " + connections + " connections, " + transport;
    return budget(LoadFigure.CALLS, where, calls, "at least ", least, calls >= least)
        + budget(LoadFigure.CPU, where, cpu, "at most ", MOST_CPU_MICROS, cpu <= MOST_CPU_MICROS)
        + budget(LoadFigure.P99, where, p99, "at most ", MOST_P99, p99 <= MOST_P99);
  }

  private static String budget(
      LoadFigure figure, String where, double is, String bound, double wanted, boolean kept) {
    return Text.goal(
        figure + where + ", to no agent",
        figure.relation(is),
        bound + figure.relation(wanted),
        kept);
  }

  private boolean isOurs(LoadedServer server) {
    return server.variant().name().equals(Variant.ours().name());
  }

  /** For until then a call costs more than the tables tell. */
  private String warmUps() {
    return servers.stream()
        .map(
            server ->
                server.variant().name()
                    + " "
                    + Text.whole(server.warmUp().calls())
                    + (server.warmUp().isDone() ? "" : " and more"))
        .collect(Collectors.joining(", ", "Calls until next to nothing was compiled: ", ".\n"));
  }

  private static double exportedBytes(List<LoadCost> rounds) {
    return Medians.of(rounds.stream().mapToDouble(LoadCost::exportedBytes).toArray());
  }

  private LoadFigure.Spread toNone(LoadedServer server, LoadFigure figure, int connections) {
    return figure.against(server.costs(connections), servers.get(0).costs(connections));
  }

  private String count(String words, ToIntFunction<LoadedServer> count) {
    String counts =
        servers.stream()
            .filter(server -> count.applyAsInt(server) > 0)
            .map(server -> server.variant().name() + " " + count.applyAsInt(server))
            .collect(Collectors.joining(", "));
    return counts.isEmpty() ? "" : "Servers that " + words + ": " + counts + ".\n";
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Part f: what the owner of a busy server sees, beside the same server without an agent. */
final class UnderLoad {

  /** Exports that wait for a batch to fill come within that time. */
  private static final long REST_MILLIS = 6_000;

  /** Between two servers' bursts, for what one still exports to be gone. */
  private static final long PAUSE_MILLIS = 100;

  private final LoadPlan plan;
  private final Cores cores;
  private final Random random = new Random();

  UnderLoad(LoadPlan plan, Cores cores) {
    this.plan = plan;
    this.cores = cores;
  }

  /** Measures the servers of one transport; the first two variants are none and its control. */
  String report(Transport transport) {
    List<LoadedServer> servers = new ArrayList<>();
    try {
      for (Variant variant : plan.variants()) {
        servers.add(new LoadedServer(variant, transport, cores, () -> plan.warmUp(transport)));
      }
      for (int round = 0; round < plan.rounds(); round++) {
        round(servers, transport);
      }
      rest(REST_MILLIS);
      servers.forEach(LoadedServer::settle);
      return new LoadReport(servers, cores).of(transport);
    } finally {
      servers.forEach(LoadedServer::close);
    }
  }

  /** One burst of each server with each number of connections, those of one number together. */
  private void round(List<LoadedServer> servers, Transport transport) {
    for (int connections : shuffled(transport.connections())) {
      for (LoadedServer server : shuffled(servers)) {
        server.burst(connections, plan.burstMillis());
        rest(PAUSE_MILLIS);
      }
    }
  }

  private <T> List<T> shuffled(List<T> list) {
    List<T> copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }

  private static void rest(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import io.mcpotel.hub.alert.AlertApi;
import io.mcpotel.hub.alert.AlertHistory;
import io.mcpotel.hub.alert.Alerts;
import io.mcpotel.hub.alert.Deliveries;
import io.mcpotel.hub.alert.Memory;
import io.mcpotel.hub.http.HttpListener;
import io.mcpotel.hub.probe.Probes;
import io.mcpotel.hub.store.CommitQueue;
import io.mcpotel.hub.store.DataFolder;
import io.mcpotel.hub.store.Store;
import java.time.Clock;
import java.util.List;

/** Rules, those whom they tell, and probes. */
final class Watch implements AutoCloseable {

  private final Alerts alerts;
  private final Probes probes;

  Watch(
      HubConfig config, DataFolder folder, Store store, CommitQueue queue, HttpListener listener) {
    Memory memory = new Memory(folder.file("alerts.json"));
    AlertHistory history = new AlertHistory(queue);
    Deliveries deliveries = new Deliveries();
    Clock clock = Clock.systemUTC();
    boolean reads = config.storage().isReadOnly();
    alerts =
        new Alerts(
            memory,
            store,
            history,
            queue::lastRefused,
            // Where others fill the store, there are as many hubs as one likes: each would tell.
            reads ? List.of() : config.rules().rules(),
            config.actions().actions(memory, history, deliveries, clock),
            config.rules().repeat(),
            deliveries,
            clock);
    AlertApi.serve(listener, alerts, clock);
    alerts.start(config.rules().every());
    probes = reads ? null : new Probes(config.probes(), queue);
  }

  @Override
  public void close() {
    if (probes != null) {
      probes.close();
    }
    alerts.close();
  }
}

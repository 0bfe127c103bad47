// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.catalog.Catalog;
import io.mcpotel.agent.catalog.Catalogs;
import io.mcpotel.agent.catalog.Fingerprint;
import io.mcpotel.agent.catalog.Listing;
import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Bounds;
import io.mcpotel.agent.core.Epoch;
import io.mcpotel.agent.core.Peer;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.WeakIdentityMap;
import io.mcpotel.agent.core.event.CatalogEvent;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Tells where the tools of a server are others than a client was shown before. */
public final class ClientTools {

  private final Application application;
  private final Catalogs catalogs;
  private final WeakIdentityMap<Listing> listings = new WeakIdentityMap<>();

  public ClientTools(Application application, Catalogs catalogs) {
    this.application = application;
    this.catalogs = catalogs;
  }

  /** A server answered {@code tools/list}. */
  public void listed(Session session, Object params, Object result) {
    Peer server = session.facts().serverInfo();
    if (application.settings().showsDetails()
        && server != null
        && server.name() != null
        && Records.get(result, "tools") instanceof Collection<?> answered) {
      // The list is the application's from now on.
      List<Object> tools = new ArrayList<>();
      answered.stream().limit(Catalog.MOST_TOOLS).forEach(tools::add);
      boolean cut = tools.size() < answered.size();
      long now = Epoch.now();
      Listing.Page page =
          new Listing.Page(cursor(params, "cursor"), cursor(result, "nextCursor"), cut);
      // Hashing takes longer than the application should wait.
      catalogs.later(() -> compare(session, server.name(), tools, page, now));
    }
  }

  private void compare(
      Session session, String server, List<Object> tools, Listing.Page page, long at)
      throws NoSuchAlgorithmException {
    Catalog catalog = catalogs.of(Fingerprints.key(server));
    if (catalog == null) {
      return;
    }
    Map<String, Fingerprint> prints = Fingerprints.of(tools);
    Listing listing = listings.computeIfAbsent(session, Listing::new);
    for (CatalogEvent.Change change : listing.page(catalog, prints, page)) {
      application
          .telemetry()
          .onEvent(
              CatalogEvent.seenByClient(
                  server, session.facts().id(), change, application.privacy(), at));
    }
  }

  /** A cursor as it is compared: a long one is kept by its beginning and its length. */
  private static String cursor(Object holder, String name) {
    if (!(Records.get(holder, name) instanceof String cursor)) {
      return null;
    }
    return cursor.length() <= Bounds.CURSOR
        ? cursor
        : Bounds.cut(cursor, Bounds.CURSOR) + "…" + cursor.length();
  }
}

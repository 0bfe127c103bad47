// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.event;

import io.mcpotel.agent.core.Bounds;
import io.mcpotel.agent.core.Privacy;
import io.mcpotel.agent.core.Session;
import java.util.List;

/**
 * A tool is not what it was when its server was first seen. It says which part of the tool changed,
 * and holds no text of it.
 */
public final class CatalogEvent implements Event {

  /**
   * What became of a tool.
   *
   * @param tool its name
   * @param what one of the constants here
   * @param annotations the names of the annotations that changed
   * @param hints what those of them are now that are true or false, such as {@code
   *     readOnlyHint=false}
   */
  public record Change(String tool, String what, List<String> annotations, List<String> hints) {

    public static final String ADDED = "added";
    public static final String REMOVED = "removed";
    public static final String DESCRIPTION = "description";
    public static final String SCHEMA = "schema";
    public static final String ANNOTATIONS = "annotations";

    /** A change that needs no more words. */
    public static Change of(String tool, String what) {
      return new Change(tool, what, List.of(), List.of());
    }
  }

  /** Those by which a client may decide whether a call needs a person's consent. */
  private static final List<String> GRAVE = List.of("readOnlyHint", "destructiveHint");

  private final boolean client;
  private final String server;
  private final String sessionId;
  private final Change change;
  private final String tool;
  private final long epochNanos;

  private CatalogEvent(
      boolean client,
      String server,
      String sessionId,
      Change change,
      Privacy privacy,
      long epochNanos) {
    this.client = client;
    this.server = server;
    this.sessionId = sessionId;
    this.change = change;
    this.tool = privacy.name(change.tool());
    this.epochNanos = epochNanos;
  }

  /**
   * A server was asked for its tools, and they were others than before.
   *
   * @param server the name that the server gives itself, as it may be exported
   * @param epochNanos when it answered
   */
  public static CatalogEvent seenByClient(
      String server, String sessionId, Change change, Privacy privacy, long epochNanos) {
    return new CatalogEvent(true, server, sessionId, change, privacy, epochNanos);
  }

  /**
   * A server of ours registered or dropped a tool.
   *
   * @param server the name that the server gives itself, or null
   * @param epochNanos when it did
   */
  public static CatalogEvent madeByServer(
      String server, Change change, Privacy privacy, long epochNanos) {
    String shown = privacy.words(server, Bounds.PEER);
    return new CatalogEvent(false, shown, null, change, privacy, epochNanos);
  }

  public boolean isClient() {
    return client;
  }

  /** What changed: one of the constants of {@link Change}. */
  public String change() {
    return change.what();
  }

  /** The tool's name as it may be exported. */
  public String tool() {
    return tool;
  }

  @Override
  public String name() {
    return "mcp.catalog";
  }

  @Override
  public Severity severity() {
    return change.annotations().stream().anyMatch(GRAVE::contains) ? Severity.WARN : Severity.INFO;
  }

  @Override
  public long epochNanos() {
    return epochNanos;
  }

  @Override
  public String body() {
    return "tool " + tool + ": " + change.what();
  }

  @Override
  public void describe(Fields fields) {
    fields.put("mcp.role", Session.role(client));
    fields.put("mcp.session.id", sessionId);
    fields.put("mcp.server.name", server);
    fields.put("gen_ai.tool.name", tool);
    fields.put("mcp.catalog.change", change.what());
    if (!change.annotations().isEmpty()) {
      fields.put("mcp.catalog.annotations", change.annotations());
    }
    if (!change.hints().isEmpty()) {
      fields.put("mcp.catalog.hints", change.hints());
    }
  }
}

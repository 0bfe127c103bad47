// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.Conventions;
import io.opentelemetry.api.common.AttributeKey;

/** Every attribute key that the agent writes. */
final class Keys {

  static final AttributeKey<String> METHOD = AttributeKey.stringKey("mcp.method.name");
  static final AttributeKey<String> SESSION_ID = AttributeKey.stringKey("mcp.session.id");
  static final AttributeKey<String> PROTOCOL_VERSION =
      AttributeKey.stringKey("mcp.protocol.version");
  static final AttributeKey<String> RESOURCE_URI = AttributeKey.stringKey("mcp.resource.uri");
  static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("jsonrpc.request.id");
  static final AttributeKey<String> STATUS_CODE = AttributeKey.stringKey(Conventions.STATUS_CODE);
  static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  static final AttributeKey<String> TOOL = AttributeKey.stringKey("gen_ai.tool.name");
  static final AttributeKey<String> PROMPT = AttributeKey.stringKey("gen_ai.prompt.name");
  static final AttributeKey<String> TOOL_RESULT = AttributeKey.stringKey("gen_ai.tool.call.result");
  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");

  static final AttributeKey<String> NETWORK_TRANSPORT = AttributeKey.stringKey("network.transport");
  static final AttributeKey<String> NETWORK_PROTOCOL =
      AttributeKey.stringKey("network.protocol.name");
  static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");
  static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");

  // Ours, beyond the conventions.
  static final AttributeKey<String> CLIENT_NAME = AttributeKey.stringKey("mcp.client.name");
  static final AttributeKey<String> CLIENT_VERSION = AttributeKey.stringKey("mcp.client.version");
  static final AttributeKey<String> SERVER_NAME = AttributeKey.stringKey("mcp.server.name");
  static final AttributeKey<String> SERVER_VERSION = AttributeKey.stringKey("mcp.server.version");
  static final AttributeKey<String> SERVER_STATE = AttributeKey.stringKey("mcp.server.state");
  static final AttributeKey<String> ALERT_RULE = AttributeKey.stringKey("mcp.alert.rule");
  static final AttributeKey<String> REDACTION_RULE = AttributeKey.stringKey("mcp.redaction.rule");
  static final AttributeKey<String> DIRECTION = AttributeKey.stringKey("network.io.direction");
  static final AttributeKey<String> CATALOG_CHANGE = AttributeKey.stringKey("mcp.catalog.change");
  static final AttributeKey<Boolean> PARTIAL = AttributeKey.booleanKey("mcp.partial");
  static final AttributeKey<String> REASON = AttributeKey.stringKey("mcp.reason");
  static final AttributeKey<String> SIGNAL = AttributeKey.stringKey("mcp.signal");
  static final AttributeKey<Double> HANDLER_WAIT = AttributeKey.doubleKey("mcp.handler.wait");

  /** For an API whose log records have no name of their own. */
  static final AttributeKey<String> EVENT_NAME = AttributeKey.stringKey("event.name");

  static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");

  static final AttributeKey<String> THREAD_NAME = AttributeKey.stringKey("thread.name");
  static final AttributeKey<String> EXCEPTION_TYPE = AttributeKey.stringKey("exception.type");
  static final AttributeKey<String> EXCEPTION_MESSAGE = AttributeKey.stringKey("exception.message");
  static final AttributeKey<String> EXCEPTION_STACKTRACE =
      AttributeKey.stringKey("exception.stacktrace");

  private Keys() {}
}

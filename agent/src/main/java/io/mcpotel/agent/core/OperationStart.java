// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.Map;

/**
 * What is known of an operation when it begins.
 *
 * @param session the session that it belongs to
 * @param kind which side of the message this is
 * @param method the JSON-RPC method
 * @param target what the message is about
 * @param notification whether there will be no answer
 * @param requestId the JSON-RPC id, or null where there is none yet
 * @param message the received message, which identifies the operation; null for a sent one
 * @param sender the SDK's session that sends the message, or what LangChain4j's client sends with
 *     it; null for a received one
 * @param arguments what may be exported of its arguments, by attribute name
 */
public record OperationStart(
    Session session,
    Operation.Kind kind,
    String method,
    Target target,
    boolean notification,
    Object requestId,
    Object message,
    Object sender,
    Map<String, String> arguments) {}

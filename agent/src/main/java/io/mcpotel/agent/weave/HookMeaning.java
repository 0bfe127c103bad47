// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import io.mcpotel.agent.core.Hook;

/** What there is none of where a hook does not fit. */
final class HookMeaning {

  private HookMeaning() {}

  static String of(int hook) {
    return switch (hook) {
      case Hook.SERVER_MESSAGE,
          Hook.STREAM_REQUEST,
          Hook.STREAM_NOTIFICATION,
          Hook.START_SESSION,
          Hook.STATELESS_REQUEST,
          Hook.STATELESS_NOTIFICATION,
          Hook.CLIENT_REQUEST,
          Hook.CLIENT_NOTIFICATION,
          Hook.LC_RECEIVED ->
          "spans, metrics and records of messages that come in there";
      case Hook.SEND_REQUEST, Hook.SEND_NOTIFICATION, Hook.LC_SEND, Hook.LC_NOTE ->
          "spans, metrics and records of messages that are sent there";
      case Hook.REQUEST_MESSAGE, Hook.NOTIFICATION_MESSAGE -> "trace context in _meta";
      case Hook.SERVER_ANSWER,
          Hook.RESPONSE_IN,
          Hook.RESULT_RESPONSE,
          Hook.ERROR_RESPONSE,
          Hook.UNKNOWN_METHOD,
          Hook.ERROR_MADE,
          Hook.CONTINUATION ->
          "some outcomes and errors of requests";
      case Hook.SYNC_HANDLER, Hook.ASYNC_HANDLER ->
          "spans of the functions of tools, prompts and resources";
      case Hook.PARSED, Hook.WRITTEN, Hook.LC_PIPE_TEXT -> "sizes and texts of messages";
      case Hook.UNREADABLE,
          Hook.TOO_LARGE_FOR_SERVER,
          Hook.TOO_LARGE_FOR_CLIENT,
          Hook.HTTP_REQUEST ->
          "records of messages that are rejected";
      case Hook.SDK_MADE, Hook.GLOBAL_SDK_SET ->
          "telemetry through the application's OpenTelemetry";
      case Hook.SERVER_MADE, Hook.TOOLS_CHANGING, Hook.SERVER_CLOSED, Hook.SERVER_CLOSING ->
          "numbers of tools and changes of them";
      case Hook.TRANSPORT_ERROR_MADE,
          Hook.WRITING_FAILED,
          Hook.PIPE_ENDED,
          Hook.STREAM_ENDED,
          Hook.STREAM_FAILED,
          Hook.CONNECTION_FAILED,
          Hook.LC_BROKEN ->
          "records of transports that broke";
      default -> "beginnings and ends of sessions";
    };
  }
}

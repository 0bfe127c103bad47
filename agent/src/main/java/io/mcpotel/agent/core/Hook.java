// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/** The numbers by which woven code tells the agent which of its hooks was reached. */
public final class Hook {

  /** A server session was handed a JSON-RPC message of any kind. */
  public static final int SERVER_MESSAGE = 1;

  /** A server session has an answer to a request. */
  public static final int SERVER_ANSWER = 2;

  /** A streamable HTTP session was handed a request. */
  public static final int STREAM_REQUEST = 3;

  /** A streamable HTTP session was handed a notification. */
  public static final int STREAM_NOTIFICATION = 4;

  /** A streamable HTTP session begins, with the answer to {@code initialize}. */
  public static final int START_SESSION = 5;

  /** A stateless server was handed a request. */
  public static final int STATELESS_REQUEST = 6;

  /** A stateless server was handed a notification. */
  public static final int STATELESS_NOTIFICATION = 7;

  /** A client session was handed a request by the server. */
  public static final int CLIENT_REQUEST = 8;

  /** A client session was handed a notification by the server. */
  public static final int CLIENT_NOTIFICATION = 9;

  /** A session of either role sends a request. */
  public static final int SEND_REQUEST = 10;

  /** A session of either role sends a notification. */
  public static final int SEND_NOTIFICATION = 11;

  /** The parameters of an outgoing request become part of its message. */
  public static final int REQUEST_MESSAGE = 12;

  /** The parameters of an outgoing notification become part of its message. */
  public static final int NOTIFICATION_MESSAGE = 13;

  /** The SDK turned a handler's result into the response. */
  public static final int RESULT_RESPONSE = 14;

  /** The SDK turns a handler's exception into the response. */
  public static final int ERROR_RESPONSE = 15;

  /** The SDK has no handler for a request's method. */
  public static final int UNKNOWN_METHOD = 16;

  /** The SDK goes on with a request that waited for the session to be initialised. */
  public static final int CONTINUATION = 17;

  /** A raw JSON-RPC message was parsed. */
  public static final int PARSED = 18;

  /** A session object was made. */
  public static final int SESSION_OPENED = 19;

  /** A session was closed. */
  public static final int SESSION_CLOSED = 20;

  /** A session is closed by the returned Mono. */
  public static final int SESSION_CLOSING = 21;

  /** The connection of a response stream is gone. */
  public static final int STREAM_RELEASED = 22;

  /** The SDK asked a specification for the handler, which returns its result. */
  public static final int SYNC_HANDLER = 23;

  /** The SDK asked a specification for the handler, which returns a Mono. */
  public static final int ASYNC_HANDLER = 24;

  /** The application made an OpenTelemetry SDK of its own. */
  public static final int SDK_MADE = 25;

  /** The application set the OpenTelemetry that all of it shares. */
  public static final int GLOBAL_SDK_SET = 26;

  /** A text is no JSON-RPC message. */
  public static final int UNREADABLE = 27;

  /** A text is longer than a server takes. */
  public static final int TOO_LARGE_FOR_SERVER = 28;

  /** A text is longer than a client takes. */
  public static final int TOO_LARGE_FOR_CLIENT = 29;

  /** An object was turned into the text that is about to be sent. */
  public static final int WRITTEN = 30;

  /** A server's transport handles an HTTP request. */
  public static final int HTTP_REQUEST = 31;

  /** A session was handed a response to what it sent. */
  public static final int RESPONSE_IN = 32;

  /** A client asks for the end of its session. */
  public static final int SESSION_DELETED = 33;

  /** A server ends a session that it has heard nothing of for long. */
  public static final int SESSION_IDLE = 34;

  /** A client learns that something is wrong with its connection. */
  public static final int CONNECTION_FAILED = 35;

  /** The SDK made an error to answer with. */
  public static final int ERROR_MADE = 36;

  /** A server object was made. */
  public static final int SERVER_CREATED = 37;

  /** A server adds or removes a tool by the returned Mono. */
  public static final int TOOLS_CHANGING = 38;

  /** A server was closed. */
  public static final int SERVER_CLOSED = 39;

  /** A server is closed by the returned Mono. */
  public static final int SERVER_CLOSING = 40;

  /** A client's transport made an error. */
  public static final int TRANSPORT_ERROR_MADE = 41;

  /** A transport's loop over the messages to be written is about to end in an error. */
  public static final int WRITING_FAILED = 42;

  /** A client's loop over what a pipe brings has ended. */
  public static final int PIPE_ENDED = 43;

  /** A client's SSE stream is about to have ended. */
  public static final int STREAM_ENDED = 44;

  /** A client's SSE stream is about to have failed. */
  public static final int STREAM_FAILED = 45;

  /** A session is about to be closed. */
  public static final int SESSION_CLOSES = 46;

  // From here on those of LangChain4j's client.

  /** A transport is asked to send a message. */
  public static final int LC_SEND = 47;

  /** A transport sends a message, maybe one of its own. */
  public static final int LC_NOTE = 48;

  /** A transport on a pipe is about to write a text. */
  public static final int LC_PIPE_TEXT = 49;

  /** A message came in. */
  public static final int LC_RECEIVED = 50;

  /** A transport was started, maybe once more. */
  public static final int LC_STARTED = 51;

  /** A transport is about to be closed. */
  public static final int LC_CLOSES = 52;

  /** A transport was closed. */
  public static final int LC_CLOSED = 53;

  /** A connection is gone, and with it what waits for an answer. */
  public static final int LC_BROKEN = 54;

  /** A text that came in is about to be read. */
  public static final int LC_READS = 55;

  /** A text was made of a message, to be sent. */
  public static final int LC_WRITTEN = 56;

  private Hook() {}
}

// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/**
 * How much is kept of what a peer chooses, in characters where nothing else is said. It is cut
 * where it comes into our objects: what is longer costs no more, however long it is.
 */
public final class Bounds {

  /** Of a tool, a prompt, a method, a capability or a prompt's variable. */
  public static final int NAME = 128;

  /** Of a client's or a server's name or version. */
  public static final int PEER = 256;

  /** Of a session or of a message. */
  public static final int ID = 256;

  public static final int PROTOCOL_VERSION = 64;

  public static final int URI = 2_048;

  /** Of a list that has several pages. */
  public static final int CURSOR = 256;

  /** Of the words in which a message was refused. */
  public static final int REASON = 512;

  /** How many capabilities of a peer are exported. */
  public static final int CAPABILITIES = 64;

  private Bounds() {}

  /** A text, or a copy of its beginning: a copy lets go of the rest. Null stays null. */
  public static String cut(String text, int most) {
    if (text == null || text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.jar;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;

/** As much of a class file as tells which methods it calls. */
final class ClassFile {

  private static final int UTF8 = 1;
  private static final int INTEGER = 3;
  private static final int FLOAT = 4;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int METHOD = 10;
  private static final int METHOD_HANDLE = 15;
  private static final int METHOD_TYPE = 16;
  private static final int MODULE = 19;
  private static final int PACKAGE = 20;
  private static final int BEFORE_THE_POOL = 8;

  private final Object[] pool;

  private record Reference(int tag, int first, int second) {}

  private ClassFile(Object[] pool) {
    this.pool = pool;
  }

  static ClassFile read(InputStream content) throws IOException {
    DataInputStream in = new DataInputStream(content);
    in.skipNBytes(BEFORE_THE_POOL);
    Object[] pool = new Object[in.readUnsignedShort()];
    for (int i = 1; i < pool.length; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case UTF8 -> pool[i] = in.readUTF();
        case INTEGER, FLOAT -> in.readInt();
        case LONG, DOUBLE -> {
          in.readLong();
          i++;
        }
        case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE ->
            pool[i] = new Reference(tag, in.readUnsignedShort(), 0);
        case METHOD_HANDLE -> in.skipNBytes(3);
        default -> pool[i] = new Reference(tag, in.readUnsignedShort(), in.readUnsignedShort());
      }
    }
    return new ClassFile(pool);
  }

  /** The names and descriptors of the methods of a class that are called here. */
  Set<String> callsOf(String internalName) {
    Set<String> calls = new TreeSet<>();
    for (Object entry : pool) {
      if (entry instanceof Reference call && call.tag() == METHOD) {
        Reference type = (Reference) pool[call.first()];
        Reference method = (Reference) pool[call.second()];
        if (internalName.equals(pool[type.first()])) {
          calls.add(pool[method.first()] + " " + pool[method.second()]);
        }
      }
    }
    return calls;
  }
}

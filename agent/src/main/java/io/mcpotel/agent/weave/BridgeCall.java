// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** The kinds of calls that are woven into methods. */
enum BridgeCall {
  /** Tells that a method is about to run. */
  ENTER {
    @Override
    MethodVisitor into(MethodVisitor next, WovenMethod method, int hook) {
      return new HookedMethod(next, method, hook, List.of()) {
        @Override
        void begin() {
          loadHook();
          loadThis();
          load(0);
          callBridge("onEvent", EVENT);
        }
      };
    }
  },

  /** Tells that a method or constructor has run, with its first argument. */
  EXIT {
    @Override
    MethodVisitor into(MethodVisitor next, WovenMethod method, int hook) {
      return new HookedMethod(next, method, hook, HookedMethod.first(method, 1)) {
        @Override
        void begin() {
          keepFirst(1);
        }

        @Override
        void beforeReturn() {
          loadHook();
          loadThis();
          loadKept(0);
          callBridge("onEvent", EVENT);
        }
      };
    }
  },

  /** Passes on what a method returns, which may be replaced. */
  RETURN {
    @Override
    MethodVisitor into(MethodVisitor next, WovenMethod method, int hook) {
      requireResult(method);
      return new HookedMethod(next, method, hook, HookedMethod.first(method, 2)) {
        @Override
        void begin() {
          keepFirst(2);
        }

        @Override
        void beforeReturn() {
          loadHookBelow();
          loadThis();
          mv.visitInsn(Opcodes.SWAP);
          loadKept(0);
          mv.visitInsn(Opcodes.SWAP);
          loadKept(1);
          mv.visitInsn(Opcodes.SWAP);
          callBridge("returned", OF_CLASS + OBJECT + OBJECT + OBJECT + OBJECT + ")" + OBJECT);
          cast(method.returns());
        }
      };
    }
  },

  /** Tells of a method's beginning and, whatever happens in it, of its end. */
  AROUND {
    @Override
    MethodVisitor into(MethodVisitor next, WovenMethod method, int hook) {
      return new WatchedMethod(next, method, hook) {
        @Override
        void beginWatched() {
          loadHook();
          loadArguments();
          callBridge("entered", ENTERED);
          keep(0);
        }

        @Override
        void whenThrown() {
          loadHook();
          loadKept(0);
          mv.visitInsn(Opcodes.ACONST_NULL);
          callBridge("left", LEFT);
          mv.visitInsn(Opcodes.POP);
        }
      };
    }
  },

  /**
   * Tells of a method's beginning, with its object and its first argument, and of its end: with
   * what it returns, which may be replaced, or what it throws.
   */
  CALL {
    @Override
    MethodVisitor into(MethodVisitor next, WovenMethod method, int hook) {
      return new WatchedMethod(next, method, hook) {
        @Override
        void beginWatched() {
          loadHook();
          mv.visitInsn(Opcodes.ICONST_2);
          mv.visitTypeInsn(Opcodes.ANEWARRAY, OBJECT_TYPE);
          mv.visitInsn(Opcodes.DUP);
          mv.visitInsn(Opcodes.ICONST_0);
          loadThis();
          mv.visitInsn(Opcodes.AASTORE);
          mv.visitInsn(Opcodes.DUP);
          mv.visitInsn(Opcodes.ICONST_1);
          load(0);
          mv.visitInsn(Opcodes.AASTORE);
          callBridge("entered", ENTERED);
          keep(0);
        }

        @Override
        void whenThrown() {
          mv.visitInsn(Opcodes.DUP);
          leaveWithObject();
          mv.visitInsn(Opcodes.POP);
        }
      };
    }
  },

  /** Asks before a method runs for something to return instead. */
  INSTEAD {
    @Override
    MethodVisitor into(MethodVisitor next, WovenMethod method, int hook) {
      requireResult(method);
      return new HookedMethod(next, method, hook, List.of()) {
        @Override
        void begin() {
          loadHook();
          loadThis();
          load(0);
          load(1);
          callBridge("instead", OF_CLASS + OBJECT + OBJECT + OBJECT + ")" + OBJECT);
          Label runs = new Label();
          mv.visitInsn(Opcodes.DUP);
          mv.visitJumpInsn(Opcodes.IFNULL, runs);
          cast(method.returns());
          mv.visitInsn(Opcodes.ARETURN);
          mv.visitLabel(runs);
          frameOfBeginning();
          mv.visitInsn(Opcodes.POP);
        }
      };
    }
  },

  /** Passes on what a request is made of: version, method, id, parameters. */
  REQUEST_PARAMS {
    @Override
    MethodVisitor into(MethodVisitor next, WovenMethod method, int hook) {
      return new HookedMethod(next, method, hook, List.of()) {
        @Override
        void begin() {
          loadHook();
          load(1);
          load(2);
          load(3);
          callBridge("argument", ARGUMENT);
          store(3);
        }
      };
    }
  },

  /** Passes on what a notification is made of: version, method, parameters. */
  NOTIFICATION_PARAMS {
    @Override
    MethodVisitor into(MethodVisitor next, WovenMethod method, int hook) {
      return new HookedMethod(next, method, hook, List.of()) {
        @Override
        void begin() {
          loadHook();
          load(1);
          mv.visitInsn(Opcodes.ACONST_NULL);
          load(2);
          callBridge("argument", ARGUMENT);
          store(2);
        }
      };
    }
  },

  /** Hands a method another text than the one that is its first argument. */
  TEXT {
    @Override
    MethodVisitor into(MethodVisitor next, WovenMethod method, int hook) {
      return new HookedMethod(next, method, hook, List.of()) {
        @Override
        void begin() {
          loadHook();
          loadThis();
          load(1);
          load(0);
          callBridge("argument", ARGUMENT);
          store(0);
        }
      };
    }
  },

  /** Tells of a method's second argument where it throws, and lets the exception go on. */
  THROWN {
    @Override
    MethodVisitor into(MethodVisitor next, WovenMethod method, int hook) {
      return new WatchedMethod(next, method, hook) {
        @Override
        void beginWatched() {
          load(1);
          keep(0);
        }

        @Override
        void beforeReturnWatched() {}

        @Override
        void whenThrown() {
          loadHook();
          mv.visitInsn(Opcodes.ACONST_NULL);
          loadKept(0);
          callBridge("onEvent", EVENT);
        }
      };
    }
  },

  /** Tells of the text that was made of an object. */
  WRITTEN {
    @Override
    MethodVisitor into(MethodVisitor next, WovenMethod method, int hook) {
      requireResult(method);
      return new HookedMethod(next, method, hook, HookedMethod.first(method, 1)) {
        @Override
        void begin() {
          keepFirst(1);
        }

        @Override
        void beforeReturn() {
          mv.visitInsn(Opcodes.DUP);
          loadHookBelow();
          loadKept(0);
          mv.visitInsn(Opcodes.SWAP);
          callBridge("written", EVENT);
        }
      };
    }
  },

  /**
   * Tells of the texts that a method reads and writes by Jackson's mapper. They are in local
   * variables; and to weave the mapper would be to watch all that the application does with it.
   */
  TEXTS_OF_MAPPER {
    @Override
    MethodVisitor into(MethodVisitor next, WovenMethod method, int hook) {
      return new MapperCalls(next, method, hook);
    }
  };

  private static final String OBJECT = "Ljava/lang/Object;";
  private static final String OF_CLASS = "(ILjava/lang/Class;";
  static final String EVENT = OF_CLASS + OBJECT + OBJECT + ")V";
  private static final String ARGUMENT = OF_CLASS + OBJECT + OBJECT + OBJECT + ")" + OBJECT;
  private static final String ENTERED = OF_CLASS + "[" + OBJECT + ")" + OBJECT;
  static final String LEFT = OF_CLASS + OBJECT + OBJECT + ")" + OBJECT;

  /** What writes the method on, with this call in it. */
  abstract MethodVisitor into(MethodVisitor next, WovenMethod method, int hook);

  private static void requireResult(WovenMethod method) {
    if (!HookedMethod.isObject(method.returns())) {
      throw new IllegalStateException("it returns no object");
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.core.Hook;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HookListTest {

  private static final List<HookPoint> ALL =
      Stream.concat(HookList.ALL.stream(), LangChain4jHookList.ALL.stream()).toList();

  @Test
  void eachHookSaysWhatIsMissingWithoutIt() {
    assertEquals(List.of(), ALL.stream().filter(hook -> hook.gives() == null).toList());
  }

  @Test
  void textsOfLangChain4jAreMissingAsTextsAndNotAsSessions() {
    List<HookPoint> texts =
        LangChain4jHookList.ALL.stream()
            .filter(hook -> hook.hook() == Hook.LC_READS || hook.hook() == Hook.LC_WRITTEN)
            .toList();

    assertFalse(texts.isEmpty());
    assertTrue(
        texts.stream().allMatch(hook -> hook.gives().equals(HookList.TEXTS)), texts::toString);
  }

  @Test
  void eachNumberIsWovenSomewhere() throws IllegalAccessException {
    Set<Integer> numbers = new TreeSet<>();
    for (Field field : Hook.class.getFields()) {
      numbers.add(field.getInt(null));
    }

    assertEquals(
        numbers, ALL.stream().map(HookPoint::hook).collect(Collectors.toCollection(TreeSet::new)));
  }
}

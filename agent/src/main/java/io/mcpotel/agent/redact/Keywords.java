// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Finds many words in one pass over a text, by the automaton of Aho and Corasick: one look into a
 * table for each character, however many words there are. It is blind to the case of letters.
 */
final class Keywords {

  private static final int ROOT = 0;

  /** Which column of the table a character has; 0 is for those that are in no word. */
  private final byte[] columns = new byte[128];

  private final int shift;
  private final char[] next;

  /** States from here on end words. */
  private final int firstEnding;

  /** For each state that ends words: which, the longest first. */
  private final int[][] ending;

  private final int longest;
  private final int[] lengths;

  Keywords(List<String> words) {
    int count = 0;
    int most = 1;
    int states = 1;
    lengths = new int[words.size()];
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      lengths[i] = word.length();
      most = Math.max(most, word.length());
      states += word.length();
      for (char c : word.toLowerCase(Locale.ROOT).toCharArray()) {
        if (columns[c] == 0) {
          columns[c] = (byte) ++count;
          columns[Character.toUpperCase(c)] = (byte) count;
        }
      }
    }
    longest = most;
    shift = 32 - Integer.numberOfLeadingZeros(count);
    Trie trie = new Trie(states, 1 << shift);
    for (int i = 0; i < words.size(); i++) {
      trie.add(words.get(i), i);
    }
    trie.link();
    int[] numbers = trie.numbersWithEndingsLast();
    firstEnding = trie.silent;
    next = new char[trie.size << shift];
    ending = new int[trie.size - firstEnding][];
    for (int state = 0; state < trie.size; state++) {
      for (int column = 0; column < 1 << shift; column++) {
        next[numbers[state] << shift | column] = (char) numbers[trie.next[state][column]];
      }
      if (numbers[state] >= firstEnding) {
        ending[numbers[state] - firstEnding] = trie.words[state];
      }
    }
  }

  /** The state after a character; the first is 0. */
  int next(int state, char c) {
    return next[state << shift | (c < 128 ? columns[c] : 0)];
  }

  boolean endsWord(int state) {
    return state >= firstEnding;
  }

  /** The indexes of the words that end here, the longest first. */
  int[] words(int state) {
    return ending[state - firstEnding];
  }

  int length(int word) {
    return lengths[word];
  }

  int longest() {
    return longest;
  }

  /** The words by their letters, and then with what each state falls back to. */
  private final class Trie {
    final int[][] next;
    final int[][] words;
    final int width;
    int size = 1;
    int silent;

    Trie(int states, int width) {
      next = new int[states][];
      words = new int[states][];
      this.width = width;
      next[ROOT] = new int[width];
    }

    void add(String word, int index) {
      int state = ROOT;
      for (char c : word.toCharArray()) {
        int column = columns[c];
        if (next[state][column] == 0) {
          next[size] = new int[width];
          next[state][column] = size++;
        }
        state = next[state][column];
      }
      words[state] = joined(words[state], new int[] {index});
    }

    void link() {
      int[] fallback = new int[size];
      Deque<Integer> queue = new ArrayDeque<>();
      for (int child : next[ROOT]) {
        if (child != 0) {
          queue.add(child);
        }
      }
      while (!queue.isEmpty()) {
        int state = queue.remove();
        words[state] = joined(words[state], words[fallback[state]]);
        for (int column = 0; column < width; column++) {
          int child = next[state][column];
          int other = next[fallback[state]][column];
          if (child == 0) {
            next[state][column] = other;
          } else {
            fallback[child] = other;
            queue.add(child);
          }
        }
      }
    }

    int[] numbersWithEndingsLast() {
      int[] numbers = new int[size];
      List<Integer> ends = new ArrayList<>();
      for (int state = 0; state < size; state++) {
        if (words[state] == null) {
          numbers[state] = silent++;
        } else {
          ends.add(state);
        }
      }
      for (int i = 0; i < ends.size(); i++) {
        numbers[ends.get(i)] = silent + i;
      }
      return numbers;
    }

    private int[] joined(int[] first, int[] then) {
      if (first == null || then == null) {
        return first == null ? then : first;
      }
      int[] both = Arrays.copyOf(first, first.length + then.length);
      System.arraycopy(then, 0, both, first.length, then.length);
      return both;
    }
  }
}
